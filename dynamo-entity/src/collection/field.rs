//! The fields of a collection that is a struct: how many items of an entity there may be.

use std::fmt;

use super::decode_member;
use crate::codec::Item;
use crate::entity::Entity;
use crate::error::{Error, Fault, Result};
use crate::schema::TableSchema;

/// What a field of a collection may be: `E` (there is exactly one such item), `Option<E>` (at most one) or `Vec<E>` (any
/// number, in the order of their keys), where `E` is an entity.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a collection",
    label = "neither an entity nor an `Option` or a `Vec` of one",
    note = "an entity is derived: `#[derive(Entity, Serialize, Deserialize)]`"
)]
pub trait CollectionField: Sized {
    /// The entity whose items the field holds.
    type Entity: Entity;
    #[doc(hidden)]
    fn __of(items: Vec<Self::Entity>) -> Result<Self>;
}

#[diagnostic::do_not_recommend]
impl<E: Entity> CollectionField for E {
    type Entity = E;
    fn __of(items: Vec<E>) -> Result<E> {
        at_most_one(items)?.ok_or_else(|| Error::new(Fault::NotFound).of_entity(E::SCHEMA.name))
    }
}

#[diagnostic::do_not_recommend]
impl<E: Entity> CollectionField for Option<E> {
    type Entity = E;
    fn __of(items: Vec<E>) -> Result<Option<E>> {
        at_most_one(items)
    }
}

#[diagnostic::do_not_recommend]
impl<E: Entity> CollectionField for Vec<E> {
    type Entity = E;
    fn __of(items: Vec<E>) -> Result<Vec<E>> {
        Ok(items)
    }
}

fn at_most_one<E: Entity>(items: Vec<E>) -> Result<Option<E>> {
    let mut items = items.into_iter();
    match (items.next(), items.next()) {
        (_, Some(_)) => Err(Error::new(Fault::NotUnique).of_entity(E::SCHEMA.name)),
        (item, None) => Ok(item),
    }
}

/// The items of a field, read so far.
#[doc(hidden)]
pub struct Found<F: CollectionField>(Vec<F::Entity>);

impl<F: CollectionField> Found<F> {
    /// Takes in one more.
    pub fn add(&mut self, item: Item, table: &TableSchema) -> Result<()> {
        self.0.push(decode_member(item, table)?);
        Ok(())
    }

    /// The field, once everything is read.
    pub fn finish(self) -> Result<F> {
        F::__of(self.0)
    }
}

impl<F: CollectionField> Default for Found<F> {
    fn default() -> Self {
        Found(Vec::new())
    }
}

impl<F: CollectionField> fmt::Debug for Found<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Found({})", self.0.len())
    }
}
