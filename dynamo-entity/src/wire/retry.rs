//! Retries: capped exponential backoff with full jitter, under a budget.
//!
//! Source: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015. Each pause is drawn uniformly from
//! zero to a bound, which doubles with every attempt up to a cap.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::error::{Error, Result};

/// How often, and for how long, to retry work that DynamoDB did not do.
///
/// These retries come on top of the SDK client's, which retry whole requests that failed. They are for requests that were
/// answered, but whose answer leaves part of the work undone, or whose transaction conflicts with another.
///
/// ```
/// use std::time::Duration;
///
/// let retries = dynamo_entity::Retries::default().attempts(5).time(Duration::from_secs(10));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Retries {
    attempts: u32,
    time: Duration,
    first: Duration,
    longest: Duration,
}

impl Default for Retries {
    /// Ten attempts without progress, sixty seconds in all, pauses of up to 50 ms at first and up to five seconds later.
    fn default() -> Self {
        Retries {
            attempts: 10,
            time: Duration::from_mins(1),
            first: Duration::from_millis(50),
            longest: Duration::from_secs(5),
        }
    }
}

impl Retries {
    /// No retries.
    pub const NONE: Retries = Retries {
        attempts: 1,
        time: Duration::ZERO,
        first: Duration::ZERO,
        longest: Duration::ZERO,
    };

    /// Sets how many consecutive requests may make no progress, including the first. A request that makes progress resets
    /// the count. Zero is refused before anything is sent; [`NONE`](Self::NONE) sends once.
    pub fn attempts(self, attempts: u32) -> Self {
        Retries { attempts, ..self }
    }

    /// Sets how long after the start another attempt may begin.
    pub fn time(self, time: Duration) -> Self {
        Retries { time, ..self }
    }

    /// Sets the bound of the first pause, and the longest bound. The bound doubles from one pause to the next.
    pub fn pauses(self, first: Duration, longest: Duration) -> Self {
        Retries { first, longest, ..self }
    }
}

impl Retries {
    /// Refuses a budget of zero attempts.
    pub(crate) fn check(self) -> Result<()> {
        if self.attempts == 0 {
            return Err(Error::input(
                "`attempts` is 0, but the first request counts as one; allow 1 or more, or use `Retries::NONE`",
            ));
        }
        Ok(())
    }
}

/// A retry budget in use.
#[derive(Debug)]
pub(crate) struct Backoff {
    retries: Retries,
    started: Instant,
    /// Consecutive attempts without progress.
    idle: u32,
    /// Whether the last attempt made progress, and so does not count.
    progressed: bool,
    bound: Duration,
}

impl Backoff {
    pub(crate) fn new(retries: Retries) -> Self {
        Backoff {
            retries,
            started: Instant::now(),
            idle: 0,
            progressed: false,
            bound: retries.first,
        }
    }

    /// Counts the time budget from `started`, which other requests may share.
    pub(crate) fn since(self, started: Instant) -> Self {
        Backoff { started, ..self }
    }

    /// Records that the last attempt made progress.
    pub(crate) fn progress(&mut self) {
        self.idle = 0;
        self.progressed = true;
        self.bound = self.retries.first;
    }

    /// Pauses before another attempt. Returns `false` at once if the budget is spent.
    pub(crate) async fn pause(&mut self) -> bool {
        if !std::mem::take(&mut self.progressed) {
            self.idle = self.idle.saturating_add(1);
        }
        let pause = self.bound.mul_f64(fastrand::f64());
        if self.idle >= self.retries.attempts || self.started.elapsed() + pause >= self.retries.time {
            return false;
        }
        self.bound = self.bound.saturating_mul(2).min(self.retries.longest);
        sleep(pause).await;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_budget_ends_by_attempts_unless_there_is_progress() {
        let mut backoff = Backoff::new(Retries::default().attempts(3));
        assert!(backoff.pause().await);
        assert!(backoff.pause().await);
        assert!(!backoff.pause().await);

        let mut backoff = Backoff::new(Retries::default().attempts(3));
        for _ in 0..20 {
            assert!(backoff.pause().await);
            backoff.progress();
        }
    }

    #[tokio::test(start_paused = true)]
    async fn progress_resets_the_number_of_attempts() {
        let mut backoff = Backoff::new(Retries::default().attempts(3));
        backoff.progress();
        // One pause after the attempt with progress, two after attempts without.
        for _ in 0..3 {
            assert!(backoff.pause().await);
        }
        assert!(!backoff.pause().await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_budget_ends_by_time_despite_progress() {
        let started = Instant::now();
        let time = Duration::from_secs(7);
        let mut backoff = Backoff::new(Retries::default().attempts(u32::MAX).time(time)).since(started);
        while backoff.pause().await {}
        assert!(started.elapsed() < time);
        assert!(!Backoff::new(Retries::NONE).pause().await);
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_are_capped() {
        let (first, longest) = (Duration::from_millis(10), Duration::from_millis(40));
        let retries = Retries::default().attempts(50).pauses(first, longest);
        let mut backoff = Backoff::new(retries);
        let mut last = Instant::now();
        while backoff.pause().await {
            assert!(last.elapsed() <= longest + Duration::from_millis(1));
            last = Instant::now();
        }
    }
}
