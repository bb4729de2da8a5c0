//! The nesting of a value: its level, and whether serde will read it from its buffer.

use crate::codec::depth::Depth;
use crate::error::codec::CodecError;

/// Where in an item a value is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nesting {
    depth: Depth,
    buffered: bool,
}

impl Nesting {
    /// An item.
    pub(crate) const ITEM: Self = Self::of(Depth::ITEM);
    /// An attribute of an item.
    pub(crate) const ATTRIBUTE: Self = Self::of(Depth::ATTRIBUTE);
    /// A value that was read, and is written in memory only.
    pub(crate) const READ: Self = Self::of(Depth::READ);

    const fn of(depth: Depth) -> Self {
        Self { depth, buffered: false }
    }

    /// serde keeps the value in a buffer before it reads it, as it does where it flattens or looks for a tag. The buffer has no
    /// 128-bit integers, and the keys of its maps are text.
    #[must_use]
    pub(crate) const fn buffered(self) -> Self {
        Self { buffered: true, ..self }
    }

    pub(super) const fn is_buffered(self) -> bool {
        self.buffered
    }

    /// So many levels below.
    pub(crate) fn below(self, levels: usize) -> Self {
        let depth = self.depth.below(levels);
        Self { depth, ..self }
    }

    /// In a list or a map.
    pub(super) fn level(self) -> Result<Self, CodecError> {
        let depth = self.depth.level()?;
        Ok(Self { depth, ..self })
    }

    /// In a `Some` or a newtype.
    pub(super) fn wrapper(self) -> Result<Self, CodecError> {
        let depth = self.depth.wrapper()?;
        Ok(Self { depth, ..self })
    }
}
