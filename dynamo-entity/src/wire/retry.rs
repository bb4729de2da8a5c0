//! Pauses between attempts: capped exponential backoff with full jitter, under a budget.
//!
//! Source: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015: each pause is drawn evenly from
//! zero to a bound that doubles with every attempt up to a cap.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::error::{Error, Result};

/// How often, and for how long, work that DynamoDB did not do is sent again.
///
/// It comes on top of the retries of the SDK's client, which are of whole requests that failed: this is for requests that
/// were answered, with part of the work left undone or a transaction in conflict with another.
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
    /// Ten attempts without progress, sixty seconds in all, pauses of at most 50 ms at first and at most five seconds later.
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
    /// Nothing is sent again.
    pub const NONE: Retries = Retries {
        attempts: 1,
        time: Duration::ZERO,
        first: Duration::ZERO,
        longest: Duration::ZERO,
    };

    /// How many requests in a row may achieve nothing, the first included; each that achieves something starts the count
    /// again. Zero is refused before anything is sent: [`NONE`](Self::NONE) sends once.
    pub fn attempts(self, attempts: u32) -> Self {
        Retries { attempts, ..self }
    }

    /// How long after the start another attempt may begin.
    pub fn time(self, time: Duration) -> Self {
        Retries { time, ..self }
    }

    /// The bound of the first pause, and that of every pause; the bound doubles from one to the other.
    pub fn pauses(self, first: Duration, longest: Duration) -> Self {
        Retries { first, longest, ..self }
    }
}

impl Retries {
    /// Refuses a budget of no attempt at all.
    pub(crate) fn check(self) -> Result<()> {
        if self.attempts == 0 {
            return Err(Error::input(
                "`attempts` is 0, and the first request is one; allow 1 or more, or give `Retries::NONE`",
            ));
        }
        Ok(())
    }
}

/// A budget that is being used up.
#[derive(Debug)]
pub(crate) struct Backoff {
    retries: Retries,
    started: Instant,
    /// Attempts in a row that achieved nothing.
    idle: u32,
    /// The last attempt achieved something, and does not count.
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

    /// The budget's clock started earlier, with that of other work.
    pub(crate) fn since(self, started: Instant) -> Self {
        Backoff { started, ..self }
    }

    /// The last attempt achieved something.
    pub(crate) fn progress(&mut self) {
        self.idle = 0;
        self.progressed = true;
        self.bound = self.retries.first;
    }

    /// Pauses before another attempt; `false`, at once, if the budget has none left.
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
    async fn after_progress_as_many_attempts_are_left_as_at_first() {
        let mut backoff = Backoff::new(Retries::default().attempts(3));
        backoff.progress();
        // After the one that achieved something, and after two that did not.
        for _ in 0..3 {
            assert!(backoff.pause().await);
        }
        assert!(!backoff.pause().await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_budget_ends_in_time_whatever_the_progress() {
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
