//! A request: an operation, and the whole JSON body that is sent.

use std::fmt;
use std::marker::PhantomData;

use crate::codec::json::object::Object;
use crate::wire::attempts::Attempts;

/// A request of operation `O`.
pub(crate) struct Request<O> {
    pub(crate) body: Object,
    pub(crate) facts: RequestFacts,
    /// Counts attempts, where it matters whether an earlier attempt may have been applied.
    pub(crate) attempts: Option<Attempts>,
    /// Whether DynamoDB reports the capacity that the request consumes.
    returns_capacity: bool,
    operation: PhantomData<fn() -> O>,
}

/// Facts about a request that reveal no values.
#[derive(Debug, Clone, Default)]
pub(crate) struct RequestFacts {
    pub(crate) index: Option<&'static str>,
    pub(crate) limit: Option<i32>,
    pub(crate) consistent: Option<bool>,
    /// The number of items in a batch or transaction.
    pub(crate) batch_size: Option<usize>,
}

impl<O> Request<O> {
    pub(crate) fn new(body: Object, facts: RequestFacts) -> Self {
        Request {
            body,
            facts,
            attempts: None,
            returns_capacity: false,
            operation: PhantomData,
        }
    }

    /// Creates the request of a batch or transaction of this many items.
    pub(crate) fn of_items(body: Object, number: usize) -> Self {
        Request::new(
            body,
            RequestFacts {
                batch_size: Some(number),
                ..RequestFacts::default()
            },
        )
    }

    /// Takes the request and leaves an empty one.
    pub(crate) fn take(&mut self) -> Self {
        Request {
            body: std::mem::take(&mut self.body),
            facts: self.facts.clone(),
            attempts: self.attempts.take(),
            returns_capacity: self.returns_capacity,
            operation: PhantomData,
        }
    }

    /// Makes DynamoDB report the capacity that the request consumes.
    pub(crate) fn returning_capacity(mut self) -> Self {
        if !self.returns_capacity {
            self.body.string("ReturnConsumedCapacity", "TOTAL");
            self.returns_capacity = true;
        }
        self
    }

    /// Returns a counter of attempts, and attaches it to the request if `matters`.
    pub(crate) fn counting(&mut self, matters: bool) -> Attempts {
        let attempts = Attempts::default();
        self.attempts = matters.then(|| attempts.clone());
        attempts
    }
}

impl<O> Clone for Request<O> {
    fn clone(&self) -> Self {
        Request {
            body: self.body.clone(),
            facts: self.facts.clone(),
            attempts: self.attempts.clone(),
            returns_capacity: self.returns_capacity,
            operation: PhantomData,
        }
    }
}

impl<O> fmt::Debug for Request<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("body", &self.body)
            .field("facts", &self.facts)
            .finish_non_exhaustive()
    }
}
