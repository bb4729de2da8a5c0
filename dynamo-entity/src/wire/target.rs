//! Where a request goes: the table's name and shape, known only when the request is built.

use aws_sdk_dynamodb::error::BuildError;

use crate::codec::item::Item;
use crate::codec::json::write;
use crate::codec::written::Encoding;
use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::key_attributes::{primary_key, primary_key_to_read};
use crate::entity::located::describe_key;
use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::key::part::Part;
use crate::schema::table::TableSchema;

/// A table as an operation sees it.
#[derive(Debug, Clone, Copy)]
pub struct Target<'t> {
    pub(crate) name: &'t str,
    pub(crate) schema: &'static TableSchema,
    /// What items and values are written as.
    pub(crate) form: Encoding,
    /// Whether what is written is read back first.
    pub(crate) verify: bool,
}

/// The SDK says which member of a request is missing; ours never lack one.
pub(crate) fn incomplete(error: BuildError) -> Error {
    Error::input(error.to_string()).caused_by(error)
}

impl Target<'_> {
    /// The `Key` of a request that only reads: it may be one that another program wrote.
    pub(crate) fn key_to_read<E: Entity>(&self, key: &PrimaryKey<E>) -> Result<Item> {
        let attributes = primary_key_to_read(self.schema, E::SCHEMA, &|field| key.part(field));
        attributes
            .map(key_item)
            .map_err(|error| error.with_entity(E::SCHEMA.name))
    }

    /// The attributes of a primary key, the partition key first.
    pub(crate) fn key_attributes<E: Entity>(&self, key: &PrimaryKey<E>) -> Result<KeyAttributes> {
        let attributes = primary_key(self.schema, E::SCHEMA, &|field| key.part(field));
        attributes.map_err(|error| error.with_entity(E::SCHEMA.name))
    }

    /// Adds to an error which item it is about.
    pub(crate) fn locate<E: Entity>(&self, key: &PrimaryKey<E>, error: Error) -> Error {
        self.locate_by::<E>(&|field| key.part(field), error)
    }

    /// Adds to an error which entity it is about.
    pub(crate) fn locate_entity<E: Entity>(&self, entity: &E, error: Error) -> Error {
        self.locate_by::<E>(&|field| entity.__part(field), error)
    }

    fn locate_by<'a, E: Entity>(&self, part: &dyn Fn(usize) -> Part<'a>, error: Error) -> Error {
        let error = error.with_entity(E::SCHEMA.name);
        match describe_key(self.schema, E::SCHEMA, part) {
            Some(text) => error.at_key(text),
            None => error,
        }
    }

    /// The same, for a request that is shown whole.
    pub(crate) fn in_full(self) -> Self {
        Target {
            form: Encoding::Attributes,
            ..self
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

/// A key as the SDK has it.
pub(crate) fn key_item(key: KeyAttributes) -> Item {
    key.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
