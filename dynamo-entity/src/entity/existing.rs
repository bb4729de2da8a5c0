//! Decodes the item for which a condition failed.

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
