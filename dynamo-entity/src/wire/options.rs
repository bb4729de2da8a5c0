//! How many requests are in flight, and how often each is sent again.

use std::fmt;

use crate::error::{Error, Result};
use crate::wire::progress::Progress;
use crate::wire::retry::Retries;

/// Few enough to leave room for others on a client, enough to hide most of the time that requests take.
const IN_FLIGHT: usize = 4;

/// How a batch is sent: how many requests at a time, how often again, and who is told.
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
    /// Refuses options by which nothing would ever be sent.
    pub(crate) fn check(&self) -> Result<()> {
        if self.in_flight == 0 {
            return Err(Error::input(
                "`in_flight` is 0, so that no request could be sent; allow 1 or more",
            ));
        }
        self.retries.check()
    }
}

/// The methods that set the options of a batch.
macro_rules! option_methods {
    () => {
        /// How many requests may be under way at one time; four by default. Zero is refused when the batch is sent.
        ///
        /// They run on the task that awaits the batch: nothing is spawned.
        pub fn in_flight(mut self, requests: usize) -> Self {
            self.options.in_flight = requests;
            self
        }

        /// How often, and for how long, what DynamoDB leaves unprocessed is sent again, and so is what it throttles when the
        /// SDK's client has given up.
        ///
        /// The attempts are those of one request in a row that achieve nothing. The time counts from the start of the whole;
        /// for a stream, which has no natural length, from the first attempt of each request.
        pub fn retries(mut self, retries: $crate::wire::retry::Retries) -> Self {
            self.options.retries = retries;
            self
        }

        /// Calls `on_progress` after each answer, and after each request that failed.
        pub fn on_progress(
            mut self,
            on_progress: impl FnMut(&$crate::wire::progress::Progress) + Send + 'static,
        ) -> Self {
            self.options.on_progress = Some(Box::new(on_progress));
            self
        }
    };
}
pub(crate) use option_methods;
