//! Requests whose items and values may be serialized to JSON already.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::codec::json::members::Members;

/// A request: the SDK's input, and the members of the body that are serialized without the SDK.
#[derive(Debug, Clone)]
pub(crate) struct Request<B> {
    pub(crate) input: B,
    pub(crate) members: Members,
    /// The number of items in a batch or transaction, if the input does not show it.
    pub(crate) entries: Option<usize>,
    /// Counts attempts, where it matters whether an earlier attempt may have been applied.
    pub(crate) attempts: Option<Attempts>,
}

/// Counts the attempts at one request that may have been applied, though no answer says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attempts(Arc<AtomicUsize>);

impl Attempts {
    pub(crate) fn sent(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Records an answer. DynamoDB refuses with a status from 400 and applies nothing; from 500 it may have applied the
    /// write.
    pub(crate) fn answered(&self, status: u16) {
        if status < 500 {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Whether an attempt may have been applied although its answer was lost.
    pub(crate) fn lost_answer(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

impl<B> Request<B> {
    pub(crate) fn new(input: B, members: Members) -> Self {
        Request {
            input,
            members,
            entries: None,
            attempts: None,
        }
    }

    /// Returns a counter of attempts, and attaches it to the request if `matters`.
    pub(crate) fn counting(&mut self, matters: bool) -> Attempts {
        let attempts = Attempts::default();
        self.attempts = matters.then(|| attempts.clone());
        attempts
    }
}

/// Makes a request that the SDK serializes completely.
impl<B> From<B> for Request<B> {
    fn from(input: B) -> Self {
        Request::new(input, Members::default())
    }
}
