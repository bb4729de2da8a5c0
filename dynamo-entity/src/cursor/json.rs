//! The bytes of a cursor of ElectroDB's: the key attributes as a JSON object of strings and numbers.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::json::write;
use crate::cursor::{Binding, push_attribute};
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::wire::seal::{DAMAGED, FOREIGN};

/// What the object begins with, and no cursor of another form.
pub(super) const START: u8 = b'{';

/// `{"gsi1pk":"…","gsi1sk":"…","pk":"…","sk":3}`; `None` if a key attribute is not there.
pub(super) fn close(names: &[&str], item: &Item) -> Result<Option<Vec<u8>>> {
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

/// The key attributes, once they are shown to be of this read's partition. What else the object holds is of no interest.
pub(super) fn open(binding: &Binding, names: &[&str], bytes: &[u8]) -> Result<Item> {
    let mut key = read(bytes).map_err(|_| Error::new(DAMAGED))?;
    key.retain(|name, _| names.contains(&name.as_str()));
    if key.len() == names.len() && binding.has_partition_of(names, &key) {
        Ok(key)
    } else {
        Err(Error::new(FOREIGN))
    }
}

/// Whether it is such an object.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    read(bytes).is_ok()
}

fn read(bytes: &[u8]) -> Result<Item, CodecError> {
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

impl Binding {
    /// Whether the first of these key attributes are the partition's.
    fn has_partition_of(&self, names: &[&str], key: &Item) -> bool {
        let Some(partition) = self.partition.and_then(|at| self.bytes.get(at..)) else {
            return true;
        };
        let mut bytes = Vec::new();
        names.iter().filter_map(|name| key.get(*name)).any(|value| {
            push_attribute(&mut bytes, value);
            bytes == partition
        })
    }
}
