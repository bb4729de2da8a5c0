//! Requests in flight: each is sent again until its entries are done, or the budget is spent.

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

/// How entries become a request, and its answer says which of them are done.
pub(crate) trait Work: Clone + Send + Sync + 'static {
    type Entry: Send + 'static;
    /// An entry that is done, with what the answer says of it.
    type Done;
    type Request: Send;
    type Answer: Send;

    fn build(&self, entries: &[Self::Entry]) -> Result<Self::Request>;

    fn send(table: &TableClient, request: Self::Request) -> impl Future<Output = Result<Self::Answer>> + Send;

    fn settle(&self, entries: Vec<Self::Entry>, answer: Self::Answer) -> Settled<Self::Entry, Self::Done>;
}

/// The requests of one batch that are under way.
pub(crate) struct InFlight<W: Work> {
    pub(crate) table: Arc<TableClient>,
    work: W,
    options: Options,
    under_way: FuturesUnordered<Attempted<W>>,
    /// When the budget's clock started; `None` if each request has its own.
    started: Option<Instant>,
    pub(crate) progress: Progress,
    /// The first thing that went wrong: nothing is sent after it.
    error: Option<Error>,
    /// What is not known to be done.
    left: Vec<W::Entry>,
}

/// One request with what it needs to be sent again.
struct Chunk<E> {
    entries: Vec<E>,
    backoff: Backoff,
    is_retry: bool,
    /// Why all of it was to be sent again.
    throttled: Option<Error>,
}

type Landing<W> = (Chunk<<W as Work>::Entry>, Attempt<W>);

type Attempted<W> = Pin<Box<dyn Future<Output = Landing<W>> + Send>>;

enum Attempt<W: Work> {
    Answered(W::Answer),
    Failed(Error),
    /// The budget was used up, and nothing was sent.
    GivenUp,
}

impl<W: Work> InFlight<W> {
    /// Requests whose budget of time counts from now, all together.
    pub(crate) fn together(table: Arc<TableClient>, work: W, options: Options, total: usize) -> Self {
        let mut flights = InFlight::separately(table, work, options);
        flights.started = Some(Instant::now());
        flights.progress.total = Some(total);
        flights
    }

    /// Requests each of which has its own budget of time.
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

    /// Waits for an answer and gives the entries that are done with it; what is not done is on its way again. `None` when
    /// nothing is under way.
    ///
    /// Nothing is lost if the future is dropped before it is done.
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

    /// Sends again what is left of a request, unless the batch has failed.
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

    /// The first thing that went wrong, and what is not known to be done.
    pub(crate) fn into_left(self) -> (Option<Error>, Vec<W::Entry>) {
        (self.error, self.left)
    }
}

async fn attempt<W: Work>(table: Arc<TableClient>, work: W, mut chunk: Chunk<W::Entry>) -> Landing<W> {
    if chunk.is_retry && !chunk.backoff.pause().await {
        return (chunk, Attempt::GivenUp);
    }
    let attempt = match work.build(&chunk.entries) {
        Ok(request) => match W::send(&table, request).await {
            Ok(answer) => Attempt::Answered(answer),
            Err(error) => Attempt::Failed(error),
        },
        Err(error) => Attempt::Failed(error),
    };
    (chunk, attempt)
}

/// What became of the entries of one request.
#[derive(Debug)]
pub(crate) struct Settled<Entry, Done> {
    pub(crate) done: Vec<Done>,
    /// What is to be sent again.
    pub(crate) left: Vec<Entry>,
    pub(crate) consumed_capacity: f64,
    /// Why the answer makes no sense.
    pub(crate) error: Option<Error>,
}

/// The capacity units of an answer.
pub(crate) fn units(capacity: Option<Vec<aws_sdk_dynamodb::types::ConsumedCapacity>>) -> f64 {
    let tables = capacity.unwrap_or_default();
    tables.iter().filter_map(|table| table.capacity_units).sum()
}
