//! Cursors: opaque text that marks where a read continues, bound to the read it came from.

mod bytes;
pub(crate) mod condition;

use std::fmt;
use std::str::FromStr;

use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::codec::item::Item;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::read::cursor::bytes::{push_attribute, push_value, take_attribute};
use crate::read::cursor::condition::SortKeyCondition;
use crate::wire::cursor_form::CursorForm;
use crate::wire::seal::{self, DAMAGED, FOREIGN, NONCE_SIZE, PLAIN, SEALED, Seal, TAG_SIZE};

/// The position after one item of a query or scan, where the next page starts.
///
/// As text ([`Display`](fmt::Display), [`FromStr`], serde) a cursor is URL-safe base64. It contains the key of that item. It
/// is bound to the table, the index, the entity or collection, the partition and the condition on the sort key, or to the
/// segment of a scan. A cursor of another read, or one that was modified, is refused before anything is sent, with
/// [`is_invalid_cursor`](crate::Error::is_invalid_cursor). If a condition contains the current time, the next page needs the
/// same time again. Filters, projections and the direction are not bound: a read may also go backwards from a cursor.
///
/// `Table::electrodb_cursors`, of the feature `electrodb`, reads and writes cursors of ElectroDB, in ElectroDB's text form.
///
/// Anyone who decodes a cursor can read the key, and with some effort a cursor can be forged. A cursor that is sealed, with
/// `Table::seal_cursors` of the feature `sealed-cursors`, can be neither read nor forged. Sealed cursors have the same type
/// and text form, and are parsed without the sealing key.
///
/// The chapter [Paging](mod@crate::guide::paging) of the guide has examples.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor(pub(crate) Vec<u8>);

/// The entity or collection that a read returns; cursors are bound to it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reads {
    Entity(&'static str),
    Collection(&'static str),
}

/// The read that a cursor is bound to.
#[derive(Clone)]
pub(crate) struct Binding {
    bytes: Vec<u8>,
    /// The position in `bytes` where the values of the partition key attributes begin; `None` for a scan.
    partition: Option<usize>,
    /// The conditions on the sort key.
    sort: Vec<SortKeyCondition>,
}

impl Binding {
    /// Binds to the names of table and index, what is read, the sort key conditions and the values of the partition key
    /// attributes.
    pub(crate) fn new<'a>(
        table: &str,
        index: Option<&str>,
        reads: Reads,
        sort: Vec<SortKeyCondition>,
        partition: impl Iterator<Item = &'a AttributeValue>,
    ) -> Self {
        let mut bytes = Binding::begin(table, index, reads);
        for condition in &sort {
            condition.push_to(&mut bytes);
        }
        let start = bytes.len();
        for value in partition {
            push_attribute(&mut bytes, value);
        }
        Binding {
            bytes,
            partition: Some(start),
            sort,
        }
    }

    /// Binds to the names of table and index, what is read, and the segment. No query has the same binding: its value types
    /// differ.
    pub(crate) fn of_scan(table: &str, index: Option<&str>, reads: Reads, segment: Option<(u32, u32)>) -> Self {
        let mut bytes = Binding::begin(table, index, reads);
        let (segment, total) = segment.unwrap_or((0, 1));
        push_value(&mut bytes, b'*', &[segment.to_be_bytes(), total.to_be_bytes()].concat());
        Binding {
            bytes,
            partition: None,
            sort: Vec::new(),
        }
    }

    fn begin(table: &str, index: Option<&str>, reads: Reads) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(192);
        push_value(&mut bytes, b'S', table.as_bytes());
        push_value(&mut bytes, b'S', index.unwrap_or_default().as_bytes());
        match reads {
            Reads::Entity(name) => push_value(&mut bytes, b'E', name.as_bytes()),
            Reads::Collection(name) => push_value(&mut bytes, b'C', name.as_bytes()),
        }
        bytes
    }

    /// Whether the key is outside the sort key conditions of the read.
    fn excludes(&self, key: &Item) -> bool {
        let mut conditions = self.sort.iter();
        conditions.any(|condition| {
            key.get(condition.attribute)
                .is_some_and(|value| condition.excludes(value))
        })
    }
}

impl Cursor {
    /// Returns the cursor after the item with these key attributes. `names` are all key attributes of index and table, in
    /// order.
    pub(crate) fn at(binding: &Binding, names: &[&str], item: &Item, seal: &Seal) -> Result<Option<Self>> {
        if let Some(form) = seal.form() {
            return Ok((form.write)(names, item)?.map(Cursor));
        }
        let mut values = Vec::new();
        for name in names {
            match item.get(*name) {
                Some(value) => push_attribute(&mut values, value),
                None => return Ok(None),
            }
        }
        seal.close(&binding.bytes, &values).map(|bytes| Some(Cursor(bytes)))
    }

    /// Returns the `ExclusiveStartKey`, after checking that the cursor belongs to this read.
    pub(crate) fn start_key(&self, binding: &Binding, names: &[&str], seal: &Seal) -> Result<Item> {
        let key = self.key(binding, names, seal)?;
        if binding.excludes(&key) {
            return Err(Error::new(FOREIGN));
        }
        Ok(key)
    }

    fn key(&self, binding: &Binding, names: &[&str], seal: &Seal) -> Result<Item> {
        if let Some(form) = CursorForm::of(&self.0) {
            seal.check_form(form)?;
            return open_key(binding, names, (form.read)(&self.0));
        }
        let bytes = seal.open(&binding.bytes, &self.0)?;
        let mut values = bytes.as_slice();
        let mut key = Item::with_capacity(names.len());
        for name in names {
            let (value, rest) = take_attribute(values).ok_or_else(|| Error::new(FOREIGN))?;
            key.insert((*name).to_owned(), value);
            values = rest;
        }
        if values.is_empty() {
            Ok(key)
        } else {
            Err(Error::new(FOREIGN))
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(&self.0))
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The key in the cursor may have sensitive parts.
        f.write_str("Cursor(…)")
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Error::new(DAMAGED))?;
        let is_whole = match bytes.first() {
            Some(&PLAIN) => seal::values(&bytes).is_some(),
            Some(&SEALED) => bytes.len() > NONCE_SIZE + TAG_SIZE,
            _ => CursorForm::of(&bytes).is_some_and(|form| (form.read)(&bytes).is_ok()),
        };
        if is_whole {
            Ok(Cursor(bytes))
        } else {
            Err(Error::new(DAMAGED))
        }
    }
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Returns the key attributes of a cursor in the form of another program, after checking that they belong to this read's
/// partition. Other attributes are ignored.
fn open_key(binding: &Binding, names: &[&str], key: Result<Item, CodecError>) -> Result<Item> {
    let mut key = key.map_err(|_| Error::new(DAMAGED))?;
    key.retain(|name, _| names.contains(&name.as_str()));
    if key.len() == names.len() && binding.has_partition_of(names, &key) {
        Ok(key)
    } else {
        Err(Error::new(FOREIGN))
    }
}

impl Binding {
    /// Whether the first of these key attributes have the values of the partition.
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
