//! [`StoredItem`]: an item of a response, as attribute values or in JSON.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::decode::json::JsonValue;
use crate::codec::decode::source::{Content, Entries as _, Source as _, to_attribute};
use crate::codec::depth::Depth;
use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::error::codec::CodecError;

/// The value of a key attribute, borrowed if possible.
#[derive(Clone)]
pub(crate) enum Scalar<'v> {
    Text(Cow<'v, str>),
    Number(Cow<'v, str>),
    Binary(Cow<'v, [u8]>),
}

impl<'v> Scalar<'v> {
    /// Returns `None` for a value that a key attribute cannot have.
    pub(crate) fn of(value: &'v AttributeValue) -> Option<Self> {
        match value {
            AttributeValue::S(text) => Some(Scalar::Text(text.into())),
            AttributeValue::N(number) => Some(Scalar::Number(number.into())),
            AttributeValue::B(bytes) => Some(Scalar::Binary(bytes.as_ref().into())),
            _ => None,
        }
    }
}

/// An item of a response: a parser at its position in the JSON of the response, `{"name":{"S":"text"}}`.
#[derive(Clone, Copy)]
pub struct StoredItem<'p, 'de>(&'p Parser<'de>);

impl<'p, 'de> StoredItem<'p, 'de> {
    /// Returns the item at the parser's position.
    pub(crate) fn at(parser: &'p Parser<'de>) -> Self {
        StoredItem(parser)
    }

    pub(crate) fn parser(self) -> &'p Parser<'de> {
        self.0
    }

    /// Reads the whole item as attribute values. The parser is then past the item.
    pub(crate) fn into_attributes(self) -> Result<Item, CodecError> {
        match to_attribute(JsonValue::item(self.0, None), Depth::READ)? {
            AttributeValue::M(item) => Ok(item),
            _ => Ok(Item::new()),
        }
    }

    /// Whether the item has no attributes. The parser keeps its position.
    pub(crate) fn is_empty(self) -> bool {
        let place = self.0.place();
        let is_empty = self.0.expect(b'{').is_ok() && self.0.peek() == Some(b'}');
        self.0.back_to(place);
        is_empty
    }

    /// Skips the item. The parser is then past the item.
    pub(crate) fn skip(self) -> Result<(), CodecError> {
        self.0.skip()
    }

    /// Reads the attributes with these names that the item has. The parser keeps its position.
    pub(crate) fn attributes(self, names: &[&str]) -> Result<Item, CodecError> {
        let mut found = Item::with_capacity(names.len());
        search(self.0, |name, value| {
            if names.contains(&name.as_ref()) {
                let value = to_attribute(value, Depth::READ)?;
                found.insert(name.into_owned(), value);
            } else {
                value.skip()?;
            }
            Ok(found.len() < names.len())
        })?;
        Ok(found)
    }

    /// Reads the attribute with this name, if it is a string. The parser keeps its position.
    pub(crate) fn string(self, name: &str) -> Result<Option<Cow<'de, str>>, CodecError> {
        let mut found = None;
        search(self.0, |known, value| {
            if known != name {
                value.skip()?;
                return Ok(true);
            }
            if let Content::String(text) = value.open()? {
                found = Some(text);
            }
            Ok(false)
        })?;
        Ok(found)
    }
}

/// Calls `look` with the attributes of the item at the parser's position until it returns false. The parser keeps its
/// position.
fn search<'de>(
    parser: &Parser<'de>,
    mut look: impl FnMut(Cow<'de, str>, JsonValue<'_, 'de>) -> Result<bool, CodecError>,
) -> Result<(), CodecError> {
    let place = parser.place();
    if let Content::Map(mut attributes) = JsonValue::item(parser, None).open()? {
        while let Some((name, value)) = attributes.next()? {
            if !look(name, value)? {
                break;
            }
        }
    }
    parser.back_to(place);
    Ok(())
}

// The item may be sensitive.
impl fmt::Debug for StoredItem<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredItem(..)")
    }
}

/// An item of a response that is kept to be decoded later.
#[derive(Clone)]
pub(crate) struct OwnedItem {
    /// The response, which all its items share.
    answer: Arc<String>,
    /// The position of the item in the response.
    place: usize,
}

impl OwnedItem {
    pub(crate) fn new(answer: Arc<String>, place: usize) -> Self {
        OwnedItem { answer, place }
    }

    /// Returns the values of these attributes in the order of the names; `None` for an absent attribute.
    pub(crate) fn scalars(&self, names: &[&str]) -> Result<Vec<Option<Scalar<'_>>>, CodecError> {
        let mut found = vec![None; names.len()];
        let mut missing = names.len();
        search(&Parser::of(&self.answer, self.place), |name, value| {
            let Some(slot) = names
                .iter()
                .position(|known| *known == name)
                .and_then(|at| found.get_mut(at))
            else {
                value.skip()?;
                return Ok(true);
            };
            *slot = match value.open()? {
                Content::String(text) => Some(Scalar::Text(text)),
                Content::Number(number) => Some(Scalar::Number(number)),
                Content::Binary(bytes) => Some(Scalar::Binary(bytes.into())),
                // An opened value that is not read would leave the parser inside that value.
                _ => return Ok(false),
            };
            missing -= 1;
            Ok(missing > 0)
        })?;
        Ok(found)
    }

    pub(crate) fn read<T>(&self, read: impl FnOnce(StoredItem<'_, '_>) -> T) -> T {
        read(StoredItem(&Parser::of(&self.answer, self.place)))
    }
}

impl fmt::Debug for OwnedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnedItem(..)")
    }
}
