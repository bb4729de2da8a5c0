//! The deserializer of one value, with the value's shape and depth.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::decode::source::{Content, Source};
use crate::codec::depth::Depth;
use crate::codec::shape::Shape;
use crate::error::codec::CodecError;

/// A deserializer of one value.
pub(crate) struct Decoder<S = AttributeValue> {
    pub(super) value: S,
    pub(super) shape: Shape,
    pub(super) depth: Depth,
}

// The value may be sensitive.
impl<S> fmt::Debug for Decoder<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoder")
            .field("shape", &self.shape)
            .finish_non_exhaustive()
    }
}

impl Decoder {
    /// Makes a decoder of a value of this shape.
    #[must_use]
    pub(crate) fn new(value: AttributeValue, shape: &'static Shape) -> Self {
        Self::with(value, *shape, Depth::READ)
    }
}

impl<S> Decoder<S> {
    pub(crate) fn with(value: S, shape: Shape, depth: Depth) -> Self {
        Self {
            value,
            shape: shape.required(),
            depth,
        }
    }
}

impl<'de, S: Source<'de>> Decoder<S> {
    /// Descends into a `Some` or a newtype, which is stored as its content.
    pub(super) fn wrapped(self) -> Result<Self, CodecError> {
        Ok(Self {
            depth: self.depth.wrapper()?,
            ..self
        })
    }

    /// Opens the value: determines its kind and the shape of its content.
    pub(super) fn open(self) -> Result<Opened<'de, S>, CodecError> {
        let shape = match self.shape {
            Shape::Tagged(tag, _) => match self.value.text_of(tag)? {
                Some(variant) => self.shape.variant(&variant),
                None => Shape::Plain,
            },
            shape => shape,
        };
        Ok(Opened {
            content: self.value.open()?,
            shape,
            depth: self.depth,
        })
    }
}

/// A value whose kind is known.
pub(super) struct Opened<'de, S: Source<'de>> {
    pub(super) content: Content<'de, S>,
    pub(super) shape: Shape,
    pub(super) depth: Depth,
}
