//! The builder `Update` and its actions.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::update_item::UpdateItem;

use crate::codec::item::Item;
use crate::entity::Entity;
use crate::entity::changes::{Applied, Changes};
use crate::entity::key::PrimaryKey;
use crate::error::Result;
use crate::expression::condition::{IntoCondition, Node};
use crate::expression::has_action::{Add, Append, Delete, Remove, Subtract};
use crate::expression::path::Path;
use crate::expression::requirement::Requirements;
use crate::expression::segment::Segments;
use crate::expression::set_in::{Acts, AppliedBy, Loaded, SetIn, Unloaded};
use crate::expression::supports::Supports;
use crate::expression::value::IntoValue;
use crate::transact::unique::claim::Claim;
use crate::wire::request::Request;
use crate::wire::returning::{New, Nothing, Old, Returning};
use crate::wire::single::{Expressions, SingleWrite};
use crate::wire::target::Target;
use crate::write::update::draft::Draft;

/// Changes attributes of one item: `UpdateItem`.
///
/// `M` says whether the index parts that are not set are known ([`Loaded`], from [`edit`](crate::Operations::edit)) or
/// not ([`Unloaded`]). `R` says what `send` returns. Costs a write capacity unit for each KB of the larger of the old and
/// the new item.
///
/// Setting a field that is part of an index key rewrites that key; setting an optional part to `None` removes the key.
/// Two actions on one attribute are refused before anything is sent.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[must_use = "an operation does nothing until it is sent"]
pub struct Update<E, M = Unloaded, R = Nothing> {
    draft: Draft<E>,
    marker: PhantomData<fn() -> (M, R)>,
}

impl<E, M, R> fmt::Debug for Update<E, M, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draft.fmt(f)
    }
}

impl<E, M, R> Clone for Update<E, M, R> {
    fn clone(&self) -> Self {
        Update {
            draft: self.draft.clone(),
            marker: PhantomData,
        }
    }
}

impl<E: Entity> Update<E, Unloaded> {
    pub(crate) fn creating(key: PrimaryKey<E>) -> Self {
        Update::of(Draft::creating(key))
    }

    pub(crate) fn patching(key: PrimaryKey<E>) -> Self {
        Update::of(Draft::patching(key))
    }
}

impl<E: Entity> Update<E, Loaded> {
    pub(crate) fn editing(entity: &E) -> Self {
        Update::of(Draft::editing(entity))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "paths are given by value everywhere")]
impl<E: Entity, M, R> Update<E, M, R> {
    pub(crate) fn of(draft: Draft<E>) -> Self {
        Update {
            draft,
            marker: PhantomData,
        }
    }

    pub(crate) fn key(&self) -> &PrimaryKey<E> {
        &self.draft.key
    }

    pub(crate) fn guard(&self) -> crate::wire::guard::Guard {
        self.draft.guard()
    }

    /// `SET path = value`; `None` removes the attribute. Setting a part of an index key rewrites that key too.
    pub fn set<T, K, S, V>(mut self, path: Path<E, T, K, S>, value: V) -> Self
    where
        K: SetIn<M, T>,
        S: Segments,
        V: IntoValue<T>,
    {
        self.draft.set::<M, T, K, S>(&path, &path.prepare(value.into_value()));
        self
    }

    /// `SET path = if_not_exists(path, value)`.
    pub fn set_if_absent<T, K, S, V>(mut self, path: Path<E, T, K, S>, value: V) -> Self
    where
        K: Acts,
        S: Segments,
        V: IntoValue<T>,
    {
        self.draft.set_if_absent(&path, &path.prepare(value.into_value()));
        self
    }

    /// `REMOVE path`, for attributes that may be absent. Removing a part of an index key removes that key too.
    pub fn remove<T, K, S>(mut self, path: Path<E, T, K, S>) -> Self
    where
        K: SetIn<M, T>,
        S: Segments,
        T: Supports<Remove>,
    {
        self.draft.remove(&path);
        self
    }

    /// Adds a number to a number, or elements to a set.
    ///
    /// An absent number starts from the value that a read returns: serde's default, or else the field's `#[default]`, or
    /// else zero. An absent set starts empty. If the number would leave the range of the field's type, the update fails
    /// with [`is_out_of_range`](crate::Error::is_out_of_range).
    ///
    /// After a lost response the SDK's client retries, which can add a number twice. [`once`](Update::once) prevents
    /// that.
    pub fn add<T, K, S, V>(mut self, path: Path<E, T, K, S>, value: V) -> Self
    where
        T: Supports<Add<V>>,
        K: Acts,
        S: Segments,
    {
        self.draft.add(&path, T::__operand(Add(value), path.encoder()));
        self
    }

    /// Subtracts a number from a number. The start of an absent number and the range are as for [`add`](Update::add).
    pub fn subtract<T, K, S, V>(mut self, path: Path<E, T, K, S>, value: V) -> Self
    where
        T: Supports<Subtract<V>>,
        K: Acts,
        S: Segments,
    {
        self.draft
            .number(&path, '-', T::__operand(Subtract(value), path.encoder()));
        self
    }

    /// Adds elements to the end of a list. An absent list starts from the value that a read returns, as for
    /// [`add`](Update::add).
    ///
    /// A retry after a lost response can add the elements twice, unless the update is sent [`once`](Update::once).
    pub fn append<T, K, S, V>(mut self, path: Path<E, T, K, S>, values: V) -> Self
    where
        T: Supports<Append<V>>,
        K: Acts,
        S: Segments,
    {
        self.draft
            .list(&path, false, T::__operand(Append(values), path.encoder()));
        self
    }

    /// Adds elements to the front of a list, in the given order. An absent list starts as for [`append`](Update::append).
    pub fn prepend<T, K, S, V>(mut self, path: Path<E, T, K, S>, values: V) -> Self
    where
        T: Supports<Append<V>>,
        K: Acts,
        S: Segments,
    {
        self.draft
            .list(&path, true, T::__operand(Append(values), path.encoder()));
        self
    }

    /// Removes elements from a set. A set that becomes empty is absent, and reads as empty.
    pub fn delete<T, K, S, V>(mut self, path: Path<E, T, K, S>, values: V) -> Self
    where
        T: Supports<Delete<V>>,
        K: Acts,
        S: Segments,
    {
        self.draft.delete(&path, T::__operand(Delete(values), path.encoder()));
        self
    }

    /// Sets the fields that `changes` contains and keeps the rest: for handlers of PATCH requests.
    ///
    /// `changes` is a struct with `#[derive(Changes)]`, which names what may change, or the generated `UserUpdate`, which has
    /// every field that can change. If the changes are [empty](Changes::is_empty) and the update has no other action, it
    /// fails with [`is_empty_change`](crate::Error::is_empty_change), and nothing is sent. If they have some but not all parts
    /// of an index key, or remove a required field, it fails with [`is_validation`](crate::Error::is_validation).
    pub fn apply<C: Changes<E>>(mut self, changes: C) -> Self
    where
        C::__Mode: AppliedBy<M>,
    {
        self.draft.is_applied = true;
        changes.__apply(&mut Applied::new(&mut self.draft));
        self
    }

    /// Changes the item only if `condition` holds. Several conditions must all hold.
    pub fn condition(mut self, condition: impl IntoCondition<E>) -> Self {
        self.draft.conditions.push(condition.into_condition().node);
        self
    }

    /// Returns the item after the update: `ReturnValues = ALL_NEW`.
    pub fn return_new(self) -> Update<E, M, New> {
        Update::of(self.draft)
    }

    /// Returns the item before the update, if it existed: `ReturnValues = ALL_OLD`.
    pub fn return_old(self) -> Update<E, M, Old> {
        Update::of(self.draft)
    }
}

impl<E: Entity, M, R: Returning<E>> Update<E, M, R> {
    /// Returns the unique values that the update claims and releases.
    pub(crate) fn claims(&self) -> Result<Vec<Claim>> {
        self.draft.claims()
    }

    /// Whether an item that failed the conditions is the result of this very update.
    pub(crate) fn left(&self, target: &Target<'_>, item: &Item) -> bool {
        self.draft.left(target, item)
    }

    /// Returns the requirements of the actions on the item.
    pub(crate) fn requirements(&self) -> Requirements {
        self.draft.requirements()
    }

    /// Renders the update and its conditions. Also returns a lower bound of the bytes of attributes that it sets.
    pub(crate) fn expressions(&self, target: &Target<'_>, required: &[Node]) -> Result<(Expressions, usize)> {
        self.draft.expressions(target, required)
    }

    pub(crate) fn build(&self, target: &Target<'_>) -> Result<Request<UpdateItem>> {
        let key = target.key_attributes(self.key())?;
        let (expressions, _) = self.expressions(target, &[])?;
        Ok(SingleWrite::of_key(key, expressions).update(target, R::VALUES.as_ref()))
    }
}
