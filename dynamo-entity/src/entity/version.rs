//! The version of an item: a number that every write advances, so that a write can check that the item has not changed
//! since it was loaded.

use crate::codec::shaped::Probe;
use crate::codec::version_number::VersionNumber;
use crate::error::Error;
use crate::error::fault::Fault;

/// The version that an entity was loaded with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// 0 if no version was ever stored.
    pub(crate) loaded: i128,
    highest: i128,
}

impl Version {
    /// Returns the version that the next write gives the item; `None` if the type cannot hold a higher number.
    pub(crate) fn next(self) -> Option<i128> {
        (self.loaded < self.highest).then_some(self.loaded + 1)
    }

    /// Makes the error of a write for which no next version exists.
    pub(crate) fn exhausted(self, attribute: &'static str) -> Error {
        Error::new(Fault::VersionExhausted {
            attribute,
            version: self.loaded,
        })
    }
}

#[allow(missing_docs)]
impl<T: VersionNumber> Probe<T> {
    #[must_use]
    pub fn version(value: &T) -> Option<Version> {
        Some(Version {
            loaded: (*value).into(),
            highest: T::HIGHEST,
        })
    }

    /// Advances the version, unless it is the highest of its type.
    pub fn advance(value: &mut T) {
        let next = Self::version(value).and_then(Version::next);
        if let Some(next) = next.and_then(|next| T::try_from(next).ok()) {
            *value = next;
        }
    }
}
