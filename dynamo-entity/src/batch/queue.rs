//! Writes as they come: gathered into requests, never two of one key under way at one time.

use std::collections::HashSet;
use std::pin::pin;

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::future::{Either, select};

use crate::batch::writing::{Write, WriteChunk, Writes, Writing};
use crate::error::{Error, Result};
use crate::read::keys::identity::{HashIdentity, Identity};
use crate::wire::in_flight::InFlight;

/// Writes on their way from a source into requests.
pub(super) struct WriteQueue {
    flights: InFlight<Writing>,
    /// Writes that are there before those of the source.
    first: Box<dyn Iterator<Item = Write> + Send>,
    /// The next request.
    chunk: WriteChunk,
    /// A write that has no place in it: it is full, or the same key is under way.
    held: Option<Write>,
    /// The keys under way: which of two requests is done first is not known.
    under_way: HashSet<Identity, HashIdentity>,
    pulled: usize,
}

/// What is left when nothing is under way any more.
pub(super) struct Gathered {
    pub(crate) flights: InFlight<Writing>,
    /// Writes that were not sent.
    pub(crate) left: Vec<Write>,
    /// Why the source ended early.
    pub(crate) error: Option<Error>,
}

/// What there is to do next.
enum Step {
    Send,
    Wait,
    Pull,
    End,
}

impl WriteQueue {
    pub(crate) fn new(flights: InFlight<Writing>, first: Writes) -> Self {
        WriteQueue {
            flights,
            first: Box::new(first.into_writes()),
            chunk: WriteChunk::default(),
            held: None,
            under_way: HashSet::default(),
            pulled: 0,
        }
    }

    /// Sends what is there, and then what `source` gives until it ends, gives an error, or a request fails.
    pub(crate) async fn run(mut self, source: impl Stream<Item = Result<Write>>) -> Gathered {
        let mut source = pin!(source.fuse());
        let mut error = None;
        let mut has_ended = false;
        loop {
            match self.step(has_ended) {
                Step::End => break,
                Step::Send => self.send(),
                Step::Wait => self.next_completed().await,
                Step::Pull => match self.next(&mut source).await {
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
            self.next_completed().await;
        }
        let mut left = std::mem::take(&mut self.chunk).into_writes();
        left.extend(self.held.take());
        while let Some(write) = self.first.next() {
            left.push(self.number(write));
        }
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

    /// The next write. It waits for the source, and for answers meanwhile; `None` after an answer.
    async fn next<S>(&mut self, source: &mut S) -> Option<Option<S::Item>>
    where
        S: Stream<Item = Result<Write>> + Unpin,
    {
        if let Some(write) = self.first.next() {
            return Some(Some(Ok(write)));
        }
        let next = source.next();
        if self.flights.is_empty() {
            return Some(next.await);
        }
        let landed = match select(next, pin!(self.flights.next_completed())).await {
            Either::Left((item, _)) => return Some(item),
            Either::Right((landed, _)) => landed,
        };
        self.landed(landed);
        None
    }

    fn take(&mut self, write: Write) {
        let write = self.number(write);
        self.place(write);
    }

    fn number(&mut self, mut write: Write) -> Write {
        write.place = self.pulled;
        self.pulled += 1;
        write
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

    async fn next_completed(&mut self) {
        let landed = self.flights.next_completed().await;
        self.landed(landed);
    }

    fn landed(&mut self, done: Option<Vec<Write>>) {
        for write in done.into_iter().flatten() {
            self.under_way.remove(&write.identity);
        }
    }
}
