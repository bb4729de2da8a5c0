//! An item as an answer has it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::decode::json::JsonValue;
use crate::codec::decode::source::{Content, Entries, Source, to_attribute};
use crate::codec::depth::Depth;
use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::error::codec::CodecError;

/// The value of a key attribute, where it is.
#[derive(Clone)]
pub(crate) enum Scalar<'v> {
    Text(Cow<'v, str>),
    Number(Cow<'v, str>),
    Binary(Cow<'v, [u8]>),
}

impl<'v> Scalar<'v> {
    /// `None` of what no key attribute can be.
    pub(crate) fn of(value: &'v AttributeValue) -> Option<Self> {
        match value {
            AttributeValue::S(text) => Some(Scalar::Text(text.into())),
            AttributeValue::N(number) => Some(Scalar::Number(number.into())),
            AttributeValue::B(bytes) => Some(Scalar::Binary(bytes.as_ref().into())),
            _ => None,
        }
    }
}

/// An item as an answer has it: its attribute values, or a parser at its place in the answer's JSON.
pub enum StoredItem<'p, 'de> {
    /// `{"name": S("text")}`
    Attributes(Item),
    /// `{"name":{"S":"text"}}`
    Json(&'p Parser<'de>),
}

impl<'de> StoredItem<'_, 'de> {
    /// All of it as attribute values. A parser is then after it.
    pub(crate) fn into_attributes(self) -> Result<Item, CodecError> {
        let parser = match self {
            StoredItem::Attributes(item) => return Ok(item),
            StoredItem::Json(parser) => parser,
        };
        match to_attribute(JsonValue::item(parser, None), Depth::READ)? {
            AttributeValue::M(item) => Ok(item),
            _ => Ok(Item::new()),
        }
    }

    /// Whether it has no attributes. A parser stays where it is.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            StoredItem::Attributes(item) => item.is_empty(),
            StoredItem::Json(parser) => {
                let place = parser.place();
                let is_empty = parser.expect(b'{').is_ok() && parser.peek() == Some(b'}');
                parser.back_to(place);
                is_empty
            }
        }
    }

    /// Leaves it unread. A parser is then after it.
    pub(crate) fn skip(self) -> Result<(), CodecError> {
        match self {
            StoredItem::Attributes(_) => Ok(()),
            StoredItem::Json(parser) => parser.skip(),
        }
    }

    /// The attributes of these names that it has. A parser stays where it is.
    pub(crate) fn attributes(&self, names: &[&str]) -> Result<Item, CodecError> {
        let parser = match self {
            StoredItem::Attributes(item) => return Ok(of_names(item, names)),
            StoredItem::Json(parser) => parser,
        };
        let mut found = Item::with_capacity(names.len());
        search(parser, |name, value| {
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

    /// The attribute of this name, if it is a string. A parser stays where it is.
    pub(crate) fn string(&self, name: &str) -> Result<Option<Cow<'_, str>>, CodecError> {
        let parser = match self {
            StoredItem::Attributes(item) => {
                return Ok(match item.get(name) {
                    Some(AttributeValue::S(text)) => Some(Cow::Borrowed(text)),
                    _ => None,
                });
            }
            StoredItem::Json(parser) => parser,
        };
        let mut found: Option<Cow<'de, str>> = None;
        search(parser, |known, value| {
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

fn of_names(item: &Item, names: &[&str]) -> Item {
    let known = names.iter().filter_map(|name| item.get_key_value(*name));
    known.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Goes through the attributes of the item at the parser's place while `look` says so, and then back to that place.
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

// What is stored may be what must not be printed.
impl fmt::Debug for StoredItem<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StoredItem::Attributes(_) => "Attributes(..)",
            StoredItem::Json(_) => "Json(..)",
        })
    }
}

/// An item of an answer that is kept until it is known what it is to become.
#[derive(Clone)]
pub(crate) enum OwnedItem {
    Attributes(Item),
    /// The place of the item in the answer, which its items have in common.
    Json {
        answer: Arc<String>,
        place: usize,
    },
}

impl OwnedItem {
    /// The values of these attributes, in the order of the names; `None` for one that it does not have.
    pub(crate) fn scalars(&self, names: &[&str]) -> Result<Vec<Option<Scalar<'_>>>, CodecError> {
        let (answer, place) = match self {
            OwnedItem::Attributes(item) => {
                return Ok(names.iter().map(|name| Scalar::of(item.get(*name)?)).collect());
            }
            OwnedItem::Json { answer, place } => (answer, *place),
        };
        let mut found = vec![None; names.len()];
        let mut missing = names.len();
        search(&Parser::of(answer, place), |name, value| {
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
                // What was opened and not read would be taken for what comes next.
                _ => return Ok(false),
            };
            missing -= 1;
            Ok(missing > 0)
        })?;
        Ok(found)
    }

    pub(crate) fn read<T>(self, read: impl FnOnce(StoredItem<'_, '_>) -> T) -> T {
        match self {
            OwnedItem::Attributes(item) => read(StoredItem::Attributes(item)),
            OwnedItem::Json { answer, place } => read(StoredItem::Json(&Parser::of(&answer, place))),
        }
    }
}

impl fmt::Debug for OwnedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept(..)")
    }
}
