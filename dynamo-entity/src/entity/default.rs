//! The default of a field, evaluated and encoded.

use crate::codec::{CodecError, Encoded};
use crate::key::{IndexPart, Part};
use crate::path::{Path, Segments};

/// The default of a field: one value, as an attribute and as a part of keys.
#[doc(hidden)]
#[derive(Debug)]
pub struct DefaultValue {
    pub(crate) value: Result<Encoded, CodecError>,
    pub(crate) part: Option<Part<'static>>,
    /// The field may be absent, so that its absence says nothing.
    pub(crate) optional: bool,
}

impl DefaultValue {
    /// The default of a field that is no part of an index.
    #[must_use]
    pub fn of<E, T, K, S: Segments>(path: &Path<E, T, K, S>, make: impl FnOnce() -> T) -> Option<Self> {
        let value = make();
        Some(DefaultValue {
            value: path.encode(&value),
            part: None,
            optional: false,
        })
    }

    /// The default of a field that is part of an index.
    #[must_use]
    pub fn of_part<E, T: IndexPart, K, S: Segments>(path: &Path<E, T, K, S>, make: impl FnOnce() -> T) -> Option<Self> {
        let value = make();
        Some(DefaultValue {
            value: path.encode(&value),
            part: Some(value.index_part().into_owned()),
            optional: T::OPTIONAL,
        })
    }

    /// The default of an `Option`.
    #[must_use]
    pub fn of_optional<E, T, K, S: Segments>(path: &Path<E, T, K, S>, make: impl FnOnce() -> T) -> Option<Self> {
        let value = make();
        Some(DefaultValue {
            value: path.encode(&value),
            part: None,
            optional: true,
        })
    }
}
