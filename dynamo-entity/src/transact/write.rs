//! `TransactWriteItems`: writes that are applied all or none.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsInput;

use crate::entity::registry::Schema;
use crate::error::{Error, Result};
use crate::transact::limits::check_token;
use crate::transact::operation::{Prepare, WholeWrite, WriteOperation};
use crate::transact::request::{request, write_items};
use crate::transact::stored::{Output, Outputs, stored};
use crate::transact::token;
use crate::wire::retry::Retries;
use crate::wire::sending::Sending;
use crate::wire::table::{Table, TableClient};
use crate::wire::target::Target;

/// Writes to several items, of any entities of one table, all or none: `TransactWriteItems`.
///
/// See [`transact_write`](Table::transact_write). `T` is the tuple of the items that `send` gives back. A value keeps one
/// client request token for its whole life, so it cannot be cloned.
///
/// The chapter [Transactions](mod@crate::guide::transactions) of the guide has examples.
#[must_use = "an operation does nothing until it is sent"]
pub struct TransactWrite<S, T = ()> {
    table: Arc<TableClient>,
    operations: Vec<Box<dyn Prepare>>,
    token: String,
    retries: Retries,
    output: Output<T>,
    marker: PhantomData<fn() -> S>,
}

impl<S: Schema> Table<S> {
    /// Writes to several items, all or none, if every condition holds: `TransactWriteItems`.
    ///
    /// Accepts `put`, `create`, `update`, `patch`, `edit`, `upsert`, `delete`, `remove` and `check`, one operation per item.
    /// The limits are 100 operations and items of 4 MB in total. Costs two write capacity units per KB of each item, twice
    /// as much as the same writes on their own. Source: "Amazon DynamoDB Transactions: How it works".
    ///
    /// The transaction has a client request token, so it is applied only once, even if the response is lost and the SDK's
    /// client retries.
    ///
    /// ```
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Entity, Serialize, Deserialize)]
    /// #[entity(pk = "ACCOUNT#<id>", sk = "ACCOUNT")]
    /// pub struct Account { id: String, balance: i64 }
    ///
    /// #[derive(Table)]
    /// #[table(entities(Account))]
    /// pub struct Bank;
    ///
    /// async fn pay(table: &Table<Bank>, from: &str, to: &str, amount: i64) -> dynamo_entity::Result<()> {
    ///     let account = Account::fields();
    ///     let paid = table
    ///         .transact_write()
    ///         .add(Account::patch(from).subtract(account.balance, amount).condition(account.balance.gte(amount)))
    ///         .add(Account::patch(to).add(account.balance, amount))
    ///         .send()
    ///         .await;
    ///     if let Err(error) = &paid
    ///         && let Some([payer, payee]) = error.cancellations()
    ///     {
    ///         assert!(payer.is_condition_failed() || payee.is_not_found() || error.is_conflict());
    ///     }
    ///     paid
    /// }
    /// ```
    pub fn transact_write(&self) -> TransactWrite<S> {
        TransactWrite {
            table: self.inner(),
            operations: Vec::new(),
            token: token::unique(),
            retries: Retries::default(),
            output: Box::new(|_, _| Ok(())),
            marker: PhantomData,
        }
    }
}

impl<S: Schema, T: Send + 'static> TransactWrite<S, T> {
    /// Adds an operation.
    #[expect(clippy::should_implement_trait, reason = "an operation is added, not a number")]
    pub fn add<O: WriteOperation<S>>(mut self, operation: O) -> Self {
        self.operations.push(operation.__boxed().0);
        self
    }

    /// Adds several operations of one kind.
    pub fn add_all<I: IntoIterator<Item: WriteOperation<S>>>(mut self, operations: I) -> Self {
        let operations = operations.into_iter().map(|operation| operation.__boxed().0);
        self.operations.extend(operations);
        self
    }

    /// Adds a `put` or `create`, and makes [`send`](TransactWrite::send) give back the item as a read would return it: with
    /// the values that defaults, `on_write`, `set` and `version` gave it.
    ///
    /// The items are the elements of a tuple, in the order of the calls. DynamoDB returns no items from
    /// `TransactWriteItems`, so this sends no other request, and other writes cannot give their items back.
    ///
    /// ```
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Entity, Serialize, Deserialize)]
    /// #[entity(pk = "CARD#<id>", sk = "CARD")]
    /// pub struct Card { id: String, #[entity(version)] version: u32 }
    ///
    /// #[derive(Entity, Serialize, Deserialize)]
    /// #[entity(pk = "STATS#<kind>", sk = "STATS")]
    /// pub struct Stats { kind: String, count: u64 }
    ///
    /// #[derive(Table)]
    /// #[table(entities(Card, Stats))]
    /// pub struct App;
    ///
    /// async fn add(table: &Table<App>) -> dynamo_entity::Result<Card> {
    ///     let (card,) = table
    ///         .transact_write()
    ///         .add(Stats::patch("card").add(Stats::fields().count, 1))
    ///         .add_returning(Card::create(Card::builder().id("c1")))
    ///         .send()
    ///         .await?;
    ///     assert_eq!(card.version, 1);
    ///     Ok(card)
    /// }
    /// ```
    pub fn add_returning<O: WholeWrite<S>>(self, operation: O) -> TransactWrite<S, T::And<O::Entity>>
    where
        T: Outputs,
    {
        let at = self.operations.len();
        self.add(operation)
            .returning(move |operations, target| stored(operations.get(at).map(AsRef::as_ref), target))
    }

    /// Adds several `put`s or `create`s of one entity, and makes [`send`](TransactWrite::send) give back their items as one
    /// `Vec`; see [`add_returning`](TransactWrite::add_returning).
    pub fn add_all_returning<O: WholeWrite<S>>(
        self,
        operations: impl IntoIterator<Item = O>,
    ) -> TransactWrite<S, T::And<Vec<O::Entity>>>
    where
        T: Outputs,
    {
        let first = self.operations.len();
        let added = self.add_all(operations);
        let end = added.operations.len();
        added.returning(move |operations, target| {
            (first..end)
                .map(|at| stored(operations.get(at).map(AsRef::as_ref), target))
                .collect()
        })
    }

    fn returning<N: Send + 'static>(
        self,
        next: impl FnOnce(&[Box<dyn Prepare>], &Target<'_>) -> Result<N> + Send + Sync + 'static,
    ) -> TransactWrite<S, T::And<N>>
    where
        T: Outputs,
    {
        let output = self.output;
        TransactWrite {
            table: self.table,
            operations: self.operations,
            token: self.token,
            retries: self.retries,
            output: Box::new(|operations, target| Ok(output(operations, target)?.__and(next(operations, target)?))),
            marker: PhantomData,
        }
    }

    /// Sets the client request token, of 1 to 36 characters. By default a unique token is generated.
    ///
    /// A transaction that is sent again with the same token within ten minutes is not applied again, whoever sends it. Use
    /// this for work that may be started twice, such as a message that is delivered twice. Different operations with the
    /// same token fail with [`is_token_mismatch`](Error::is_token_mismatch). Operations already differ if one value does:
    /// the time in a default or an `on_write` of `Utc::now()`, or the old value of a `unique` field, which is read first.
    /// The error then means that the work was started before.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// Sets how often, and for how long, the transaction is retried with the same token if only conflicts with other writes
    /// canceled it, or if it is still in progress. The default is [`Retries::default`]; [`Retries::NONE`] sends it once.
    ///
    /// Keep the time of the budget below the ten minutes for which DynamoDB remembers a token.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Returns the request that [`send`](TransactWrite::send) would send.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything. Also fails if there are no operations, because `send` would send
    /// nothing.
    pub fn request(&self) -> Result<TransactWriteItemsInput> {
        check_token(&self.token)?;
        let target = self.table.target();
        let prepared = write_items(&members(&self.operations), &target)?;
        if prepared.is_empty() {
            return Err(Error::input(
                "the transaction has no operations, so nothing would be sent: add one",
            ));
        }
        let (request, _) = request(prepared, &self.token, &target)?;
        self.table.shown(request)
    }

    /// Sends the `TransactWriteItems`. Sends nothing if there are no operations. Returns the items of the operations that were
    /// added with [`add_returning`](TransactWrite::add_returning) or
    /// [`add_all_returning`](TransactWrite::add_all_returning).
    ///
    /// # Errors
    /// - [`is_transaction_canceled`](Error::is_transaction_canceled), with one entry in
    ///   [`cancellations`](Error::cancellations) per operation, if a condition does not hold, another write to an item was
    ///   in flight, or an operation does not fit the current item. Nothing was written.
    /// - [`is_invalid_input`](Error::is_invalid_input), before anything is sent, if there are more than 100 operations, two
    ///   operations on one item, or items of more than 4 MB in total.
    /// - The errors of building each operation on its own.
    /// - `is_token_mismatch` and `is_transaction_in_progress`.
    /// - Fails if the request fails. If no response arrives, the transaction may have been applied. To find out, retry it
    ///   with the same [`token`](TransactWrite::token).
    /// - [`is_decode`](Error::is_decode) if an item that is given back cannot be read, although it was written.
    pub fn send(self) -> Sending<T> {
        Sending::boxed_in_place(|| async move {
            check_token(&self.token)?;
            let operations = members(&self.operations);
            self.table.write_all(&operations, &self.token, self.retries).await?;
            (self.output)(&self.operations, &self.table.target())
        })
    }
}

fn members(operations: &[Box<dyn Prepare>]) -> Vec<&dyn Prepare> {
    operations.iter().map(AsRef::as_ref).collect()
}

impl<S, T> fmt::Debug for TransactWrite<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactWrite")
            .field("operations", &self.operations.len())
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}
