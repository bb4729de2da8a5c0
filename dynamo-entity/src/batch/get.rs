//! `E::batch_get`, and several of these builders as one read.

use crate::entity::projection::decode_own;
use std::any::TypeId;
use std::marker::PhantomData;

use crate::codec::stored::OwnedItem;
use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::projection::Projected;
use crate::entity::registry::Registers;
use crate::entity::unreadable::Unreadable;
use crate::error::Result;
use crate::read::keys::plan::{Decoding, Group, ReadPlan};
use crate::read::keys::wanted::{KeyOutcome, ReadOptions};
use crate::read::lenient::Lenient;
use crate::schema::table::TableSchema;

/// Reads any number of items by their primary keys: `BatchGetItem`, 100 keys per request.
///
/// The result has an item, or `None`, for each key in the order of the keys. Duplicate keys are read once. The read costs
/// as much as the same number of [`get`](crate::Operations::get)s. To read several entities, observe progress or set
/// options, use [`Table::batch_get`](crate::Table::batch_get).
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchGet<E, T = E> {
    keys: Vec<PrimaryKey<E>>,
    consistent: bool,
    marker: PhantomData<fn() -> T>,
}

/// A function that decodes a found item.
pub(crate) type Decode<T> = fn(OwnedItem, &[&'static str], &TableSchema) -> Result<Result<Option<T>, Unreadable>>;

impl<E: Entity> BatchGet<E> {
    pub(crate) fn new(keys: Vec<PrimaryKey<E>>) -> Self {
        BatchGet {
            keys,
            consistent: false,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, T: Projected<E>> BatchGet<E, T> {
    /// Makes the read strongly consistent, so that it sees every earlier write: `ConsistentRead`.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Returns the readable items, and separately the key and error of each unreadable item: [`Lenient`].
    pub fn lenient(self) -> Lenient<Self> {
        Lenient(self)
    }

    /// Reads only the attributes of `U`: `ProjectionExpression`. The cost is still that of the whole items.
    pub fn project<U: Projected<E>>(self) -> BatchGet<E, U> {
        BatchGet {
            keys: self.keys,
            consistent: self.consistent,
            marker: PhantomData,
        }
    }

    fn add(self, plan: &mut ReadPlan) -> Result<()> {
        let target = plan.target();
        let how = ReadOptions::of::<E, T>(&target, self.consistent)?;
        let key = |key| target.key_attributes(key).map_err(|error| target.locate(key, error));
        let keys = self.keys.iter().map(key).collect::<Result<Vec<_>>>()?;
        let decode: Decode<T> = decode_found::<E, T>;
        let group = Group {
            ty: TypeId::of::<E>(),
            found: vec![KeyOutcome::Unread; keys.len()],
            keys: Box::new(self.keys),
            decode: Box::new(decode),
        };
        plan.add(how, keys, group)
    }
}

impl<E, T> Clone for BatchGet<E, T> {
    fn clone(&self) -> Self {
        BatchGet {
            keys: self.keys.clone(),
            consistent: self.consistent,
            marker: PhantomData,
        }
    }
}

/// The reads that one batch of a table of shape `S` can contain: one [`BatchGet`], or a tuple of up to eight.
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read in a batch from the table `{S}`",
    note = "pass `E::batch_get(keys)` for an entity `E` of the table, or a tuple of up to eight of these"
)]
pub trait BatchReads<S>: Send + Sized + 'static {
    /// The items of each read, in the order of its keys.
    type Output: Send + 'static;

    #[doc(hidden)]
    fn __add(self, plan: &mut ReadPlan) -> Result<()>;

    /// Decodes the next groups and leaves the groups of later reads.
    #[doc(hidden)]
    fn __output(found: &mut Decoding) -> Result<Self::Output>;
}

impl<S: Registers<E>, E: Entity, T: Projected<E>> BatchReads<S> for BatchGet<E, T> {
    type Output = Vec<Option<T>>;

    fn __add(self, plan: &mut ReadPlan) -> Result<()> {
        self.add(plan)
    }

    fn __output(decoding: &mut Decoding) -> Result<Self::Output> {
        let found = decoding.groups.next().map(|group| group.found).unwrap_or_default();
        let mut items = Vec::with_capacity(found.len());
        for found in found {
            let item = match found {
                KeyOutcome::Item(item) => decode_found::<E, T>(item, &decoding.key_names, decoding.schema)?,
                KeyOutcome::Absent | KeyOutcome::Unread => Ok(None),
            };
            items.push(item.unwrap_or_else(|unreadable| {
                decoding.unreadable.push(unreadable);
                None
            }));
        }
        Ok(items)
    }
}

/// Decodes a found item of `E`. Returns `None` if the item belongs to another entity that may have the key, or the reason
/// why the item cannot be read.
#[expect(clippy::needless_pass_by_value, reason = "it is a `Decode`")]
fn decode_found<E: Entity, T: Projected<E>>(
    item: OwnedItem,
    key_names: &[&'static str],
    table: &TableSchema,
) -> Result<Result<Option<T>, Unreadable>> {
    let decoded = item.read(|item| Unreadable::or(item, key_names, |item| decode_own::<E, T>(item, table)))?;
    Ok(decoded.map_err(|unreadable| unreadable.locate(table, E::SCHEMA)))
}

macro_rules! tuples {
    ($(($($name:ident)*))*) => {$(
        impl<S, $($name: BatchReads<S>),*> BatchReads<S> for ($($name,)*) {
            type Output = ($($name::Output,)*);

            #[allow(non_snake_case)]
            fn __add(self, plan: &mut ReadPlan) -> Result<()> {
                let ($($name,)*) = self;
                $($name.__add(plan)?;)*
                Ok(())
            }

            fn __output(found: &mut Decoding) -> Result<Self::Output> {
                Ok(($($name::__output(found)?,)*))
            }
        }
    )*};
}
tuples!((A)(A B)(A B C)(A B C D)(A B C D F)(A B C D F G)(A B C D F G H)(A B C D F G H I));
