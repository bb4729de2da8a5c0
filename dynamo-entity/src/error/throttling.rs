//! Why DynamoDB throttled a request, and which table or index it throttled.

use std::error::Error as StdError;

use aws_sdk_dynamodb::types::ThrottlingReason as SdkReason;
use aws_sdk_dynamodb::types::error::{
    ProvisionedThroughputExceededException, RequestLimitExceeded, ThrottlingException,
};

use crate::error::Error;

/// One reason for which DynamoDB throttled a request, from [`Error::throttling`](crate::Error::throttling).
///
/// The chapter [Errors](mod@crate::guide::errors) of the guide has examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottlingReason<'e> {
    reason: &'e str,
    resource: &'e str,
}

impl<'e> ThrottlingReason<'e> {
    /// Returns DynamoDB's reason: what was throttled, how it was used and which limit it exceeded, such as
    /// `IndexWriteKeyRangeThroughputExceeded`.
    ///
    /// The limits are `ProvisionedThroughputExceeded`, `AccountLimitExceeded`, `KeyRangeThroughputExceeded` (one partition
    /// key has too many requests) and `MaxOnDemandThroughputExceeded`.
    #[must_use]
    pub fn reason(&self) -> &'e str {
        self.reason
    }

    /// Returns the ARN of the table or index. It is empty if DynamoDB named none.
    #[must_use]
    pub fn resource(&self) -> &'e str {
        self.resource
    }

    /// Returns the name of the table in the ARN.
    #[must_use]
    pub fn table(&self) -> Option<&'e str> {
        let (_, path) = self.resource.split_once(":table/")?;
        path.split('/').next()
    }

    /// Returns the name of the index in the ARN; `None` if the table itself was throttled.
    #[must_use]
    pub fn index(&self) -> Option<&'e str> {
        let (_, name) = self.resource.split_once("/index/")?;
        Some(name)
    }
}

impl Error {
    /// Returns why DynamoDB throttled the request: each limit that was exceeded, with its table or index.
    ///
    /// The list is empty for every other error. It is also empty for a canceled transaction and for a batch whose retries
    /// were used up, because DynamoDB gives no reasons there.
    ///
    /// ```no_run
    /// # fn log(error: &dynamo_entity::Error) {
    /// for throttled in error.throttling() {
    ///     eprintln!("{} of {:?} {:?}", throttled.reason(), throttled.table(), throttled.index());
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn throttling(&self) -> Vec<ThrottlingReason<'_>> {
        let mut cause = self.source();
        while let Some(error) = cause {
            if let Some(reasons) = reasons(error) {
                let reasons = reasons.iter().map(|given| ThrottlingReason {
                    reason: given.reason().unwrap_or_default(),
                    resource: given.resource().unwrap_or_default(),
                });
                return reasons.collect();
            }
            cause = error.source();
        }
        Vec::new()
    }
}

/// Returns the reasons in one of DynamoDB's errors; `None` for an error that has none.
fn reasons<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e [SdkReason]> {
    if let Some(error) = error.downcast_ref::<ProvisionedThroughputExceededException>() {
        return Some(error.throttling_reasons());
    }
    if let Some(error) = error.downcast_ref::<ThrottlingException>() {
        return Some(error.throttling_reasons());
    }
    let error = error.downcast_ref::<RequestLimitExceeded>()?;
    Some(error.throttling_reasons())
}
