//! The options of a batch: how many requests are in flight, and how often each is retried.

use std::fmt;

use crate::error::{Error, Result};
use crate::wire::progress::Progress;
use crate::wire::retry::Retries;

/// Leaves room for other users of the client, and still hides most of the latency.
const IN_FLIGHT: usize = 4;

/// How a batch is sent: how many requests at a time, how many retries, and where progress is reported.
pub(crate) struct Options {
    pub(crate) in_flight: usize,
    pub(crate) retries: Retries,
    pub(crate) on_progress: Option<OnProgress>,
}

type OnProgress = Box<dyn FnMut(&Progress) + Send>;

impl Default for Options {
    fn default() -> Self {
        Options {
            in_flight: IN_FLIGHT,
            retries: Retries::default(),
            on_progress: None,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("in_flight", &self.in_flight)
            .field("retries", &self.retries)
            .finish_non_exhaustive()
    }
}

impl Options {
    /// Refuses options with which nothing would ever be sent.
    pub(crate) fn check(&self) -> Result<()> {
        if self.in_flight == 0 {
            return Err(Error::input(
                "`in_flight` is 0, so no request could be sent; allow 1 or more",
            ));
        }
        self.retries.check()
    }
}

/// Defines the methods that set the options of a batch, which are in this field.
macro_rules! option_methods {
    ($($options:ident).+) => {
        /// Sets how many requests may be in flight at one time; four by default. Zero is refused when the batch is sent.
        ///
        /// The requests run on the task that awaits the batch: nothing is spawned.
        pub fn in_flight(mut self, requests: usize) -> Self {
            self.$($options).+.in_flight = requests;
            self
        }

        /// Sets how often, and for how long, to retry what DynamoDB leaves unprocessed, and what it throttles after the
        /// SDK's client has given up.
        ///
        /// `attempts` counts consecutive attempts of one request that make no progress. `time` counts from the start of the
        /// batch; for a stream, which has no natural length, from the first attempt of each request.
        pub fn retries(mut self, retries: $crate::wire::retry::Retries) -> Self {
            self.$($options).+.retries = retries;
            self
        }

        /// Calls `on_progress` after each answer, and after each request that failed.
        pub fn on_progress(
            mut self,
            on_progress: impl FnMut(&$crate::wire::progress::Progress) + Send + 'static,
        ) -> Self {
            self.$($options).+.on_progress = Some(Box::new(on_progress));
            self
        }
    };
}
pub(crate) use option_methods;
