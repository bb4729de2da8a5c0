//! The serializer of one value, with the value's sink, shape and nesting.

use crate::codec::encode::nesting::Nesting;
use crate::codec::encode::sink::Sink;
use crate::codec::encode::tree::Tree;
use crate::codec::encoded::Encoded;
use crate::codec::shape::Shape;
use crate::error::codec::CodecError;

/// A serializer of one value, which writes it to a sink.
#[derive(Clone, Copy, Debug)]
pub struct Encoder<S = Tree> {
    pub(super) sink: S,
    pub(super) shape: Shape,
    pub(super) nesting: Nesting,
}

impl Encoder {
    /// Makes an encoder of an attribute of this shape.
    #[must_use]
    pub fn new(shape: &'static Shape) -> Self {
        Self::at(shape, Nesting::ATTRIBUTE)
    }

    /// Makes an encoder of a value of this shape at this nesting.
    pub(crate) fn at(shape: &'static Shape, nesting: Nesting) -> Self {
        Self::with(Tree::default(), *shape, nesting)
    }

    /// Whether the value is stored as binary.
    pub(crate) fn is_binary(&self) -> bool {
        self.shape == Shape::Binary
    }

    /// Makes an encoder of the elements of the list.
    pub(crate) fn element(&self) -> Result<Self, CodecError> {
        Ok(Self::with(
            Tree::default(),
            self.shape.element(0),
            self.nesting.level()?,
        ))
    }

    /// Makes an encoder of a flattened field, whose attributes become attributes of the item.
    pub(crate) fn flattened() -> Self {
        Self::at(&Shape::Unknown, Nesting::ITEM.buffered())
    }
}

impl Encoder {
    /// Encodes a flattened field that serde does not write.
    ///
    /// # Errors
    /// Never.
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "it stands for a serializer"
    )]
    pub fn nothing(self) -> Result<Encoded, CodecError> {
        Ok(Encoded::Absent)
    }
}

impl<S: Sink> Encoder<S> {
    pub(super) fn with(sink: S, shape: Shape, nesting: Nesting) -> Self {
        Self {
            sink,
            shape: shape.required(),
            nesting,
        }
    }
}
