//! `PutItem`: `put` and `create`.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::put_item::builders::PutItemInputBuilder;

use crate::codec::item::Item;
use crate::codec::same::same_item;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::encoded::{EncodedItem, encode_item};
use crate::entity::verified::verify_item;
use crate::entity::version::Version;
use crate::error::{Error, Result};
use crate::expression::condition::{IntoCondition, Node};
use crate::operation::unique::claim::{Before, Claim};
use crate::wire::guard::Guard;
use crate::wire::request::Request;
use crate::wire::returning::{Nothing, Old, Returning};
use crate::wire::single::{Expressions, SingleWrite};
use crate::wire::target::Target;

/// Writes a whole item: `PutItem`.
///
/// [`put`](crate::Operations::put) replaces what is there; [`create`](crate::Operations::create) fails with
/// [`is_already_exists`](crate::Error::is_already_exists) if there is something.
/// Costs a write capacity unit for each KB of the larger of the old and the new item.
#[derive(Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Put<E, R = Nothing> {
    pub(crate) entity: E,
    pub(crate) guard: Guard,
    /// The version, if there is none after it.
    exhausted: Option<Version>,
    conditions: Vec<Node>,
    marker: PhantomData<fn() -> R>,
}

// The entity may hold what must not be printed.
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
    pub(super) fn replacing(entity: E) -> Self {
        let guard = Guard::replacing::<E>(entity.__version());
        Put::new(entity, guard)
    }

    pub(super) fn creating(entity: E) -> Self {
        Put::new(entity, Guard::MustNotExist)
    }

    /// From here on the entity is what is written: `on_write` evaluated, the version advanced.
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

    /// Gives back the item that was replaced: `ReturnValues = ALL_OLD`.
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
    /// Writes only if `condition` holds for the item that is there; several must all hold.
    pub fn condition(mut self, condition: impl IntoCondition<E>) -> Self {
        self.conditions.push(condition.into_condition().node);
        self
    }

    /// What the item claims of unique fields; a new item has claimed nothing before.
    pub(crate) fn claims(&self) -> Result<Vec<Claim>> {
        let before = match self.guard {
            Guard::MustNotExist => Before::Nothing,
            _ => Before::Unknown,
        };
        Claim::of_entity(&self.entity, &before)
    }

    /// The item, and the conditions on which it is written.
    pub(crate) fn encode(&self, target: &Target<'_>, held: &[Node]) -> Result<(EncodedItem, Expressions)> {
        if let (Some(version), Some(field)) = (self.exhausted, E::SCHEMA.version()) {
            return Err(version.exhausted(field.attribute));
        }
        let expressions = Expressions::of(self.guard.with((target, E::SCHEMA), &self.conditions, held))?;
        let encoded = encode_item(&self.entity, target.schema, target.form)?;
        if target.verify {
            verify_item::<E>(&encoded.item, target.schema)?;
        }
        Ok((encoded, expressions))
    }

    /// Whether an item that made the conditions fail is what this very write leaves behind: the same in every attribute.
    pub(crate) fn left(&self, target: &Target<'_>, item: &Item) -> bool {
        let written = self
            .encode(target, &[])
            .and_then(|(encoded, _)| encoded.item.into_attributes().map_err(Error::encode));
        written.is_ok_and(|written| same_item(&written, item))
    }

    /// Whether the conditions can fail for what this very write leaves behind.
    pub(crate) fn is_guarded(&self) -> bool {
        self.guard != Guard::None || !self.conditions.is_empty()
    }

    pub(crate) fn build(&self, target: &Target<'_>) -> Result<Request<PutItemInputBuilder>> {
        let (encoded, expressions) = self.encode(target, &[])?;
        SingleWrite::of_item(encoded.item, expressions).put(target, R::VALUES)
    }

    /// The request, and the item if reading it may give another entity than the one that was given.
    pub(crate) fn build_kept(
        &self,
        target: &Target<'_>,
    ) -> Result<(Request<PutItemInputBuilder>, Option<WrittenItem>)> {
        let (encoded, expressions) = self.encode(target, &[])?;
        let kept = E::SCHEMA.converts().then(|| encoded.item.clone());
        let request = SingleWrite::of_item(encoded.item, expressions).put(target, R::VALUES)?;
        Ok((request, kept))
    }
}
