//! Decodes the item for which a condition failed.

use crate::codec::encode::encoder::Encoder;
use crate::codec::encode::to_attributes;
use crate::codec::encoded::Origin;
use crate::entity::Entity;
use crate::entity::item::decode_attributes;
use crate::error::fault::Cancellation;
use crate::error::{Error, Result};

impl Error {
    /// Returns the current item, if this error carries one: the item that `create` found, that has another version, or that
    /// a condition did not hold for. Returns `None` too if the item does not belong, by its type attribute, to the entity
    /// that was written.
    ///
    /// # Errors
    /// If the item cannot be read as an `E`.
    pub fn existing<E: Entity>(&self) -> Result<Option<E>> {
        self.existing_item().map(decode_attributes).transpose()
    }

    /// Sets the current item that [`existing`](Error::existing) returns, for an error that a test makes with [`from_kind`](Error::from_kind). Does
    /// nothing for a kind whose errors carry no item.
    ///
    /// ```
    /// # use dynamo_entity::{Entity, Error, ErrorKind};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Debug, PartialEq, Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "NOTE#<note_id>", sk = "NOTE")]
    /// # pub struct Note { pub note_id: String }
    /// # fn main() -> dynamo_entity::Result<()> {
    /// # let theirs = Note { note_id: "n1".into() };
    /// let conflict = Error::from_kind(ErrorKind::VersionConflict).with_existing(&theirs)?;
    /// assert_eq!(conflict.existing::<Note>()?, Some(theirs));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If serde cannot serialize the item, or an attribute cannot hold a value.
    pub fn with_existing<E: Entity>(self, item: &E) -> Result<Self> {
        let serialize = |encoder: Encoder| item.__serialize(encoder);
        let item = to_attributes(serialize, E::SCHEMA.shapes, |_| true, Origin::Loaded);
        let item = item.map_err(|error| Error::encode(E::SCHEMA.withhold(error)).with_entity(E::SCHEMA.name))?;
        Ok(self.with_entity(E::SCHEMA.name).carrying(item))
    }
}

impl Cancellation {
    /// Returns the current item, if the cancellation carries one: the item that `create` found, or that a condition did not
    /// hold for. Returns `None` too if the item does not belong, by its type attribute, to the entity that was written.
    ///
    /// # Errors
    /// If the item cannot be read as an `E`.
    pub fn existing<E: Entity>(&self) -> Result<Option<E>> {
        self.existing_item().map(decode_attributes).transpose()
    }
}
