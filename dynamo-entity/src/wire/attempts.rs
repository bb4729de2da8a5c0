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

    /// Records an answer. DynamoDB refuses with a status from 400 and applies nothing; from 500 it may have applied the
    /// write.
    pub(super) fn answered(&self, status: u16) {
        if status < 500 {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }

    /// Whether an attempt may have been applied although its answer was lost.
    pub(crate) fn lost_answer(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}
