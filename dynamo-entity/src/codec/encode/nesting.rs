//! The nesting of a value: its depth, and whether serde reads it from a buffer.

use crate::codec::depth::Depth;
use crate::error::codec::CodecError;

/// The position of a value in an item.
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
    /// A value that was read and is written only in memory.
    pub(crate) const READ: Self = Self::of(Depth::READ);

    const fn of(depth: Depth) -> Self {
        Self { depth, buffered: false }
    }

    /// Marks a value that serde reads from a buffer, as it does in flattened fields and tagged enums. The buffer has no
    /// 128-bit integers, and the keys of its maps are text.
    #[must_use]
    pub(crate) const fn buffered(self) -> Self {
        Self { buffered: true, ..self }
    }

    pub(super) const fn is_buffered(self) -> bool {
        self.buffered
    }

    /// Returns the nesting `levels` below.
    pub(crate) fn below(self, levels: usize) -> Self {
        let depth = self.depth.below(levels);
        Self { depth, ..self }
    }

    /// Returns the nesting in a list or a map.
    pub(super) fn level(self) -> Result<Self, CodecError> {
        let depth = self.depth.level()?;
        Ok(Self { depth, ..self })
    }

    /// Returns the nesting in a `Some` or a newtype.
    pub(super) fn wrapper(self) -> Result<Self, CodecError> {
        let depth = self.depth.wrapper()?;
        Ok(Self { depth, ..self })
    }
}
