//! Requests of which some members are JSON already: those that hold items and values.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::codec::json::members::Members;

/// A request: the SDK's input, and the members of its body that are written instead of what it would write.
#[derive(Debug, Clone)]
pub(crate) struct Request<B> {
    pub(crate) input: B,
    pub(crate) members: Members,
    /// How many items a batch or transaction is of, whose input does not tell.
    pub(crate) entries: Option<usize>,
    /// Counts the attempts, where it matters whether an earlier one may have been applied.
    pub(crate) attempts: Option<Attempts>,
}

/// The attempts at one request that were sent and got no answer that says whether they were applied.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attempts(Arc<AtomicUsize>);

impl Attempts {
    pub(crate) fn sent(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// DynamoDB refuses with a status from 400, and applies nothing then; from 500 it may have.
    pub(crate) fn answered(&self, status: u16) {
        if status < 500 {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Whether an attempt may have been applied without an answer.
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

    /// Counts the attempts if `matters`.
    pub(crate) fn counting(&mut self, matters: bool) -> Attempts {
        let attempts = Attempts::default();
        self.attempts = matters.then(|| attempts.clone());
        attempts
    }
}

/// A request that the SDK writes all of.
impl<B> From<B> for Request<B> {
    fn from(input: B) -> Self {
        Request::new(input, Members::default())
    }
}
