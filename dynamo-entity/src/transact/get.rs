//! `TransactGetItems`: reads of several items at one moment.

use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::transact_get_items::{TransactGetItems, TransactGetItemsInput};

use crate::entity::registry::Schema;
use crate::error::{Error, Result};
use crate::read::lenient::Lenient;
use crate::read::page::Readable;
use crate::transact::limits::check_reads;
use crate::transact::read::{ReadItems, ReadOperation, transact_get};
use crate::transact::subject::TransactionItem;
use crate::wire::answer;
use crate::wire::request::Request;
use crate::wire::retry::Retries;
use crate::wire::sending::Sending;
use crate::wire::table::{Table, TableClient};
use crate::wire::target::Target;

/// Reads several items, of any entities of one table, as they are at one moment: `TransactGetItems`.
///
/// See [`transact_get`](Table::transact_get).
///
/// The chapter [Transactions](mod@crate::guide::transactions) of the guide has examples.
#[must_use = "an operation does nothing until it is sent"]
pub struct TransactGet<S, T> {
    table: Arc<TableClient>,
    operations: Box<dyn ReadOperation<S, Output = T>>,
    retries: Retries,
}

impl<S: Schema> Table<S> {
    /// Reads several items as they are at one moment: `TransactGetItems`.
    ///
    /// Takes a tuple of up to ten `get`s and returns a tuple of `Option`s, or takes a `Vec` of `get`s and returns a `Vec`.
    /// Both can be nested. A transaction reads at most 100 different items of at most 4 MB in total. Reads are always
    /// strongly consistent, with or without [`consistent`](crate::Get::consistent). Costs two read capacity units per 4 KB
    /// of each item. Source: "Amazon DynamoDB Transactions: How it works".
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
    /// /// Counts a transfer between the accounts exactly once.
    /// async fn together(table: &Table<Bank>) -> dynamo_entity::Result<i64> {
    ///     let (savings, current) = table.transact_get((Account::get("savings"), Account::get("current"))).send().await?;
    ///     Ok([savings, current].into_iter().flatten().map(|account| account.balance).sum())
    /// }
    /// ```
    pub fn transact_get<O: ReadOperation<S>>(&self, operations: O) -> TransactGet<S, O::Output> {
        TransactGet {
            table: self.inner(),
            operations: Box::new(operations),
            retries: Retries::default(),
        }
    }
}

impl<S: Schema, T: Send + 'static> TransactGet<S, T> {
    /// Sets how often, and for how long, the transaction is retried if only conflicts with writes canceled it. The default
    /// is [`Retries::default`]; [`Retries::NONE`] sends it once.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Returns the request that [`send`](TransactGet::send) would send.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything. Also fails if there are no reads, because `send` would send
    /// nothing.
    pub fn request(&self) -> Result<TransactGetItemsInput> {
        match self.build(&self.table.target())? {
            Some((request, _)) => self.table.shown(request),
            None => Err(Error::input(
                "the transaction has no reads, so nothing would be sent: add one",
            )),
        }
    }

    /// Sends the `TransactGetItems`. Sends nothing if there is nothing to read.
    ///
    /// # Errors
    /// - [`is_transaction_canceled`](Error::is_transaction_canceled), with one entry in
    ///   [`cancellations`](Error::cancellations) per read, if another write to an item was in flight.
    /// - [`is_invalid_input`](Error::is_invalid_input), before anything is sent, if there are more than 100 reads or two
    ///   reads of one item.
    /// - Fails if a value cannot be part of a key, or if the request fails.
    /// - Fails if a stored item cannot be decoded. [`into_readable`](Error::into_readable) then returns the other items.
    pub fn send(self) -> Sending<T> {
        Sending::boxed_in_place(|| async move { self.read().await?.strictly(|| Ok(None)) })
    }

    /// Returns the items that can be decoded, and the key and error of each item that cannot: see [`Lenient`].
    pub fn lenient(self) -> Lenient<Self> {
        Lenient(self)
    }

    async fn read(self) -> Result<Readable<T>> {
        let items: Vec<_> = match self.build(&self.table.target())? {
            None => Vec::new(),
            Some((request, subjects)) => {
                let answer = self.table.transact(request, &subjects, self.retries).await?;
                let items = answer::transaction(answer.text().await?)?;
                subjects.into_iter().zip(items).collect()
            }
        };
        let mut found = ReadItems {
            items: items.into_iter(),
            unreadable: Vec::new(),
        };
        let items = self.operations.__decode(&mut found, self.table.schema)?;
        Ok(Readable {
            items,
            unreadable: found.unreadable,
        })
    }

    fn build(&self, target: &Target<'_>) -> Result<Option<(Request<TransactGetItems>, Vec<TransactionItem>)>> {
        let mut reads = Vec::new();
        self.operations.__prepare(target, &mut reads)?;
        if reads.is_empty() {
            return Ok(None);
        }
        check_reads(&reads)?;
        let request = transact_get(&reads, target);
        Ok(Some((request, reads.into_iter().map(|read| read.subject).collect())))
    }
}

impl<S: Schema, T: Send + 'static> Lenient<TransactGet<S, T>> {
    /// Sends the `TransactGetItems`. Sends nothing if there is nothing to read. An item that cannot be decoded is `None` in
    /// the result.
    ///
    /// # Errors
    /// Fails as [`TransactGet::send`] does, except for items that cannot be decoded.
    pub fn send(self) -> Sending<Readable<T>> {
        Sending::boxed_in_place(|| self.0.read())
    }
}

impl<S, T> fmt::Debug for TransactGet<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransactGet")
            .field("table", &self.table.name)
            .finish_non_exhaustive()
    }
}
