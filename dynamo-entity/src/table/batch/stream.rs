//! Writes as they come: gathered into requests, never two of one key under way at one time.

use std::collections::HashSet;
use std::pin::pin;

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::future::{Either, select};

use super::flights::Flights;
use crate::error::{Error, Result};
use crate::operation::{Identity, Write, WriteChunk, Writing};

/// Writes on their way from a source into requests.
pub(super) struct Gather {
    flights: Flights<Writing>,
    /// The next request.
    chunk: WriteChunk,
    /// A write that has no place in it: it is full, or the same key is under way.
    held: Option<Write>,
    /// The keys under way: which of two requests is done first is not known.
    under_way: HashSet<Identity>,
    pulled: usize,
}

/// What is left when nothing is under way any more.
pub(super) struct Gathered {
    pub(super) flights: Flights<Writing>,
    /// Writes that were not sent.
    pub(super) left: Vec<Write>,
    /// Why the source ended early.
    pub(super) error: Option<Error>,
}

/// What there is to do next.
enum Step {
    Send,
    Wait,
    Pull,
    End,
}

impl Gather {
    pub(super) fn new(flights: Flights<Writing>) -> Self {
        Gather {
            flights,
            chunk: WriteChunk::default(),
            held: None,
            under_way: HashSet::new(),
            pulled: 0,
        }
    }

    /// Sends what `source` gives until it ends, gives an error, or a request fails.
    pub(super) async fn run(mut self, source: impl Stream<Item = Result<Write>>) -> Gathered {
        let mut source = pin!(source.fuse());
        let mut error = None;
        let mut has_ended = false;
        loop {
            match self.step(has_ended) {
                Step::End => break,
                Step::Send => self.send(),
                Step::Wait => self.land().await,
                Step::Pull => match self.pull(source.next()).await {
                    None => {}
                    Some(Some(Ok(write))) => self.take(write),
                    Some(Some(Err(bad))) => {
                        // What came before it is sent all the same.
                        (error, has_ended) = (Some(bad), true);
                    }
                    Some(None) => has_ended = true,
                },
            }
        }
        while !self.flights.is_empty() {
            self.land().await;
        }
        let mut left = self.chunk.into_writes();
        left.extend(self.held);
        Gathered {
            flights: self.flights,
            left,
            error,
        }
    }

    fn step(&mut self, has_ended: bool) -> Step {
        if self.flights.failed() {
            return Step::End;
        }
        if let Some(write) = self.held.take() {
            self.place(write);
        }
        let nothing_more = has_ended && self.held.is_none();
        let is_ready = self.chunk.is_full() || self.held.is_some() || nothing_more;
        match () {
            () if nothing_more && self.chunk.is_empty() => Step::End,
            () if !is_ready => Step::Pull,
            () if self.flights.has_room() && !self.chunk.is_empty() => Step::Send,
            () => Step::Wait,
        }
    }

    /// Waits for the source, and for answers meanwhile; `None` after an answer.
    async fn pull<T: Future + Unpin>(&mut self, next: T) -> Option<T::Output> {
        if self.flights.is_empty() {
            return Some(next.await);
        }
        let landed = match select(next, pin!(self.flights.land())).await {
            Either::Left((item, _)) => return Some(item),
            Either::Right((landed, _)) => landed,
        };
        self.landed(landed);
        None
    }

    fn take(&mut self, mut write: Write) {
        write.place = self.pulled;
        self.pulled += 1;
        self.place(write);
    }

    fn place(&mut self, write: Write) {
        if self.under_way.contains(&write.identity) || !self.chunk.takes(&write) {
            self.held = Some(write);
        } else {
            self.chunk.push(write);
        }
    }

    fn send(&mut self) {
        let writes = std::mem::take(&mut self.chunk).into_writes();
        self.under_way.extend(writes.iter().map(|write| write.identity.clone()));
        self.flights.start(writes);
    }

    async fn land(&mut self) {
        let landed = self.flights.land().await;
        self.landed(landed);
    }

    fn landed(&mut self, done: Option<Vec<Write>>) {
        for write in done.into_iter().flatten() {
            self.under_way.remove(&write.identity);
        }
    }
}
