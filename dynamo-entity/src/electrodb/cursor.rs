//! ElectroDB cursors: the key attributes as a JSON object of strings and numbers.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::json::write as json;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};

/// The first byte of such a cursor. No other form of cursor begins with it.
pub(crate) const START: u8 = b'{';

/// Says that a table's cursors have another form.
pub(crate) const UNEXPECTED: &str =
    "the cursor is an ElectroDB cursor, but this table does not use them; see `Table::electrodb_cursors`";

/// Serializes the key as `{"gsi1pk":"…","gsi1sk":"…","pk":"…","sk":3}`. Returns `None` if a key attribute is missing.
pub(crate) fn write(names: &[&str], item: &Item) -> Result<Option<Vec<u8>>> {
    let mut bytes = vec![START];
    for name in names {
        if bytes.len() > 1 {
            bytes.push(b',');
        }
        json::string(&mut bytes, name);
        bytes.push(b':');
        match item.get(*name) {
            Some(AttributeValue::S(text)) => json::string(&mut bytes, text),
            Some(AttributeValue::N(number)) => bytes.extend(number.as_bytes()),
            Some(_) => {
                // An unexpected answer, not an input error: DynamoDB has returned the page already.
                return Err(Error::unexpected_answer(format!(
                    "the key attribute `{name}` is binary, which an ElectroDB cursor cannot hold"
                )));
            }
            None => return Ok(None),
        }
    }
    bytes.push(b'}');
    Ok(Some(bytes))
}

pub(crate) fn read(bytes: &[u8]) -> Result<Item, CodecError> {
    let parser = Parser::new(bytes)?;
    let mut key = Item::new();
    parser.expect(START)?;
    let mut first = true;
    while parser.next_in(b'}', &mut first)? {
        let name = parser.string()?.into_owned();
        parser.expect(b':')?;
        let value = match parser.peek() {
            Some(b'"') => AttributeValue::S(parser.string()?.into_owned()),
            _ => AttributeValue::N(parser.number()?.to_owned()),
        };
        key.insert(name, value);
    }
    parser.end()?;
    Ok(key)
}
