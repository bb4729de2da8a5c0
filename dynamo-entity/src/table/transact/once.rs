//! Writes that are applied once, although the answer may be lost.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsInput;
use aws_sdk_dynamodb::operation::transact_write_items::builders::TransactWriteItemsInputBuilder;

use crate::entity::Entity;
use crate::entity::registry::Registers;
use crate::error::Result;
use crate::operation::delete::Delete;
use crate::operation::put::Put;
use crate::operation::reindex::Reindex;
use crate::operation::transact::limits::check_token;
use crate::operation::transact::write::{Prepare, write_items};
use crate::operation::update::Update;
use crate::operation::upsert::Upsert;
use crate::table::transact::{token, write};
use crate::wire::retry::Retries;
use crate::wire::returning::{GivesNothing, Returning};
use crate::wire::sending::Sending;
use crate::wire::table::Table;
use crate::wire::target::{Target, incomplete};

/// A write that is applied once, although the answer may be lost: `TransactWriteItems` of one item.
///
/// See [`Update::once`], [`Put::once`], [`Upsert::once`] and [`Delete::once`]. It has one client request token for its whole life, and so cannot be cloned.
#[must_use = "an operation does nothing until it is sent"]
pub struct Once<E> {
    operation: [Box<dyn Prepare>; 1],
    token: String,
    retries: Retries,
    marker: PhantomData<fn() -> E>,
}

impl<E: Entity, M: 'static, R: Returning<E> + 'static> Update<E, M, R> {
    /// Applies the update once, also where DynamoDB's answer is lost: `TransactWriteItems` of this one item, with a client
    /// request token.
    ///
    /// The SDK's client sends a request again when no answer comes, and cannot know whether it was applied. To most updates
    /// that makes no difference; `add`, `subtract`, `append` and `prepend` are then applied twice. With a token DynamoDB
    /// knows the request again, for ten minutes.
    ///
    /// It costs two write capacity units for each KB of the item instead of one, gives nothing back, and may be in conflict
    /// with other writes to the item, upon which it is sent again; see [`retry_conflicts`](Once::retry_conflicts).
    ///
    /// ```
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "USER#<user>", sk = "VISITS")]
    /// # pub struct Visits { user: String, #[default(0)] count: u64 }
    /// # #[derive(Table)]
    /// # #[table(entities(Visits))]
    /// # pub struct App;
    /// # async fn visit(table: &Table<App>) -> dynamo_entity::Result<()> {
    /// Visits::update("ada").add(Visits::fields().count, 1).once().send(table).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        Once::of(self)
    }
}

impl<E: Entity, R: Returning<E> + 'static> Put<E, R> {
    /// Writes the item once, also where DynamoDB's answer is lost: `TransactWriteItems` of this one item, with a client request
    /// token.
    ///
    /// Without it, a `create` or a `put` with a version whose answer was lost is told from a conflict by the stored item, which is
    /// this write's if it is the same in every attribute. Where two writers may write the same item and only one of them may
    /// succeed, `once` tells them apart. It costs twice the write capacity units and gives nothing back; see [`Update::once`].
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        Once::of(self)
    }
}

impl<E: Entity, R: Returning<E> + 'static> Upsert<E, R> {
    /// Writes the item once, also where DynamoDB's answer is lost: `TransactWriteItems` of this one item, with a client request
    /// token.
    ///
    /// Without it, an upsert whose answer was lost advances a version twice, and may overwrite what another writer wrote in
    /// between. It costs twice the write capacity units and gives nothing back; see [`Update::once`].
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        Once::of(self)
    }
}

impl<E: Entity, R: Returning<E> + 'static> Delete<E, R> {
    /// Deletes the item once, also where DynamoDB's answer is lost: `TransactWriteItems` of this one item, with a client request
    /// token.
    ///
    /// Without it, a `remove` whose answer was lost finds no item when the SDK's client sends it again, and fails with
    /// [`is_outcome_unknown`](crate::Error::is_outcome_unknown). It costs twice the write capacity units and gives nothing back; see
    /// [`Update::once`].
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        Once::of(self)
    }
}

impl<E: Entity, R: Returning<E> + 'static> Reindex<E, R> {
    /// Rewrites the keys once, also where DynamoDB's answer is lost; see [`once`](Update::once) of an update.
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        self.update.once()
    }
}

impl<E: Entity> Once<E> {
    fn of(operation: impl Prepare + 'static) -> Self {
        Once {
            operation: [Box::new(operation)],
            token: token::unique(),
            retries: Retries::default(),
            marker: PhantomData,
        }
    }

    /// The client request token, of 1 to 36 characters, instead of one made up for this value.
    ///
    /// With the same token and the same write it is applied once, whoever sends it, for ten minutes; another write with
    /// the same token fails with [`is_token_mismatch`](crate::Error::is_token_mismatch), as does one whose `on_write` gave
    /// another value.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// How often, and for how long, the write is sent again where other writes were at work on the item; by default as
    /// [`Retries::default`] says. Keep its time below the ten minutes for which a token is remembered.
    pub fn retry_conflicts(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// The request that [`send`](Once::send) would send.
    ///
    /// # Errors
    /// As `send`, before anything is sent.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<TransactWriteItemsInput> {
        self.build(&table.target())?.build().map_err(incomplete)
    }

    /// Sends the `TransactWriteItems`.
    ///
    /// # Errors
    /// Those of the write on its own, with the item that is there: `is_not_found`, `is_already_exists`, `is_condition_failed`. And
    /// [`is_conflict`](crate::Error::is_conflict) once the budget is used up; `is_token_mismatch`, `is_transaction_in_progress`.
    ///
    /// Where no answer came after all retries of the SDK's client, the write may have been applied: to find out, send it
    /// again with the same [`token`](Once::token).
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<()> {
        let table = table.inner();
        Sending::made_by(|| async move {
            check_token(&self.token)?;
            let [operation] = &self.operation;
            let sent = table.write_all(&[operation.as_ref()], &self.token, self.retries).await;
            sent.map_err(|error| {
                let error = error.of_only_operation();
                match operation.prepare(&table.target(), &[]) {
                    Ok(member) => member.subject.locate(error),
                    Err(_) => error,
                }
            })
        })
    }

    fn build(&self, target: &Target<'_>) -> Result<TransactWriteItemsInputBuilder> {
        let [operation] = &self.operation;
        let prepared = write_items(&[operation.as_ref()], target)?;
        Ok(write::request(prepared, &self.token, target)?.0.input)
    }
}

impl<E> fmt::Debug for Once<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once")
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}
