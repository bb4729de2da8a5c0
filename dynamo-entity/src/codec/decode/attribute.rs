//! `AttributeValue` as a [`Source`].

use std::borrow::Cow;
use std::collections::hash_map;
use std::vec;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::decode::source::{Content, Elements, Entries, Source};
use crate::error::codec::CodecError;

impl<'de> Source<'de> for AttributeValue {
    type Elements = AttributeElements;
    type Entries = hash_map::IntoIter<String, AttributeValue>;

    fn open(self) -> Result<Content<'de, Self>, CodecError> {
        Ok(match self {
            AttributeValue::S(text) => Content::String(Cow::Owned(text)),
            AttributeValue::N(text) => Content::Number(Cow::Owned(text)),
            AttributeValue::B(bytes) => Content::Binary(bytes.into_inner()),
            AttributeValue::Bool(value) => Content::Bool(value),
            AttributeValue::Null(_) => Content::Null,
            AttributeValue::L(values) => Content::List(AttributeElements::Values(values.into_iter()), "a list"),
            AttributeValue::Ss(texts) => {
                let texts = AttributeElements::Texts(texts.into_iter(), AttributeValue::S);
                Content::List(texts, "a string set")
            }
            AttributeValue::Ns(texts) => {
                let texts = AttributeElements::Texts(texts.into_iter(), AttributeValue::N);
                Content::List(texts, "a number set")
            }
            AttributeValue::Bs(blobs) => Content::List(AttributeElements::Blobs(blobs.into_iter()), "a binary set"),
            AttributeValue::M(map) => Content::Map(map.into_iter()),
            _ => Content::Unknown,
        })
    }

    fn is_null(&self) -> bool {
        matches!(self, AttributeValue::Null(_))
    }

    fn text_of(&self, name: &str) -> Result<Option<String>, CodecError> {
        let text = match self {
            AttributeValue::M(map) => map.get(name).and_then(|value| value.as_s().ok()),
            _ => None,
        };
        Ok(text.cloned())
    }

    fn skip(self) -> Result<(), CodecError> {
        Ok(())
    }
}

/// The elements of a list or a set.
#[derive(Debug)]
pub(crate) enum AttributeElements {
    /// The elements of a list.
    Values(vec::IntoIter<AttributeValue>),
    /// The elements of a set of strings or numbers.
    Texts(vec::IntoIter<String>, fn(String) -> AttributeValue),
    /// The elements of a set of binaries.
    Blobs(vec::IntoIter<Blob>),
}

impl Elements<'_> for AttributeElements {
    type Value = AttributeValue;

    fn next(&mut self) -> Result<Option<AttributeValue>, CodecError> {
        Ok(match self {
            AttributeElements::Values(values) => values.next(),
            AttributeElements::Texts(texts, kind) => texts.next().map(*kind),
            AttributeElements::Blobs(blobs) => blobs.next().map(AttributeValue::B),
        })
    }

    fn left(&self) -> Option<usize> {
        Some(match self {
            AttributeElements::Values(values) => values.len(),
            AttributeElements::Texts(texts, _) => texts.len(),
            AttributeElements::Blobs(blobs) => blobs.len(),
        })
    }
}

impl<'de> Entries<'de> for hash_map::IntoIter<String, AttributeValue> {
    type Value = AttributeValue;

    fn next(&mut self) -> Result<Option<(Cow<'de, str>, AttributeValue)>, CodecError> {
        Ok(Iterator::next(self).map(|(name, value)| (Cow::Owned(name), value)))
    }

    fn left(&self) -> Option<usize> {
        Some(self.len())
    }
}
