//! The two ways that requests leave, and the reason for the slower one.

use std::fmt;

/// The way that the requests of a table leave. [`Table::wire`](crate::Table::wire) tells it.
///
/// Both ways send the same requests and give the same results and errors. [`Lean`](Wire::Lean) takes a fraction of the CPU
/// time.
///
/// The chapter [Observability](mod@crate::guide::observability) of the guide has examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wire {
    /// Requests leave on the client's own connector, signed with its credentials, without the work that the SDK does around
    /// each request. The first request of a table and every retry go through the SDK.
    Lean,
    /// Every request goes through the SDK, for this reason.
    Sdk(SdkReason),
}

/// The reason why the requests of a table go through the SDK.
///
/// The chapter [Observability](mod@crate::guide::observability) of the guide has examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SdkReason {
    /// [`Table::through_sdk`](crate::Table::through_sdk) was called.
    Chosen,
    /// Items pass through the SDK's types: [`Table::through_attribute_values`](crate::Table::through_attribute_values) was
    /// called, or the table has an [observer](crate::Table::observe).
    AttributeValues,
    /// The client has interceptors.
    Interceptors,
    /// The client has retry classifiers.
    RetryClassifiers,
    /// The client adapts its rate to throttling.
    AdaptiveRetries,
    /// The client has a timeout for an operation or an attempt.
    OperationTimeout,
    /// The client has authentication schemes, or a preference among them.
    Authentication,
    /// The client has a generator of invocation ids.
    InvocationIds,
    /// The clocks of this machine and of DynamoDB differ by minutes, which the SDK corrects.
    ClockSkew,
    /// The SDK's requests have something that this version of the library does not know.
    UnknownRequest,
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Wire::Lean => f.write_str("past the SDK, on the client's own connector"),
            Wire::Sdk(reason) => write!(f, "through the SDK, because {reason}"),
        }
    }
}

impl fmt::Display for SdkReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SdkReason::Chosen => "the table was told to",
            SdkReason::AttributeValues => "items pass through the SDK's types",
            SdkReason::Interceptors => "the client has interceptors",
            SdkReason::RetryClassifiers => "the client has retry classifiers",
            SdkReason::AdaptiveRetries => "the client has adaptive retries",
            SdkReason::OperationTimeout => "the client has a timeout for an operation or an attempt",
            SdkReason::Authentication => "the client has authentication schemes of its own",
            SdkReason::InvocationIds => "the client has a generator of invocation ids",
            SdkReason::ClockSkew => "the clocks of this machine and of DynamoDB differ by minutes",
            SdkReason::UnknownRequest => "the SDK's requests have something unknown",
        })
    }
}
