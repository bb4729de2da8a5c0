//! A clock that a test sets by hand, to decide when items expire.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use dynoxide::storage_backend;

/// A clock that stands still until it is set, for tests of items that expire.
///
/// Clones share one time. Pass it to [`Engine::memory_with_clock`](super::Engine::memory_with_clock), advance it past an
/// item's time to live, then call [`Engine::sweep_ttl`](super::Engine::sweep_ttl).
///
/// The engine uses it for time to live and for the timestamps of stream records. The SDK uses its own clock for
/// signatures and retries.
///
/// The chapter [Testing](mod@crate::guide::testing) of the guide has examples.
#[derive(Clone)]
pub struct ManualClock(storage_backend::ManualClock);

impl ManualClock {
    /// Creates a clock that shows `seconds` since the Unix epoch, the unit of DynamoDB's time to live.
    #[must_use]
    pub fn at(seconds: u64) -> Self {
        Self(storage_backend::ManualClock::new(seconds))
    }

    /// Returns the clock's time in whole seconds since the Unix epoch.
    #[must_use]
    pub fn now(&self) -> u64 {
        storage_backend::Clock::now_unix_secs(&self.0)
    }

    /// Sets the clock to `seconds` since the Unix epoch, forwards or backwards.
    pub fn set(&self, seconds: u64) {
        self.0.set(seconds);
    }

    /// Advances the clock.
    pub fn advance(&self, by: Duration) {
        self.0.tick(by);
    }

    pub(super) fn share(&self) -> Arc<dyn storage_backend::Clock> {
        self.0.arc()
    }
}

impl fmt::Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ManualClock").field(&self.now()).finish()
    }
}
