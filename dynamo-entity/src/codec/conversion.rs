//! How the attribute of a field with options is stored: what happens between serde's value and the stored one.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::decode::from_value;
use crate::codec::encode::{Encoded, to_value};
use crate::codec::error::CodecError;
use crate::codec::shape::Shape;

/// From the value that serde writes to the one that is stored.
type Write = fn(AttributeValue) -> Result<Encoded, CodecError>;
/// From the value that is stored to the one that serde reads.
type Read = fn(AttributeValue) -> Result<AttributeValue, CodecError>;

/// Where the values of an entity come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From a caller: `set` applies to them.
    Given,
    /// From a read: `set` was applied to them.
    Loaded,
}

/// A shape, and what is done to its values on the way to DynamoDB and back.
///
/// A conversion over another converts first when writing, and last when reading.
#[derive(Clone, Copy)]
pub struct Conversion {
    pub(super) inner: &'static Shape,
    write: Option<Write>,
    read: Option<Read>,
    /// `read` is a `get`, which need not undo what was written.
    gets: bool,
    sensitive: bool,
}

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
            return CodecError::new("the attribute is sensitive, so that what is wrong with its value is not shown");
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
    transform_written(value, shape, change).map(|encoded| match encoded {
        Encoded::Value(value) => value,
        Encoded::Absent => AttributeValue::Null(true),
        Encoded::EmptySet => AttributeValue::L(Vec::new()),
    })
}

// By hand, not derived, so that functions need not be printed and compared.
impl fmt::Debug for Conversion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conversion")
            .field("inner", &self.inner)
            .field("write", &self.write.is_some())
            .field("read", &self.read.is_some())
            .field("gets", &self.gets)
            .field("sensitive", &self.sensitive)
            .finish()
    }
}

impl PartialEq for Conversion {
    fn eq(&self, other: &Self) -> bool {
        let same_write = match (self.write, other.write) {
            (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let same_read = match (self.read, other.read) {
            (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        same_write
            && same_read
            && self.gets == other.gets
            && self.inner == other.inner
            && self.sensitive == other.sensitive
    }
}
