//! Writes that are applied exactly once, even if a response is lost and the request is retried.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::transact_write_items::{TransactWriteItems, TransactWriteItemsInput};

use crate::entity::Entity;
use crate::entity::registry::Registers;
use crate::error::Result;
use crate::transact::limits::check_token;
use crate::transact::operation::Prepare;
use crate::transact::request::{self, write_items};
use crate::transact::token;
use crate::wire::request::Request;
use crate::wire::retry::Retries;
use crate::wire::sending::Sending;
use crate::wire::table::Table;
use crate::wire::target::Target;

/// A write that is applied exactly once, even if the response is lost: `TransactWriteItems` of one item.
///
/// See [`Update::once`](crate::Update::once), [`Put::once`](crate::Put::once), [`Upsert::once`](crate::Upsert::once) and
/// [`Delete::once`](crate::Delete::once). A value keeps one client request token for its whole life, so it cannot be cloned.
///
/// The chapter [Consistency](mod@crate::guide::consistency) of the guide has examples.
#[must_use = "an operation does nothing until it is sent"]
pub struct Once<E> {
    operation: [Box<dyn Prepare>; 1],
    token: String,
    retries: Retries,
    marker: PhantomData<fn() -> E>,
}

impl<E: Entity> Once<E> {
    pub(crate) fn of(operation: impl Prepare + 'static) -> Self {
        Once {
            operation: [Box::new(operation)],
            token: token::unique(),
            retries: Retries::default(),
            marker: PhantomData,
        }
    }

    /// Sets the client request token, of 1 to 36 characters. By default a unique token is generated.
    ///
    /// For ten minutes, DynamoDB applies the same write with the same token only once, whoever sends it. Another write with
    /// the same token fails with [`is_token_mismatch`](crate::Error::is_token_mismatch); so does the same write if
    /// `on_write` returned another value.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// Sets how often, and for how long, the write is retried after a conflict with other writes. The default is
    /// [`Retries::default`]. Keep the time below the ten minutes for which DynamoDB remembers a token.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Returns the request that [`send`](Once::send) would send.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<TransactWriteItemsInput> {
        table.inner.shown(self.build(&table.target())?)
    }

    /// Sends the `TransactWriteItems`.
    ///
    /// # Errors
    /// The errors of the write on its own, with the current item: `is_not_found`, `is_already_exists`,
    /// `is_condition_failed`. Also [`is_conflict`](crate::Error::is_conflict) once the retries are used up,
    /// `is_token_mismatch` and `is_transaction_in_progress`.
    ///
    /// If no response arrives after all retries of the SDK's client, the write may have been applied. To find out, retry it
    /// with the same [`token`](Once::token).
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<()> {
        let table = table.inner();
        Sending::boxed_in_place(|| async move {
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

    fn build(&self, target: &Target<'_>) -> Result<Request<TransactWriteItems>> {
        let [operation] = &self.operation;
        let prepared = write_items(&[operation.as_ref()], target)?;
        Ok(request::request(prepared, &self.token, target)?.0)
    }
}

impl<E> fmt::Debug for Once<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once")
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}
