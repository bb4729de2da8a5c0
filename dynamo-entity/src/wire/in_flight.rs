//! Requests in flight: each is retried until its entries are done, or the retry budget is spent.

use std::pin::Pin;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::time::Instant;

use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::wire::options::Options;
use crate::wire::progress::Progress;
use crate::wire::retry::Backoff;
use crate::wire::sending::in_place;
use crate::wire::table::TableClient;

/// The work of a batch: makes a request of entries, and learns from the answer which entries are done.
pub(crate) trait Work: Clone + Send + Sync + 'static {
    type Entry: Send + 'static;
    /// A finished entry, with its result.
    type Done;
    type Request: Send;
    type Answer: Send;

    fn request(&self, entries: &[Self::Entry]) -> Self::Request;

    fn send(table: &TableClient, request: Self::Request) -> impl Future<Output = Result<Self::Answer>> + Send;

    fn settle(&self, entries: Vec<Self::Entry>, answer: Self::Answer) -> Settled<Self::Entry, Self::Done>;
}

/// The requests of one batch that are in flight.
pub(crate) struct InFlight<W: Work> {
    pub(crate) table: Arc<TableClient>,
    work: W,
    options: Options,
    under_way: FuturesUnordered<Attempted<W>>,
    /// When the time budget started; `None` if each request has its own.
    started: Option<Instant>,
    pub(crate) progress: Progress,
    /// The first error. Nothing is sent after it.
    error: Option<Error>,
    /// Entries that are not known to be done.
    left: Vec<W::Entry>,
}

/// One request, with what its retries need.
struct Chunk<E> {
    entries: Vec<E>,
    backoff: Backoff,
    is_retry: bool,
    /// The error that throttled the whole request.
    throttled: Option<Error>,
}

type Landing<W> = (Chunk<<W as Work>::Entry>, Attempt<W>);

type Attempted<W> = Pin<Box<dyn Future<Output = Landing<W>> + Send>>;

enum Attempt<W: Work> {
    Answered(W::Answer),
    Failed(Error),
    /// The retry budget was spent, and nothing was sent.
    GivenUp,
}

impl<W: Work> InFlight<W> {
    /// Creates a set of requests that share one time budget, which starts now.
    pub(crate) fn together(table: Arc<TableClient>, work: W, options: Options, total: usize) -> Self {
        let mut in_flight = InFlight::separately(table, work, options);
        in_flight.started = Some(Instant::now());
        in_flight.progress.total = Some(total);
        in_flight
    }

    /// Creates a set of requests that each have their own time budget.
    pub(crate) fn separately(table: Arc<TableClient>, work: W, options: Options) -> Self {
        InFlight {
            table,
            work,
            options,
            under_way: FuturesUnordered::new(),
            started: None,
            progress: Progress::default(),
            error: None,
            left: Vec::new(),
        }
    }

    /// Whether another request may start.
    pub(crate) fn has_room(&self) -> bool {
        self.under_way.len() < self.options.in_flight
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.under_way.is_empty()
    }

    pub(crate) fn failed(&self) -> bool {
        self.error.is_some()
    }

    pub(crate) fn start(&mut self, entries: Vec<W::Entry>) {
        let started = self.started.unwrap_or_else(Instant::now);
        self.launch(Chunk {
            entries,
            backoff: Backoff::new(self.options.retries).since(started),
            is_retry: false,
            throttled: None,
        });
    }

    fn launch(&self, chunk: Chunk<W::Entry>) {
        let (table, work) = (Arc::clone(&self.table), self.work.clone());
        self.under_way.push(in_place(|| attempt(table, work, chunk)));
    }

    /// Waits for an answer and returns the entries that are done with it. Entries that are not done are retried. Returns
    /// `None` when no request is in flight.
    ///
    /// Nothing is lost if the future is dropped before it completes.
    pub(crate) async fn next_completed(&mut self) -> Option<Vec<W::Done>> {
        let (chunk, attempt) = self.under_way.next().await?;
        if let Attempt::GivenUp = attempt {
            let error = chunk.throttled.unwrap_or_else(|| Error::new(Fault::Unprocessed));
            self.fail(error, chunk.entries);
            return Some(Vec::new());
        }
        self.progress.requests += 1;
        if chunk.is_retry {
            self.progress.retried += chunk.entries.len();
        }
        let done = match attempt {
            Attempt::Answered(answer) => self.answered(chunk, answer),
            Attempt::GivenUp => Vec::new(),
            Attempt::Failed(error) => {
                if error.is_throttled() {
                    let throttled = Some(error);
                    self.again(Chunk { throttled, ..chunk });
                } else {
                    self.fail(error, chunk.entries);
                }
                Vec::new()
            }
        };
        self.report();
        Some(done)
    }

    fn answered(&mut self, mut chunk: Chunk<W::Entry>, answer: W::Answer) -> Vec<W::Done> {
        let settled = self.work.settle(chunk.entries, answer);
        self.progress.done += settled.done.len();
        self.progress.consumed_capacity += settled.consumed_capacity;
        if !settled.done.is_empty() {
            chunk.backoff.progress();
        }
        if let Some(error) = settled.error {
            self.fail(error, settled.left);
        } else if !settled.left.is_empty() {
            self.again(Chunk {
                entries: settled.left,
                throttled: None,
                ..chunk
            });
        }
        settled.done
    }

    /// Retries the entries that are left of a request, unless the batch has failed.
    fn again(&mut self, mut chunk: Chunk<W::Entry>) {
        if self.failed() {
            self.left.append(&mut chunk.entries);
            return;
        }
        let is_retry = true;
        self.launch(Chunk { is_retry, ..chunk });
    }

    fn fail(&mut self, error: Error, mut entries: Vec<W::Entry>) {
        self.error.get_or_insert(error);
        self.left.append(&mut entries);
    }

    fn report(&mut self) {
        if let Some(on_progress) = &mut self.options.on_progress {
            on_progress(&self.progress);
        }
    }

    /// Returns the first error, and the entries that are not known to be done.
    pub(crate) fn into_left(self) -> (Option<Error>, Vec<W::Entry>) {
        (self.error, self.left)
    }
}

async fn attempt<W: Work>(table: Arc<TableClient>, work: W, mut chunk: Chunk<W::Entry>) -> Landing<W> {
    if chunk.is_retry && !chunk.backoff.pause().await {
        return (chunk, Attempt::GivenUp);
    }
    let attempt = match W::send(&table, work.request(&chunk.entries)).await {
        Ok(answer) => Attempt::Answered(answer),
        Err(error) => Attempt::Failed(error),
    };
    (chunk, attempt)
}

/// Which entries of one request are done, and which are left.
#[derive(Debug)]
pub(crate) struct Settled<Entry, Done> {
    pub(crate) done: Vec<Done>,
    /// Entries to retry.
    pub(crate) left: Vec<Entry>,
    pub(crate) consumed_capacity: f64,
    /// Set if the answer makes no sense.
    pub(crate) error: Option<Error>,
}
