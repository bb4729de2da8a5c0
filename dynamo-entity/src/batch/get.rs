//! `E::batch_get`, and several of them read together.

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

/// Reads any number of items by their primary keys: `BatchGetItem`, 100 keys to a request.
///
/// The result has an item, or `None`, for each key in the order of the keys; a key that comes twice is read once. Costs what
/// as many [`get`](crate::Operations::get)s would. For several entities, for progress and for more control there is
/// [`Table::batch_get`](crate::Table::batch_get).
#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchGet<E, T = E> {
    keys: Vec<PrimaryKey<E>>,
    consistent: bool,
    marker: PhantomData<fn() -> T>,
}

/// What makes a result of an item that was found.
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
    /// Reads what every write before it wrote: `ConsistentRead`.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Gives the items that can be read, and beside them the key and the error of each that cannot: [`Lenient`].
    pub fn lenient(self) -> Lenient<Self> {
        Lenient(self)
    }

    /// Reads only the attributes of `U`: `ProjectionExpression`. The items are read, and paid for, whole.
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

/// What can be read together from a table of shape `S`: one [`BatchGet`], or a tuple of up to eight.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read in a batch from the table `{S}`",
    note = "give `E::batch_get(keys)` of an entity of the table, or a tuple of up to eight of them"
)]
pub trait BatchReads<S>: Send + Sized + 'static {
    /// The items of each read, in the order of its keys.
    type Output: Send + 'static;

    #[doc(hidden)]
    fn __add(self, plan: &mut ReadPlan) -> Result<()>;

    /// Makes the result of the next groups; those of others may follow.
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

/// An item of `E` that was found, `None` if it is another entity's that may be there; or why it cannot be read.
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
