//! The bytes of a cursor of ElectroDB's: the key attributes as a JSON object of strings and numbers.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::json::write;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};

/// What the object begins with, and no cursor of another form.
pub(crate) const START: u8 = b'{';

/// `{"gsi1pk":"…","gsi1sk":"…","pk":"…","sk":3}`; `None` if a key attribute is not there.
pub(crate) fn close(names: &[&str], item: &Item) -> Result<Option<Vec<u8>>> {
    let mut bytes = vec![START];
    for name in names {
        if bytes.len() > 1 {
            bytes.push(b',');
        }
        write::string(&mut bytes, name);
        bytes.push(b':');
        match item.get(*name) {
            Some(AttributeValue::S(text)) => write::string(&mut bytes, text),
            Some(AttributeValue::N(number)) => bytes.extend(number.as_bytes()),
            Some(_) => {
                // The page was read.
                return Err(Error::unexpected_answer(format!(
                    "the key attribute `{name}` is binary, of which ElectroDB has no cursor"
                )));
            }
            None => return Ok(None),
        }
    }
    bytes.push(b'}');
    Ok(Some(bytes))
}

/// Whether it is such an object.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    read(bytes).is_ok()
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
