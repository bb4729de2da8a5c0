//! The default of a field: evaluated and encoded.

use std::fmt;

use crate::codec::encoded::Encoded;
use crate::error::codec::CodecError;
use crate::expression::path::Path;
use crate::expression::segment::Segments;
use crate::key::native::NativePart;
use crate::key::part::{IndexPart, Part};

/// The value of a field's default, as an attribute and as a part of keys.
pub struct DefaultValue {
    pub(crate) value: Result<Encoded, CodecError>,
    pub(crate) part: Option<Part<'static>>,
    /// Whether the field may be absent. An absent optional field is read as `None`, not as its default.
    pub(crate) optional: bool,
}

// The value may be sensitive, so `Debug` does not print it.
impl fmt::Debug for DefaultValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DefaultValue")
            .field("optional", &self.optional)
            .finish_non_exhaustive()
    }
}

impl DefaultValue {
    /// Evaluates the default of a field that is no part of an index.
    #[must_use]
    pub fn of<E, T, K, S: Segments>(path: &Path<E, T, K, S>, make: impl FnOnce() -> T) -> Option<Self> {
        let value = path.prepare(make());
        Some(DefaultValue {
            value: path.encode(&value),
            part: None,
            optional: false,
        })
    }

    /// Evaluates the default of a field that is part of an index.
    #[must_use]
    pub fn of_part<E, T: IndexPart, K, S: Segments>(path: &Path<E, T, K, S>, make: impl FnOnce() -> T) -> Option<Self> {
        let value = path.prepare(make());
        Some(DefaultValue {
            value: path.encode(&value),
            part: Some(value.index_part().into_owned()),
            optional: T::OPTIONAL,
        })
    }

    /// Evaluates the default of a field that is by itself a side of an index, in its own type.
    #[must_use]
    pub fn of_native_part<E, T: NativePart, K, S: Segments>(
        path: &Path<E, T, K, S>,
        make: impl FnOnce() -> T,
    ) -> Option<Self> {
        let value = path.prepare(make());
        Some(DefaultValue {
            value: path.encode(&value),
            part: Some(value.native().into_owned()),
            optional: T::OPTIONAL,
        })
    }

    /// Evaluates the default of an `Option`.
    #[must_use]
    pub fn of_optional<E, T, K, S: Segments>(path: &Path<E, T, K, S>, make: impl FnOnce() -> T) -> Option<Self> {
        let value = path.prepare(make());
        Some(DefaultValue {
            value: path.encode(&value),
            part: None,
            optional: true,
        })
    }
}
