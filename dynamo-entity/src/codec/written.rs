//! [`WrittenItem`]: an item of a request, as JSON.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::json::write;
use crate::codec::size::item_size;
use crate::codec::stored::StoredItem;
use crate::error::codec::CodecError;

/// An item of a request: `{"name":{"S":"text"}}`.
#[derive(Clone)]
pub(crate) struct WrittenItem(Vec<u8>);

impl WrittenItem {
    /// Writes these attributes as JSON.
    pub(crate) fn of(item: &Item) -> Self {
        let mut json = Vec::new();
        write::item(&mut json, item);
        WrittenItem(json)
    }

    /// Wraps the JSON that the encoder wrote.
    pub(crate) fn encoded(json: Vec<u8>) -> Self {
        WrittenItem(json)
    }

    /// Adds texts and other attributes. The item must not contain any of them yet.
    pub(crate) fn append<'t>(
        &mut self,
        texts: impl Iterator<Item = (&'t str, &'t str)>,
        others: &[(&str, AttributeValue)],
    ) {
        let json = &mut self.0;
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

    /// Adds texts and other attributes, which the item may contain already.
    ///
    /// # Errors
    /// If the item has one of these attributes with another value.
    pub(crate) fn merge<'t>(
        &mut self,
        texts: impl Iterator<Item = (&'t str, &'t str)>,
        others: &[(&str, AttributeValue)],
    ) -> Result<(), CodecError> {
        let mut item = self.attributes()?;
        let texts = texts.map(|(name, text)| (name, AttributeValue::S(text.to_owned())));
        for (name, value) in texts.chain(others.iter().cloned()) {
            match item.get(name) {
                Some(known) if *known != value => return Err(taken(name)),
                _ => item.insert(name.to_owned(), value),
            };
        }
        *self = WrittenItem::of(&item);
        Ok(())
    }

    /// Calls `read` with the item as if it had been stored.
    pub(crate) fn read<T>(&self, read: impl FnOnce(StoredItem<'_, '_>) -> T) -> Result<T, CodecError> {
        Ok(read(StoredItem::at(&Parser::new(&self.0)?)))
    }

    /// Returns the value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Result<Option<AttributeValue>, CodecError> {
        Ok(self.read(|item| item.attributes(&[name]))??.remove(name))
    }

    /// Converts the item to attribute values.
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the path is not general enough for every lifetime"
    )]
    pub(crate) fn attributes(&self) -> Result<Item, CodecError> {
        self.read(|item| item.into_attributes())?
    }

    /// Returns the size that DynamoDB counts, or a larger number that is within `limit`.
    pub(crate) fn size_within(&self, limit: usize) -> Result<usize, CodecError> {
        // JSON has more bytes than DynamoDB counts, for every name and value.
        if self.0.len() <= limit {
            return Ok(self.0.len());
        }
        Ok(item_size(&self.attributes()?))
    }

    /// Returns the size of the item in the body of a request.
    pub(crate) fn wire_size(&self) -> usize {
        self.0.len()
    }

    /// Appends the item to `out`.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
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
            let written = WrittenItem::of(&item);
            assert!(written.wire_size() > item_size(&item), "{item:?}");
            assert_eq!(written.attributes().unwrap(), item);
            assert_eq!(written.size_within(0).unwrap(), item_size(&item));
        }
    }

    #[test]
    fn attributes_are_added_at_the_end() {
        let mut item = WrittenItem::encoded(b"{}".to_vec());
        item.append([("a\"", "x")].into_iter(), &[("b", AttributeValue::N("1".into()))]);
        assert_eq!(item.attribute("b").unwrap(), Some(AttributeValue::N("1".into())));
        assert_eq!(item.0, br#"{"a\"":{"S":"x"},"b":{"N":"1"}}"#);
    }

    #[test]
    fn a_merged_attribute_has_one_value() {
        let mut item = WrittenItem::encoded(br#"{"a":{"S":"x"}}"#.to_vec());
        item.merge([("a", "x"), ("b", "y")].into_iter(), &[]).unwrap();
        assert_eq!(item.0, br#"{"a":{"S":"x"},"b":{"S":"y"}}"#);
        let error = item.merge([("a", "y")].into_iter(), &[]).unwrap_err();
        assert_eq!(error.path(), "a");
    }
}
