//! `PutItem`: `put` and `create`.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::put_item::{PutItem, PutItemInput};

use crate::codec::item::Item;
use crate::codec::same::same_item;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::encoded::{EncodedItem, encode_item};
use crate::entity::item::decode_stored;
use crate::entity::registry::Registers;
use crate::entity::verified::verify_item;
use crate::entity::version::Version;
use crate::error::{Error, Result};
use crate::expression::condition::{IntoCondition, Node};
use crate::transact::once::Once;
use crate::transact::operation::{AnyWrite, Prepare, PreparedWrite, WholeWrite, WriteOperation};
use crate::transact::subject::TransactionItem;
use crate::transact::unique::claim::{Before, Claim};
use crate::wire::attempts::Attempts;
use crate::wire::fault::{self, FailedCondition};
use crate::wire::guard::Guard;
use crate::wire::operation::Failure;
use crate::wire::request::Request;
use crate::wire::returning::{GivesNothing, Nothing, Old, Returning, returned};
use crate::wire::sending::Sending;
use crate::wire::single::{Expressions, MemberKind, SingleWrite};
use crate::wire::table::{Table, TableClient};
use crate::wire::target::Target;

/// Writes a whole item: `PutItem`.
///
/// [`put`](crate::Operations::put) replaces the current item. [`create`](crate::Operations::create) fails with
/// [`is_already_exists`](crate::Error::is_already_exists) if an item exists.
/// Costs a write capacity unit for each KB of the larger of the old and the new item.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Put<E, R = Nothing> {
    pub(crate) entity: E,
    pub(crate) guard: Guard,
    /// The version, if it cannot be advanced.
    exhausted: Option<Version>,
    conditions: Vec<Node>,
    marker: PhantomData<fn() -> R>,
}

// The entity may hold sensitive values.
impl<E: Entity, R> fmt::Debug for Put<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Put")
            .field("entity", &E::SCHEMA.name)
            .field("guard", &self.guard)
            .field("conditions", &self.conditions)
            .finish_non_exhaustive()
    }
}

impl<E: Entity> Put<E> {
    pub(crate) fn replacing(entity: E) -> Self {
        let guard = Guard::replacing::<E>(entity.__version());
        Put::new(entity, guard)
    }

    pub(crate) fn creating(entity: E) -> Self {
        Put::new(entity, Guard::MustNotExist)
    }

    /// Evaluates `on_write` and advances the version, so that the entity is what is written.
    fn new(mut entity: E, guard: Guard) -> Self {
        let exhausted = entity.__version().filter(|version| version.next().is_none());
        entity.__touch();
        Put {
            entity,
            guard,
            exhausted,
            conditions: Vec::new(),
            marker: PhantomData,
        }
    }

    /// Returns the replaced item: `ReturnValues = ALL_OLD`.
    pub fn return_old(self) -> Put<E, Old> {
        Put {
            entity: self.entity,
            guard: self.guard,
            exhausted: self.exhausted,
            conditions: self.conditions,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, R: Returning<E>> Put<E, R> {
    /// Writes only if `condition` holds for the current item. Several conditions must all hold.
    pub fn condition(mut self, condition: impl IntoCondition<E>) -> Self {
        self.conditions.push(condition.into_condition().node);
        self
    }

    /// Returns the unique values that the item claims. A new item had claimed none.
    pub(crate) fn claims(&self) -> Result<Vec<Claim>> {
        let before = match self.guard {
            Guard::MustNotExist => Before::Nothing,
            _ => Before::Unknown,
        };
        Claim::of_entity(&self.entity, &before)
    }

    /// Encodes the item, and renders the conditions of the write.
    pub(crate) fn encode(&self, target: &Target<'_>, required: &[Node]) -> Result<(EncodedItem, Expressions)> {
        if let (Some(version), Some(field)) = (self.exhausted, E::SCHEMA.version()) {
            return Err(version.exhausted(field.attribute));
        }
        let expressions = Expressions::of(self.guard.with((target, E::SCHEMA), &self.conditions, required))?;
        let encoded = encode_item(&self.entity, target.schema)?;
        if target.verify {
            verify_item::<E>(&encoded.item, target.schema)?;
        }
        Ok((encoded, expressions))
    }

    /// Whether an item that failed the conditions is the result of this very write: equal in every attribute.
    pub(crate) fn left(&self, target: &Target<'_>, item: &Item) -> bool {
        let written = self
            .encode(target, &[])
            .and_then(|(encoded, _)| encoded.item.attributes().map_err(Error::encode));
        written.is_ok_and(|written| same_item(&written, item))
    }

    /// Whether the conditions can fail for the result of this very write.
    pub(crate) fn is_guarded(&self) -> bool {
        self.guard != Guard::None || !self.conditions.is_empty()
    }

    pub(crate) fn build(&self, target: &Target<'_>) -> Result<Request<PutItem>> {
        let (encoded, expressions) = self.encode(target, &[])?;
        Ok(SingleWrite::of_item(encoded.item, expressions).put(target, R::VALUES.as_ref()))
    }

    /// Returns the request, and the item if a read of it may give an entity other than the given one.
    pub(crate) fn build_kept(&self, target: &Target<'_>) -> Result<(Request<PutItem>, Option<WrittenItem>)> {
        let (encoded, expressions) = self.encode(target, &[])?;
        let kept = E::SCHEMA.converts_within().then(|| encoded.item.clone());
        let request = SingleWrite::of_item(encoded.item, expressions).put(target, R::VALUES.as_ref());
        Ok((request, kept))
    }
}

impl<E: Entity, R: Returning<E>> Put<E, R> {
    /// Returns the request that `send` would send.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<PutItemInput> {
        table.inner.shown(self.build(&table.target())?)
    }

    /// Whether the conditions failed because of an earlier attempt of this write whose answer was lost.
    fn was_applied(&self, error: &Failure<PutItem>, attempts: &Attempts, table: &TableClient) -> bool {
        attempts.lost_answer()
            && matches!(fault::failed_condition(error), Some(FailedCondition(Some(item))) if self.left(&table.target(), item))
    }
}

impl<E: Entity> Put<E> {
    /// Sends the `PutItem` and returns the written entity, as a read would return it.
    ///
    /// # Errors
    /// `is_already_exists` from `create`; `is_version_conflict` from `put`; `is_condition_failed`; `is_validation`; if a part
    /// cannot be part of a key, a value cannot be an attribute, or the item is over 400 KB; or if the request fails.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<E> {
        let table = table.inner();
        Sending::boxed_in_place(|| async move {
            let locate = |error| table.target().locate_entity(&self.entity, error);
            let (mut request, written) = self.build_kept(&table.target()).map_err(locate)?;
            let attempts = request.counting(self.is_guarded());
            if !table.write_claims::<E, Nothing>(&self).await.map_err(locate)? {
                let sent = table.exchange(request).await;
                if let Err(error) = sent
                    && !self.was_applied(&error, &attempts, &table)
                {
                    return Err(locate(fault::write::<E, _, _>(error, self.guard, table.schema)));
                }
            }
            match written {
                Some(item) => item
                    .read(|item| decode_stored(item, table.schema))
                    .map_err(Error::decode)?,
                None => Ok(self.entity),
            }
        })
    }
}

impl<E: Entity> Put<E, Old> {
    /// Sends the `PutItem` and returns the replaced item, if it existed.
    ///
    /// # Errors
    /// Fails as [`send`](Put::send) does without `return_old`. Also fails if the replaced item cannot be read, although
    /// it has been replaced.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Option<E>> {
        let table = table.inner();
        Sending::boxed_in_place(|| async move {
            let locate = |error| table.target().locate_entity(&self.entity, error);
            let mut request = self.build(&table.target()).map_err(locate)?;
            // The item before a lost answer is unknown, except if there was none.
            let attempts = request.counting(self.guard.demands_new());
            if table.write_claims::<E, Old>(&self).await.map_err(locate)? {
                return Old::__output(None, table.schema);
            }
            match table.exchange(request).await {
                Ok(received) => returned::<E, Old>(received, table.schema).await,
                Err(error) if self.was_applied(&error, &attempts, &table) => Old::__output(None, table.schema),
                Err(error) => Err(locate(fault::write::<E, _, _>(error, self.guard, table.schema))),
            }
        })
    }
}

impl<S: Registers<E>, E: Entity, R: Returning<E> + GivesNothing + 'static> WriteOperation<S> for Put<E, R> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<S: Registers<E>, E: Entity, R: Returning<E> + GivesNothing + 'static> WholeWrite<S> for Put<E, R> {
    type Entity = E;
}

impl<E: Entity, R: Returning<E>> Prepare for Put<E, R> {
    fn prepare(&self, target: &Target<'_>, required: &[Node]) -> Result<PreparedWrite> {
        let build = || {
            let (encoded, expressions) = self.encode(target, required)?;
            let (item, key) = encoded.into_parts::<E>(target.schema)?;
            Ok(PreparedWrite {
                write: SingleWrite::of_item(item, expressions),
                verb: MemberKind::Put,
                subject: TransactionItem::new::<E>(key, self.guard),
                own_key: None,
                set: 0,
            })
        };
        build().map_err(|error| target.locate_entity(&self.entity, error))
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }

    fn stored(&self, target: &Target<'_>) -> Result<Option<WrittenItem>> {
        Ok(Some(self.encode(target, &[])?.0.item))
    }
}

impl<E: Entity, R: Returning<E> + 'static> Put<E, R> {
    /// Writes the item exactly once, even if DynamoDB's answer is lost: `TransactWriteItems` of this one item, with a client request
    /// token.
    ///
    /// Without it, a `create` or a `put` with a version whose answer was lost is told from a conflict by the stored item, which is
    /// this write's if it is the same in every attribute. Where two writers may write the same item and only one of them may
    /// succeed, `once` tells them apart. It costs twice the write capacity units and returns nothing; see [`Update::once`](crate::Update::once).
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        Once::of(self)
    }
}
