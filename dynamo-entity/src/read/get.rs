//! `GetItem`.

use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::get_item::{GetItem, GetItemInput};

use crate::codec::stored::StoredItem;
use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::projection::{Projected, decode_own, expression};
use crate::entity::registry::Registers;
use crate::error::{Error, Result};
use crate::expression::placeholders::{BoundProjection, Placeholders};
use crate::key::template::Placeholder;
use crate::read::post_filter::PostFilter;
use crate::wire::request::Request;
use crate::wire::sending::Sending;
use crate::wire::single_read::SingleRead;
use crate::wire::table::Table;
use crate::wire::target::Target;
use crate::wire::{answer, fault};

/// Reads one item by its primary key: `GetItem`.
///
/// Costs half a read capacity unit per 4 KB of the item, or one if [`consistent`](Get::consistent).
///
/// The chapter [Reads](mod@crate::guide::read) of the guide has examples.
#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Get<E, T = E> {
    pub(crate) key: PrimaryKey<E>,
    consistent: bool,
    marker: PhantomData<fn() -> T>,
}

impl<E: Entity> Get<E> {
    pub(crate) fn new(key: PrimaryKey<E>) -> Self {
        Get {
            key,
            consistent: false,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, T: Projected<E>> Get<E, T> {
    /// Makes the read strongly consistent: `ConsistentRead`.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Reads only the attributes of `U`: `ProjectionExpression`. DynamoDB still reads, and charges for, the whole item.
    pub fn project<U: Projected<E>>(self) -> Get<E, U> {
        Get {
            key: self.key,
            consistent: self.consistent,
            marker: PhantomData,
        }
    }

    /// Returns the checks that the item must pass in addition to having the key.
    pub(crate) fn rest(&self) -> impl Iterator<Item = PostFilter> {
        let index = E::SCHEMA.primary();
        let part = |placeholder: Placeholder| self.key.part(placeholder.field);
        let sides = [Some(&index.pk), index.sk.as_ref()];
        (sides.into_iter()).filter_map(move |side| PostFilter::of_parts(side, usize::MAX, part))
    }

    pub(crate) fn projection(target: &Target<'_>) -> Result<BoundProjection> {
        let mut placeholders = Placeholders::default();
        let projection = expression::<E, T>(target.schema.identifying(E::SCHEMA), &mut placeholders);
        BoundProjection::new(projection, placeholders)
    }

    fn build(&self, target: &Target<'_>) -> Result<Request<GetItem>> {
        let read = SingleRead {
            key: &target.key_to_read(&self.key)?,
            projection: &Self::projection(target)?,
        };
        Ok(read.get(target.name, self.consistent))
    }
}

impl<E: Entity, T: Projected<E>> Get<E, T> {
    /// Returns the request that [`send`](Get::send) would send.
    ///
    /// # Errors
    /// Fails if a value cannot be part of a key.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<GetItemInput> {
        table.inner.shown(self.build(&table.target())?)
    }

    /// Sends the `GetItem`. Returns the item, or `None` if there is none.
    ///
    /// # Errors
    /// Fails if a value cannot be part of a key, if the stored item cannot be decoded, or if the request fails.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Option<T>> {
        let table = table.inner();
        Sending::boxed_in_place(|| async move {
            let locate = |error| table.target().locate(&self.key, error);
            let rest: Vec<PostFilter> = self.rest().collect();
            let decode = |item: StoredItem<'_, '_>| {
                for rest in &rest {
                    if !rest.admits(item).map_err(Error::broken_answer)? {
                        item.skip().map_err(Error::broken_answer)?;
                        return Ok(None);
                    }
                }
                decode_own(item, table.schema).map_err(locate)
            };
            let request = self.build(&table.target()).map_err(locate)?;
            let answer = table.exchange(request).await;
            let answer = answer.map_err(|error| locate(fault::service(error)))?;
            let answer = answer.text().await.map_err(locate)?;
            Ok(answer::item(&answer, "Item", decode)?.flatten())
        })
    }
}
