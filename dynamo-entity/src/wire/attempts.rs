//! Counts the attempts of the SDK's client at one request, where it matters whether an earlier attempt may have been
//! applied.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts the attempts at one request that may have been applied, though no answer says so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attempts(Arc<AtomicUsize>);

impl Attempts {
    pub(super) fn sent(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Records the status of an answer. With a status from 400, DynamoDB refuses the write and applies nothing; from 500, it
    /// may have applied the write. With a success it has applied the write, and the rest of the answer may still be lost.
    pub(super) fn answered(&self, status: u16) {
        if (400..500).contains(&status) {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Whether an attempt may have been applied although its answer was lost.
    pub(crate) fn lost_answer(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}
