//! Stored items that cannot be read: which item, and why.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::stored::StoredItem;
use crate::entity::described::stored_key;
use crate::error::{Error, Result};
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;

/// A stored item that does not match the entity: which item it is, and why it cannot be read.
///
/// A [`lenient`](crate::Read::lenient) read returns one for each such item, beside the items that it could read. An
/// unreadable item counts as an item for [`take`](crate::Read::take) and [`Page::count`](crate::Page::count).
///
/// The chapter [Paging](mod@crate::guide::paging) of the guide has examples.
#[non_exhaustive]
pub struct Unreadable {
    /// The key attributes of the item, by their names in the table. The values are in plain text, even for `sensitive`
    /// fields; `Debug` leaves them out.
    pub key: HashMap<String, AttributeValue>,
    /// Why the item cannot be read: an error with [`is_decode`](Error::is_decode) that names the entity, the key and the
    /// attribute.
    pub error: Error,
}

impl Unreadable {
    /// Returns what `decode` makes of an item, or why the item cannot be read. `names` are its key attributes. A parser is
    /// after an item that was decoded, and anywhere in an item that was not.
    pub(crate) fn or<'p, 'de, T>(
        item: StoredItem<'p, 'de>,
        names: &[&str],
        decode: impl FnOnce(StoredItem<'p, 'de>) -> Result<T>,
    ) -> Result<Result<T, Unreadable>> {
        let place = item.parser().place();
        let error = match decode(item) {
            Ok(decoded) => return Ok(Ok(decoded)),
            Err(error) if error.is_decode() => error,
            Err(error) => return Err(error),
        };
        item.parser().back_to(place);
        let key = item.attributes(names).map_err(Error::broken_answer)?;
        Ok(Err(Unreadable { key, error }))
    }

    /// Adds the entity and the key of the item to the error, unless they are already set.
    pub(crate) fn locate(self, table: &TableSchema, schema: &'static EntitySchema) -> Self {
        if self.key.is_empty() {
            return self;
        }
        let key = stored_key(table, schema, &self.key);
        Unreadable {
            error: self.error.with_entity(schema.name).at_key(key),
            ..self
        }
    }
}

impl Clone for Unreadable {
    fn clone(&self) -> Self {
        Unreadable {
            key: self.key.clone(),
            error: self.error.duplicate(),
        }
    }
}

impl PartialEq for Unreadable {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key && self.error.to_string() == other.error.to_string()
    }
}

impl Eq for Unreadable {}

// A part of the key may be sensitive, so `Debug` does not print the key.
impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unreadable")
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
