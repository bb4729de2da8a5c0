//! [`WrittenItem`]: an item of a request, as attribute values or as JSON.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::json::write;
use crate::codec::size::{item_size, wire_size};
use crate::codec::stored::StoredItem;
use crate::error::codec::CodecError;

/// The form in which items and values are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Members of the SDK's input.
    Attributes,
    /// JSON in the body of the request.
    Json,
}

/// An item of a request: its attribute values, or DynamoDB's JSON.
#[derive(Clone)]
pub(crate) enum WrittenItem {
    /// `{"name": S("text")}`
    Attributes(Item),
    /// `{"name":{"S":"text"}}`
    Json(Vec<u8>),
}

impl WrittenItem {
    /// Converts the item to another form.
    pub(crate) fn into_form(self, form: Encoding) -> Result<Self, CodecError> {
        Ok(match (self, form) {
            (WrittenItem::Attributes(item), Encoding::Json) => {
                let mut json = Vec::new();
                write::item(&mut json, &item);
                WrittenItem::Json(json)
            }
            (item @ WrittenItem::Json(_), Encoding::Attributes) => WrittenItem::Attributes(item.into_attributes()?),
            (item, _) => item,
        })
    }

    /// Adds texts and other attributes. JSON must not contain any of them yet.
    ///
    /// # Errors
    /// If the item has one of these attributes with another value.
    pub(crate) fn insert_all<'t>(
        &mut self,
        texts: impl Iterator<Item = (&'t str, &'t str)>,
        others: &[(&str, AttributeValue)],
    ) -> Result<(), CodecError> {
        match self {
            WrittenItem::Attributes(item) => {
                let texts = texts.map(|(name, text)| (name, AttributeValue::S(text.to_owned())));
                for (name, value) in texts.chain(others.iter().cloned()) {
                    match item.get(name) {
                        Some(known) if *known != value => return Err(taken(name)),
                        _ => item.insert(name.to_owned(), value),
                    };
                }
            }
            WrittenItem::Json(json) => {
                json.pop();
                for (name, text) in texts {
                    write::member(json, name);
                    write::text_value(json, text);
                }
                for (name, value) in others {
                    write::member(json, name);
                    write::attribute_value(json, value);
                }
                json.push(b'}');
            }
        }
        Ok(())
    }

    /// Calls `read` with the item as if it had been stored.
    pub(crate) fn read<T>(&self, read: impl FnOnce(StoredItem<'_, '_>) -> T) -> Result<T, CodecError> {
        Ok(match self {
            WrittenItem::Attributes(item) => read(StoredItem::Attributes(item.clone())),
            WrittenItem::Json(json) => read(StoredItem::Json(&Parser::new(json)?)),
        })
    }

    /// Returns the value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Result<Option<AttributeValue>, CodecError> {
        match self {
            WrittenItem::Attributes(item) => Ok(item.get(name).cloned()),
            WrittenItem::Json(_) => Ok(self.read(|item| item.attributes(&[name]))??.remove(name)),
        }
    }

    /// Converts the item to attribute values.
    pub(crate) fn into_attributes(self) -> Result<Item, CodecError> {
        match self {
            WrittenItem::Attributes(item) => Ok(item),
            WrittenItem::Json(json) => parse(&json),
        }
    }

    /// Returns the size that DynamoDB counts, or a larger number that is within `limit`.
    pub(crate) fn size_within(&self, limit: usize) -> Result<usize, CodecError> {
        match self {
            WrittenItem::Attributes(item) => Ok(item_size(item)),
            // JSON has more bytes than DynamoDB counts, for every name and value.
            WrittenItem::Json(json) if json.len() <= limit => Ok(json.len()),
            WrittenItem::Json(json) => Ok(item_size(&parse(json)?)),
        }
    }

    /// Returns the size of the item in the body of a request.
    pub(crate) fn wire_size(&self) -> usize {
        match self {
            WrittenItem::Attributes(item) => wire_size(item),
            WrittenItem::Json(json) => json.len(),
        }
    }

    /// Appends the item to `out` as JSON.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match self {
            WrittenItem::Attributes(item) => write::item(out, item),
            WrittenItem::Json(json) => out.extend_from_slice(json),
        }
    }
}

/// Returns the error for a flattened or added attribute whose name is taken.
#[cold]
pub(crate) fn taken(name: &str) -> CodecError {
    CodecError::new(
        "serde flattens or adds an attribute with the name of a key, the type attribute or a field; give \
         it another name",
    )
    .within(name)
}

fn parse(json: &[u8]) -> Result<Item, CodecError> {
    StoredItem::Json(&Parser::new(json)?).into_attributes()
}

// The item may be sensitive.
impl fmt::Debug for WrittenItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WrittenItem::Attributes(_) => "Attributes(..)",
            WrittenItem::Json(_) => "Json(..)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_larger_than_the_counted_size() {
        let values = [
            AttributeValue::S(String::new()),
            AttributeValue::S("\u{1f600}\n\u{1}".into()),
            AttributeValue::N("-1".into()),
            AttributeValue::N(format!("-{}", "9".repeat(38))),
            AttributeValue::B(aws_sdk_dynamodb::primitives::Blob::new([])),
            AttributeValue::B(aws_sdk_dynamodb::primitives::Blob::new([0; 100])),
            AttributeValue::Bool(true),
            AttributeValue::Null(true),
            AttributeValue::Ns(vec!["-1".into(), "2".into()]),
            AttributeValue::L(vec![]),
            AttributeValue::L(vec![AttributeValue::Null(true); 100]),
            AttributeValue::M(Item::new()),
            AttributeValue::M([("a".to_owned(), AttributeValue::Bool(false))].into()),
        ];
        for value in values {
            let item = Item::from([("n".to_owned(), value)]);
            let mut json = Vec::new();
            write::item(&mut json, &item);
            assert!(json.len() > item_size(&item), "{item:?}");
            assert_eq!(json.len(), wire_size(&item), "{item:?}");
            assert_eq!(WrittenItem::Json(json.clone()).into_attributes().unwrap(), item);
            assert_eq!(WrittenItem::Json(json).size_within(0).unwrap(), item_size(&item));
        }
    }

    #[test]
    fn attributes_are_added_at_the_end() {
        let mut item = WrittenItem::Json(b"{}".to_vec());
        item.insert_all([("a\"", "x")].into_iter(), &[("b", AttributeValue::N("1".into()))])
            .unwrap();
        assert_eq!(item.attribute("b").unwrap(), Some(AttributeValue::N("1".into())));
        let mut json = Vec::new();
        item.write(&mut json);
        assert_eq!(json, br#"{"a\"":{"S":"x"},"b":{"N":"1"}}"#);
    }
}
