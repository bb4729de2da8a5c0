//! The queue that packs writes from a source into requests. Two writes of one key are never in flight at the same time.

use std::collections::HashSet;
use std::pin::pin;

use futures_core::Stream;
use futures_util::StreamExt;
use futures_util::future::{Either, select};

use crate::batch::writing::{Write, WriteChunk, Writes, Writing};
use crate::error::{Error, Result};
use crate::read::keys::identity::{HashIdentity, Identity};
use crate::wire::in_flight::InFlight;

/// Packs writes from a source into requests and sends them.
pub(super) struct WriteQueue {
    in_flight: InFlight<Writing>,
    /// Writes to send before those of the source.
    first: Box<dyn Iterator<Item = Write> + Send>,
    /// The next request, still being filled.
    chunk: WriteChunk,
    /// A write that does not fit into `chunk`: the chunk is full, or a write of the same key is in flight.
    postponed: Option<Write>,
    /// The keys in flight. Requests may finish in any order, so a key must not be in two of them.
    under_way: HashSet<Identity, HashIdentity>,
    pulled: usize,
}

/// The result, once nothing is in flight any more.
pub(super) struct Gathered {
    pub(crate) in_flight: InFlight<Writing>,
    /// Writes that were not sent.
    pub(crate) left: Vec<Write>,
    /// Why the source ended early.
    pub(crate) error: Option<Error>,
}

/// The event that the queue waited for.
enum Next {
    Write(Write),
    /// The source yielded an error instead of a write.
    Bad(Error),
    /// The source has no more writes.
    End,
    /// A response came first, and has been handled.
    Response,
}

impl Next {
    fn of(write: Option<Result<Write>>) -> Self {
        match write {
            Some(Ok(write)) => Next::Write(write),
            Some(Err(bad)) => Next::Bad(bad),
            None => Next::End,
        }
    }
}

/// The next step of the queue.
enum Step {
    Send,
    Wait,
    Pull,
    End,
}

impl WriteQueue {
    pub(crate) fn new(in_flight: InFlight<Writing>, first: Writes) -> Self {
        WriteQueue {
            in_flight,
            first: Box::new(first.into_writes()),
            chunk: WriteChunk::default(),
            postponed: None,
            under_way: HashSet::default(),
            pulled: 0,
        }
    }

    /// Sends the first writes, then those of `source`, until the source ends or yields an error, or a request fails.
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
                    Next::Write(write) => self.take(write),
                    // The writes before the bad one are still sent.
                    Next::Bad(bad) => (error, has_ended) = (Some(bad), true),
                    Next::End => has_ended = true,
                    Next::Response => {}
                },
            }
        }
        while !self.in_flight.is_empty() {
            self.next_completed().await;
        }
        let mut left = std::mem::take(&mut self.chunk).into_writes();
        left.extend(self.postponed.take());
        while let Some(write) = self.first.next() {
            left.push(self.number(write));
        }
        Gathered {
            in_flight: self.in_flight,
            left,
            error,
        }
    }

    fn step(&mut self, has_ended: bool) -> Step {
        if self.in_flight.failed() {
            return Step::End;
        }
        if let Some(write) = self.postponed.take() {
            self.place(write);
        }
        let nothing_more = has_ended && self.postponed.is_none();
        let is_ready = self.chunk.is_full() || self.postponed.is_some() || nothing_more;
        match () {
            () if nothing_more && self.chunk.is_empty() => Step::End,
            () if !is_ready => Step::Pull,
            () if self.in_flight.has_room() && !self.chunk.is_empty() => Step::Send,
            () => Step::Wait,
        }
    }

    /// Waits for the next write of the source or the next response.
    async fn next<S>(&mut self, source: &mut S) -> Next
    where
        S: Stream<Item = Result<Write>> + Unpin,
    {
        if let Some(write) = self.first.next() {
            return Next::Write(write);
        }
        let next = source.next();
        if self.in_flight.is_empty() {
            return Next::of(next.await);
        }
        let completed = match select(next, pin!(self.in_flight.next_completed())).await {
            Either::Left((write, _)) => return Next::of(write),
            Either::Right((completed, _)) => completed,
        };
        self.completed(completed);
        Next::Response
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
            self.postponed = Some(write);
        } else {
            self.chunk.push(write);
        }
    }

    fn send(&mut self) {
        let writes = std::mem::take(&mut self.chunk).into_writes();
        self.under_way.extend(writes.iter().map(|write| write.identity.clone()));
        self.in_flight.start(writes);
    }

    async fn next_completed(&mut self) {
        let completed = self.in_flight.next_completed().await;
        self.completed(completed);
    }

    fn completed(&mut self, done: Option<Vec<Write>>) {
        for write in done.into_iter().flatten() {
            self.under_way.remove(&write.identity);
        }
    }
}
