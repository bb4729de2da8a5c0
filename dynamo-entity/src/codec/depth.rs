//! The bound on nesting: a value may come from anywhere, the stack is finite.

use crate::error::codec::CodecError;

/// DynamoDB nests at most 32 levels; twice that leaves room for enums and the like.
const MAX_LEVELS: u8 = 64;

/// `Some` and newtypes add no level to the stored value, but a type such as
/// `struct N(Option<Box<N>>)` can add them without end.
const MAX_WRAPPERS: u8 = 16;

/// How deep in a value the codec is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Depth {
    levels: u8,
    wrappers: u8,
}

impl Depth {
    /// The depth inside a list or a map.
    pub(super) fn level(self) -> Result<Self, CodecError> {
        if self.levels >= MAX_LEVELS {
            return Err(too_deep());
        }
        Ok(Self {
            levels: self.levels + 1,
            wrappers: 0,
        })
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
    CodecError::new(format!(
        "nested deeper than {MAX_LEVELS} levels; DynamoDB stores at most 32"
    ))
}
