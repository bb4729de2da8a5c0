//! The bound on nesting: a value may come from anywhere, the stack is finite.

use crate::error::codec::CodecError;

/// DynamoDB stores values nested up to 32 levels deep. An attribute of an item is at the first level.
const MAX_WRITTEN: u8 = 32;

/// Reads are tolerant: a value that was stored is worth an answer.
const MAX_READ: u8 = 64;

/// `Some` and newtypes add no level to the stored value, but a type such as
/// `struct N(Option<Box<N>>)` can add them without end.
const MAX_WRAPPERS: u8 = 16;

/// How deep in a value the codec is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Depth {
    /// How many levels there may be below.
    left: u8,
    wrappers: u8,
}

impl Depth {
    /// The depth of an item or a value that is read.
    pub(crate) const READ: Self = Self::with(MAX_READ);

    /// The depth of an item that is written.
    pub(crate) const ITEM: Self = Self::with(MAX_WRITTEN);

    /// The depth of an attribute that is written.
    pub(crate) const ATTRIBUTE: Self = Self::with(MAX_WRITTEN - 1);

    const fn with(left: u8) -> Self {
        Self { left, wrappers: 0 }
    }

    /// The depth so many levels below.
    pub(super) fn below(self, levels: usize) -> Self {
        let levels = u8::try_from(levels).unwrap_or(u8::MAX);
        Self::with(self.left.saturating_sub(levels))
    }

    /// The depth inside a list or a map.
    pub(super) fn level(self) -> Result<Self, CodecError> {
        match self.left.checked_sub(1) {
            Some(left) => Ok(Self::with(left)),
            None => Err(too_deep()),
        }
    }

    /// The depth inside a `Some` or a newtype, which are stored as what they hold.
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
