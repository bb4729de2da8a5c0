//! The target of a request: the table's name and shape, known only when the request is built.

use aws_sdk_dynamodb::error::BuildError;

use crate::codec::item::Item;
use crate::codec::json::write;
use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::key_attributes::{primary_key, primary_key_to_read};
use crate::entity::located::describe_key;
use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::key::field::Field;
use crate::key::part::Part;
use crate::schema::table::TableSchema;

/// The table as a request sees it.
#[derive(Debug, Clone, Copy)]
pub struct Target<'t> {
    pub(crate) name: &'t str,
    pub(crate) schema: &'static TableSchema,
    /// Whether a write is read back before it is sent.
    pub(crate) verify: bool,
}

/// Converts the SDK's error about a missing member of a request.
pub(crate) fn incomplete(error: BuildError) -> Error {
    Error::input(error.to_string()).caused_by(error)
}

impl Target<'_> {
    /// Returns the `Key` of a read, which may be a key that another program wrote.
    pub(crate) fn key_to_read<E: Entity>(&self, key: &PrimaryKey<E>) -> Result<KeyAttributes> {
        let attributes = primary_key_to_read(self.schema, E::SCHEMA, &|field| key.part(field));
        attributes.map_err(|error| error.with_entity(E::SCHEMA.name))
    }

    /// Returns the attributes of a primary key, the partition key first.
    pub(crate) fn key_attributes<E: Entity>(&self, key: &PrimaryKey<E>) -> Result<KeyAttributes> {
        let attributes = primary_key(self.schema, E::SCHEMA, &|field| key.part(field));
        attributes.map_err(|error| error.with_entity(E::SCHEMA.name))
    }

    /// Adds the entity's name, and this key, to an error.
    pub(crate) fn locate<E: Entity>(&self, key: &PrimaryKey<E>, error: Error) -> Error {
        self.locate_by::<E>(&|field| key.part(field), error)
    }

    /// Adds the entity's name, and the key of this item, to an error.
    pub(crate) fn locate_entity<E: Entity>(&self, entity: &E, error: Error) -> Error {
        self.locate_by::<E>(&|field| entity.__part(field), error)
    }

    fn locate_by<'a, E: Entity>(&self, part: &dyn Fn(&'static Field) -> Part<'a>, error: Error) -> Error {
        let error = error.with_entity(E::SCHEMA.name);
        match describe_key(self.schema, E::SCHEMA, part) {
            Some(text) => error.at_key(text),
            None => error,
        }
    }
}

/// Writes a key to the end of `out`.
pub(crate) fn write_key(key: &KeyAttributes, out: &mut Vec<u8>) {
    write::object(
        out,
        key.iter().map(|(name, value)| (*name, value)),
        write::attribute_value,
    );
}

/// Converts a key to the SDK's form.
pub(crate) fn key_item(key: KeyAttributes) -> Item {
    key.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
