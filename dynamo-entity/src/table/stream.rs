//! The items of a query one by one.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::query::Pager;
use crate::entity::Entity;
use crate::error::{Error, Result};
use crate::projection::Projected;

/// The items of a query one by one, read page by page; it ends after the first error.
#[must_use = "streams do nothing unless polled"]
pub struct ItemStream<E, T> {
    items: VecDeque<T>,
    state: State<E, T>,
}

type NextPage<E, T> = Pin<Box<dyn Future<Output = (Pager<E, T>, Result<Option<Vec<T>>>)> + Send>>;

enum State<E, T> {
    /// Before a page is asked for.
    Idle(Box<Pager<E, T>>),
    Reading(NextPage<E, T>),
    /// The query could not be built.
    Failed(Error),
    Done,
}

// Nothing is pinned in place: the future is in a box.
impl<E, T> Unpin for ItemStream<E, T> {}

impl<E: Entity, T: Projected<E>> ItemStream<E, T> {
    pub(super) fn new(pager: Result<Pager<E, T>>) -> Self {
        ItemStream {
            items: VecDeque::new(),
            state: match pager {
                Ok(pager) => State::Idle(Box::new(pager)),
                Err(error) => State::Failed(error),
            },
        }
    }
}

impl<E: Entity, T: Projected<E>> Stream for ItemStream<E, T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match std::mem::replace(&mut self.state, State::Done) {
                State::Idle(pager) => {
                    self.state = State::Reading(Box::pin(async move {
                        let mut pager = *pager;
                        let page = pager.next().await;
                        (pager, page)
                    }));
                }
                State::Reading(mut reading) => {
                    let Poll::Ready((pager, page)) = reading.as_mut().poll(context) else {
                        self.state = State::Reading(reading);
                        return Poll::Pending;
                    };
                    match page {
                        Ok(Some(items)) => {
                            self.items = items.into();
                            self.state = State::Idle(Box::new(pager));
                        }
                        Ok(None) => return Poll::Ready(None),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                State::Failed(error) => return Poll::Ready(Some(Err(error))),
                State::Done => return Poll::Ready(None),
            }
        }
    }
}

impl<E, T> fmt::Debug for ItemStream<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ItemStream(..)")
    }
}
