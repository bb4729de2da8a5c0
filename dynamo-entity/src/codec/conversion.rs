//! Conversions between the value that serde sees and the stored value, for fields with options such as `set` and `ttl`.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::decode::from_value;
use crate::codec::encode::encoder::Encoder;
use crate::codec::encode::nesting::Nesting;
use crate::codec::encode::to_value;
use crate::codec::encoded::Encoded;
use crate::codec::shape::{Check, Conversion, Read, Shape, Write};
use crate::error::codec::CodecError;

impl Conversion {
    /// Makes a conversion that changes nothing.
    #[must_use]
    pub const fn new(inner: &'static Shape) -> Self {
        Conversion {
            inner,
            write: None,
            read: None,
            gets: false,
            check: None,
            sensitive: false,
        }
    }

    /// Sets the function that converts every written value. Absent values stay absent.
    #[must_use]
    pub const fn write(self, write: Write) -> Self {
        Conversion {
            write: Some(write),
            ..self
        }
    }

    /// Sets the function that converts every value that is read.
    #[must_use]
    pub const fn read(self, read: Read) -> Self {
        Conversion {
            read: Some(read),
            ..self
        }
    }

    /// Like [`read`](Self::read), for a `get`, which need not return the value that was written.
    #[must_use]
    pub const fn get(self, read: Read) -> Self {
        Conversion {
            gets: true,
            ..self.read(read)
        }
    }

    /// Sets the function that checks every value before it is stored.
    #[must_use]
    pub const fn check(self, check: Check) -> Self {
        Conversion {
            check: Some(check),
            ..self
        }
    }

    /// Whether a value that is read back may differ from the value that was written.
    pub(crate) fn converts(&self) -> bool {
        self.write.is_some() || self.read.is_some()
    }

    /// Keeps the attribute's value out of every error.
    #[must_use]
    pub const fn sensitive(self) -> Self {
        Conversion {
            sensitive: true,
            ..self
        }
    }
}

impl Shape {
    /// Returns the shape of a path to the attribute: `set` is applied before a value is encoded, and `get` to items.
    pub(crate) fn of_path(&'static self) -> &'static Self {
        match self {
            Self::Converted(conversion) if conversion.converts() => conversion.inner.of_path(),
            shape => shape,
        }
    }

    /// Converts a value that serde wrote to the stored value.
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

    /// Like [`stored`](Self::stored), for a value that may have been loaded: `set` is not applied a second time.
    ///
    /// If there is a `get` to reverse `set`, `set` is applied as usual. If there is no `get` and `set` would change its own
    /// result again, the value is assumed to be a result of `set` already.
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

    /// Converts a stored value to the value that serde reads.
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

    /// Redacts the error if the attribute is sensitive.
    pub(crate) fn withhold(self, error: CodecError) -> CodecError {
        if self.is_sensitive() {
            return CodecError::new("the value is invalid; the attribute is sensitive, so no details are shown");
        }
        error
    }

    /// Whether errors must not contain the value.
    pub(crate) fn is_sensitive(self) -> bool {
        match self {
            Self::Converted(conversion) => conversion.sensitive || conversion.inner.is_sensitive(),
            _ => false,
        }
    }

    /// Whether values are converted when they are written.
    pub(crate) fn rewrites(self) -> bool {
        match self {
            Self::Converted(conversion) => conversion.write.is_some() || conversion.inner.rewrites(),
            _ => false,
        }
    }

    /// Whether values are converted when they are read.
    pub(crate) fn rereads(self) -> bool {
        match self {
            Self::Converted(conversion) => conversion.read.is_some() || conversion.inner.rereads(),
            _ => false,
        }
    }

    /// Whether a `get` converts values that are read.
    pub(crate) fn gets(self) -> bool {
        match self {
            Self::Converted(conversion) => conversion.gets || conversion.inner.gets(),
            _ => false,
        }
    }

    /// Whether a value that is read back may differ from the value that was written.
    pub(crate) fn converts(self) -> bool {
        self.rewrites() || self.rereads()
    }
}

/// Applies `change` to a value that serde wrote.
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

/// Applies `change` to a stored value before serde reads it.
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
