//! Sends transactions: turns cancellations into errors and retries conflicts.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::CancellationReason;

use crate::error::fault::{Cancellation, Fault, Reason};
use crate::error::{Error, Result};
use crate::transact::subject::{TransactionItem, UniqueMarker};
use crate::wire::direct::{Answer, DataOperation};
use crate::wire::fault;
use crate::wire::request::Request;
use crate::wire::retry::{Backoff, Retries};
use crate::wire::table::TableClient;

/// Errors that may be the cancellation of a transaction.
pub(crate) trait Canceled {
    /// The cancellation reasons, one per operation, if the transaction was canceled.
    fn reasons(&self) -> Option<&[CancellationReason]>;
}

macro_rules! canceled {
    ($($error:ident),*) => {$(
        impl Canceled for $error {
            fn reasons(&self) -> Option<&[CancellationReason]> {
                match self {
                    $error::TransactionCanceledException(canceled) => Some(canceled.cancellation_reasons()),
                    _ => None,
                }
            }
        }
    )*};
}
canceled!(TransactWriteItemsError, TransactGetItemsError);

impl TableClient {
    /// Sends a transaction, and retries it within the budget after a conflict or while it is still in progress.
    ///
    /// The SDK's client does not retry canceled transactions. Each attempt sends the same request with the same token.
    pub(super) async fn transact<O>(
        &self,
        request: Request<O>,
        subjects: &[TransactionItem],
        retries: Retries,
    ) -> Result<Answer>
    where
        O: DataOperation<Error: Canceled>,
    {
        retries.check()?;
        if retries == Retries::NONE {
            let answer = self.exchange(request).await;
            return answer.map_err(|error| self.canceled(error, subjects));
        }
        let mut backoff = Backoff::new(retries);
        loop {
            let error = match self.exchange(request.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(error) => self.canceled(error, subjects),
            };
            let may_pass = error.is_conflict() || error.is_transaction_in_progress();
            if !may_pass || !backoff.pause().await {
                return Err(error);
            }
        }
    }

    /// Converts the error of a transaction: one cancellation per operation, or the service error.
    fn canceled<E, R>(&self, error: SdkError<E, R>, subjects: &[TransactionItem]) -> Error
    where
        E: Canceled + ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
        R: std::fmt::Debug + Send + Sync + 'static,
    {
        let reasons = match &error {
            SdkError::ServiceError(context) => context.err().reasons(),
            _ => None,
        };
        // The failed operation is only known if there is one reason per operation.
        let Some(reasons) = reasons.filter(|reasons| reasons.len() == subjects.len()) else {
            return fault::service(error);
        };
        let cancellations = subjects.iter().zip(reasons);
        let cancellations = cancellations.map(|(subject, reason)| self.cancellation(subject, reason));
        Error::new(Fault::Canceled(cancellations.collect())).caused_by(error)
    }

    fn cancellation(&self, subject: &TransactionItem, reason: &CancellationReason) -> Cancellation {
        let code = reason.code().filter(|code| *code != "None");
        let reason = code.map(|code| Reason {
            code: code.to_owned(),
            fault: match code {
                "ConditionalCheckFailed" if let Some(UniqueMarker::Taken(field)) = subject.marks => {
                    Fault::UniqueViolation { field: field.name }
                }
                "ConditionalCheckFailed" => fault::condition(
                    subject.guard,
                    &subject.requirements,
                    reason.item(),
                    self.schema,
                    subject.schema,
                ),
                _ => Fault::Service {
                    code: Some(exception(code).to_owned()),
                    message: reason.message().unwrap_or("the transaction was canceled").to_owned(),
                },
            },
        });
        Cancellation {
            entity: subject.schema.name,
            key: Some(subject.key_text()),
            reason,
        }
    }
}

/// Maps the code of a cancellation to the error code that a single operation has.
fn exception(code: &str) -> &str {
    match code {
        "TransactionConflict" => "TransactionConflictException",
        "ThrottlingError" => "ThrottlingException",
        "ProvisionedThroughputExceeded" => "ProvisionedThroughputExceededException",
        "ItemCollectionSizeLimitExceeded" => "ItemCollectionSizeLimitExceededException",
        "ValidationError" => "ValidationException",
        code => code,
    }
}
