//! How the attribute of a field with options is stored: what happens between serde's value and the stored one.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::decode::from_value;
use crate::codec::encode::encoder::Encoder;
use crate::codec::encode::nesting::Nesting;
use crate::codec::encode::to_value;
use crate::codec::encoded::Encoded;
use crate::codec::shape::{Conversion, Read, Shape, Write};
use crate::error::codec::CodecError;

impl Conversion {
    /// One that changes nothing yet.
    #[must_use]
    pub const fn new(inner: &'static Shape) -> Self {
        Conversion {
            inner,
            write: None,
            read: None,
            gets: false,
            sensitive: false,
        }
    }

    /// Is applied to every value that is written. An absent one stays absent.
    #[must_use]
    pub const fn write(self, write: Write) -> Self {
        Conversion {
            write: Some(write),
            ..self
        }
    }

    /// Is applied to every value that is read.
    #[must_use]
    pub const fn read(self, read: Read) -> Self {
        Conversion {
            read: Some(read),
            ..self
        }
    }

    /// As [`read`](Self::read), for a `get`: what it gives need not be what was written.
    #[must_use]
    pub const fn get(self, read: Read) -> Self {
        Conversion {
            gets: true,
            ..self.read(read)
        }
    }

    /// No error tells what is in the attribute.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Conversion {
            sensitive: true,
            ..self
        }
    }
}

impl Shape {
    /// What is stored of what serde wrote.
    pub(crate) fn stored(self, written: Result<Encoded, CodecError>) -> Result<Encoded, CodecError> {
        let Self::Converted(conversion) = self else {
            return written;
        };
        let written = match (written, conversion.write) {
            (Ok(Encoded::Value(value)), Some(write)) => write(value),
            (written, _) => written,
        };
        let stored = conversion.inner.stored(written);
        stored.map_err(|error| self.withhold(error))
    }

    /// The same, of a value that may have been loaded: `set` is not applied to what it gave.
    ///
    /// Where `get` undoes `set`, the value is stored by `set` as any other. Where there is no `get` and `set` would go on
    /// changing its own result, the value is taken as what it gave.
    pub(crate) fn stored_again(self, written: Result<Encoded, CodecError>) -> Result<Encoded, CodecError> {
        if let (Self::Converted(conversion), Ok(Encoded::Value(value))) = (self, &written)
            && let (Some(write), None) = (conversion.write, conversion.read)
        {
            let once = write(value.clone()).map_err(|error| self.withhold(error))?;
            if let Encoded::Value(once) = once
                && !matches!(write(once.clone()), Ok(Encoded::Value(twice)) if twice == once)
            {
                return conversion.inner.stored(written);
            }
        }
        self.stored(written)
    }

    /// What serde is to read of what is stored.
    pub(crate) fn loaded(self, stored: AttributeValue) -> Result<AttributeValue, CodecError> {
        let Self::Converted(conversion) = self else {
            return Ok(stored);
        };
        let loaded = conversion.inner.loaded(stored);
        match conversion.read {
            Some(read) => loaded.and_then(read),
            None => loaded,
        }
    }

    /// An error of a value of this shape, without what it may tell of a sensitive one.
    pub(crate) fn withhold(self, error: CodecError) -> CodecError {
        if self.is_sensitive() {
            return CodecError::new("the value is invalid; the attribute is sensitive, so no details are shown");
        }
        error
    }

    /// Whether an error must not tell the value.
    pub(crate) fn is_sensitive(self) -> bool {
        match self {
            Self::Converted(conversion) => conversion.sensitive || conversion.inner.is_sensitive(),
            _ => false,
        }
    }

    /// Whether serde's value is changed on the way to the stored one.
    pub(crate) fn rewrites(self) -> bool {
        match self {
            Self::Converted(conversion) => conversion.write.is_some() || conversion.inner.rewrites(),
            _ => false,
        }
    }

    /// Whether the stored value is changed on the way to serde's.
    pub(crate) fn rereads(self) -> bool {
        match self {
            Self::Converted(conversion) => conversion.read.is_some() || conversion.inner.rereads(),
            _ => false,
        }
    }

    /// Whether a `get` changes what is read.
    pub(crate) fn gets(self) -> bool {
        match self {
            Self::Converted(conversion) => conversion.gets || conversion.inner.gets(),
            _ => false,
        }
    }

    /// Whether what is read may be another value than the one that was written.
    pub(crate) fn converts(self) -> bool {
        self.rewrites() || self.rereads()
    }
}

/// `change` of a value that serde wrote, as serde writes it.
///
/// # Errors
/// If the value cannot be read or written again.
pub fn transform_written<T: Serialize + DeserializeOwned>(
    value: AttributeValue,
    shape: &'static Shape,
    change: impl FnOnce(T) -> T,
) -> Result<Encoded, CodecError> {
    to_value(&change(from_value(value, shape)?), shape)
}

/// `change` of a value that serde is about to read.
///
/// # Errors
/// If the value cannot be read or written again.
pub fn transform_read<T: Serialize + DeserializeOwned>(
    value: AttributeValue,
    shape: &'static Shape,
    change: impl FnOnce(T) -> T,
) -> Result<AttributeValue, CodecError> {
    let read = change(from_value(value, shape)?);
    Ok(match read.serialize(Encoder::at(shape, Nesting::READ))? {
        Encoded::Value(value) => value,
        Encoded::Absent => AttributeValue::Null(true),
        Encoded::EmptySet => AttributeValue::L(Vec::new()),
    })
}
