//! [`Source`]: the interface of the decoder to attribute values and to JSON.

use std::borrow::Cow;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::depth::Depth;
use crate::codec::item::Item;
use crate::error::codec::CodecError;

/// One value: an `AttributeValue`, or a place in the JSON of a response.
pub(crate) trait Source<'de>: Sized {
    /// The elements of a list or a set.
    type Elements: Elements<'de, Value = Self>;
    /// The entries of a map.
    type Entries: Entries<'de, Value = Self>;

    /// Determines the kind of the value and gives access to its content.
    fn open(self) -> Result<Content<'de, Self>, CodecError>;

    /// Whether it is `NULL`.
    fn is_null(&self) -> bool;

    /// Returns the text of an attribute, if the value is a map with this attribute. The value is not consumed.
    fn text_of(&self, name: &str) -> Result<Option<String>, CodecError>;

    /// Skips the value without decoding it.
    fn skip(self) -> Result<(), CodecError>;
}

/// The content of a value, by DynamoDB's types.
pub(crate) enum Content<'de, S: Source<'de>> {
    /// `S`
    String(Cow<'de, str>),
    /// `N`
    Number(Cow<'de, str>),
    /// `B`
    Binary(Vec<u8>),
    /// `BOOL`
    Bool(bool),
    /// `NULL`
    Null,
    /// `L`, `SS`, `NS` or `BS`, with the name of the kind for messages.
    List(S::Elements, &'static str),
    /// `M`
    Map(S::Entries),
    /// A type that this version does not know.
    Unknown,
}

/// The elements of a list or a set, one by one.
pub(crate) trait Elements<'de> {
    /// An element.
    type Value;

    /// Returns the next element, which must be opened or skipped before the following one.
    fn next(&mut self) -> Result<Option<Self::Value>, CodecError>;

    /// Returns the number that is left, if it is known.
    fn left(&self) -> Option<usize>;
}

/// A name and its value.
pub(super) type Entry<'de, V> = (Cow<'de, str>, V);

/// The entries of a map, one by one.
pub(crate) trait Entries<'de> {
    /// The value of an entry.
    type Value;

    /// Returns the next entry, whose value must be opened or skipped before the following entry.
    fn next(&mut self) -> Result<Option<Entry<'de, Self::Value>>, CodecError>;

    /// Returns the number that is left, if it is known.
    fn left(&self) -> Option<usize>;
}

impl<'de, S: Source<'de>> Content<'de, S> {
    /// Returns the name of the kind, for messages that must not show the value.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Content::String(_) => "a string",
            Content::Number(_) => "a number",
            Content::Binary(_) => "binary",
            Content::Bool(_) => "a boolean",
            Content::Null => "null",
            Content::List(_, kind) => kind,
            Content::Map(_) => "a map",
            Content::Unknown => "a value of a type unknown to this version of the AWS SDK",
        }
    }
}

/// Reads the value as an `AttributeValue`.
pub(crate) fn to_attribute<'de, S: Source<'de>>(source: S, depth: Depth) -> Result<AttributeValue, CodecError> {
    Ok(match source.open()? {
        Content::String(text) => AttributeValue::S(text.into_owned()),
        Content::Number(text) => AttributeValue::N(text.into_owned()),
        Content::Binary(bytes) => AttributeValue::B(Blob::new(bytes)),
        Content::Bool(value) => AttributeValue::Bool(value),
        Content::Null => AttributeValue::Null(true),
        Content::List(elements, kind) => to_list::<S>(elements, kind, depth.level()?)?,
        Content::Map(mut entries) => {
            let depth = depth.level()?;
            let mut map = Item::new();
            while let Some((name, value)) = entries.next()? {
                map.insert(name.into_owned(), to_attribute(value, depth)?);
            }
            AttributeValue::M(map)
        }
        Content::Unknown => {
            return Err(CodecError::new(
                "a value has a type unknown to this version of the AWS SDK",
            ));
        }
    })
}

fn to_list<'de, S: Source<'de>>(
    mut elements: S::Elements,
    kind: &'static str,
    depth: Depth,
) -> Result<AttributeValue, CodecError> {
    let mut values = Vec::new();
    while let Some(element) = elements.next()? {
        values.push(to_attribute(element, depth)?);
    }
    let texts = |values: Vec<AttributeValue>| {
        let texts = values.into_iter().filter_map(|value| match value {
            AttributeValue::S(text) | AttributeValue::N(text) => Some(text),
            _ => None,
        });
        texts.collect()
    };
    Ok(match kind {
        "a string set" => AttributeValue::Ss(texts(values)),
        "a number set" => AttributeValue::Ns(texts(values)),
        "a binary set" => {
            let blobs = values.into_iter().filter_map(|value| match value {
                AttributeValue::B(blob) => Some(blob),
                _ => None,
            });
            AttributeValue::Bs(blobs.collect())
        }
        _ => AttributeValue::L(values),
    })
}
