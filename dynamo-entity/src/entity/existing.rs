//! The item that made a condition fail, as an entity.

use crate::entity::Entity;
use crate::entity::item::decode_item;
use crate::error::fault::Cancellation;
use crate::error::{Error, Result};

impl Error {
    /// The item that is there, if this error is about one: what `create` found, what another
    /// version was found in, or what a condition did not hold for. `None` also where the item is not of the entity that was
    /// written, by its type attribute.
    ///
    /// # Errors
    /// If the item cannot be read as an `E`.
    pub fn existing<E: Entity>(&self) -> Result<Option<E>> {
        self.existing_item()
            .map(|item| decode_item(item.clone(), None))
            .transpose()
    }
}

impl Cancellation {
    /// The item that is there, if this is about one: what `create` found, or what a condition did not hold for. `None` also where
    /// the item is not of the entity that was written, by its type attribute.
    ///
    /// # Errors
    /// If the item cannot be read as an `E`.
    pub fn existing<E: Entity>(&self) -> Result<Option<E>> {
        self.existing_item()
            .map(|item| decode_item(item.clone(), None))
            .transpose()
    }
}
