//! The limit on nesting, which keeps untrusted values from overflowing the stack.

use crate::error::codec::CodecError;

/// DynamoDB stores values that are nested up to 32 levels deep. The attributes of an item are at the first level.
const MAX_WRITTEN: u8 = 32;

/// Reads accept deeper nesting than writes, so that a stored value can always be read.
const MAX_READ: u8 = 64;

/// The limit on `Some` and newtypes. They add no level to the stored value, but a type such as
/// `struct N(Option<Box<N>>)` can nest them without end.
const MAX_WRAPPERS: u8 = 16;

/// The depth at which the codec is in a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Depth {
    /// The number of levels that are allowed below.
    left: u8,
    wrappers: u8,
}

impl Depth {
    /// The depth of an item or value that is read.
    pub(crate) const READ: Self = Self::with(MAX_READ);

    /// The depth of an item that is written.
    pub(crate) const ITEM: Self = Self::with(MAX_WRITTEN);

    /// The depth of an attribute that is written.
    pub(crate) const ATTRIBUTE: Self = Self::with(MAX_WRITTEN - 1);

    const fn with(left: u8) -> Self {
        Self { left, wrappers: 0 }
    }

    /// Returns the depth `levels` below.
    pub(super) fn below(self, levels: usize) -> Self {
        let levels = u8::try_from(levels).unwrap_or(u8::MAX);
        Self::with(self.left.saturating_sub(levels))
    }

    /// Returns the depth inside a list or a map.
    pub(super) fn level(self) -> Result<Self, CodecError> {
        match self.left.checked_sub(1) {
            Some(left) => Ok(Self::with(left)),
            None => Err(too_deep()),
        }
    }

    /// Returns the depth inside a `Some` or a newtype, which is stored as its content.
    pub(super) fn wrapper(self) -> Result<Self, CodecError> {
        if self.wrappers >= MAX_WRAPPERS {
            return Err(too_deep());
        }
        Ok(Self {
            wrappers: self.wrappers + 1,
            ..self
        })
    }
}

#[cold]
fn too_deep() -> CodecError {
    CodecError::new(format!("nested too deep; DynamoDB stores at most {MAX_WRITTEN} levels"))
}
