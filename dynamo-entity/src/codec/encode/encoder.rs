//! The serializer: where a value goes, its shape and how deep it is.

use crate::codec::depth::Depth;
use crate::codec::encode::sink::Sink;
use crate::codec::encode::tree::Tree;
use crate::codec::shape::Shape;

/// A serializer of one value, which writes it to a sink.
#[derive(Clone, Copy, Debug)]
pub struct Encoder<S = Tree> {
    pub(super) sink: S,
    pub(super) shape: Shape,
    pub(super) depth: Depth,
}

impl Encoder {
    /// An encoder of a value of this shape.
    #[must_use]
    pub fn new(shape: &'static Shape) -> Self {
        Self::with(Tree::default(), *shape, Depth::default())
    }
}

impl<S: Sink> Encoder<S> {
    pub(super) fn with(sink: S, shape: Shape, depth: Depth) -> Self {
        Self {
            sink,
            shape: shape.required(),
            depth,
        }
    }
}
