//! The fields of a collection that is a struct: how many items of an entity there may be.

use std::fmt;

use super::decode_member;
use crate::codec::Item;
use crate::entity::Entity;
use crate::error::{Error, Fault, Result};
use crate::schema::TableSchema;

/// The items of a field, read so far.
///
/// The bounds are on the methods: a field of no entity is then said once, at its type.
#[doc(hidden)]
pub struct Found<E>(Vec<E>);

#[allow(clippy::missing_errors_doc)]
impl<E> Found<E> {
    /// Takes in one more.
    pub fn add(&mut self, item: Item, table: &TableSchema) -> Result<()>
    where
        E: Entity,
    {
        self.0.push(decode_member(item, table)?);
        Ok(())
    }

    /// The field is `E`.
    pub fn exactly_one(self) -> Result<E>
    where
        E: Entity,
    {
        self.at_most_one()?
            .ok_or_else(|| Error::new(Fault::NotFound).of_entity(E::SCHEMA.name))
    }

    /// The field is `Option<E>`.
    pub fn at_most_one(self) -> Result<Option<E>>
    where
        E: Entity,
    {
        let mut items = self.0.into_iter();
        match (items.next(), items.next()) {
            (_, Some(_)) => Err(Error::new(Fault::NotUnique).of_entity(E::SCHEMA.name)),
            (item, None) => Ok(item),
        }
    }

    /// The field is `Vec<E>`.
    pub fn any_number(self) -> Result<Vec<E>> {
        Ok(self.0)
    }
}

impl<E> Default for Found<E> {
    fn default() -> Self {
        Found(Vec::new())
    }
}

impl<E> fmt::Debug for Found<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Found({})", self.0.len())
    }
}
