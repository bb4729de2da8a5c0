//! A request on its way.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::error::Result;

/// A request on its way. It owns what it needs, so it may be spawned; nothing is sent before it is polled.
#[must_use = "a request is sent when it is awaited"]
pub struct Sending<T>(Pin<Box<dyn Future<Output = Result<T>> + Send>>);

impl<T> Sending<T> {
    pub(crate) fn new(future: impl Future<Output = Result<T>> + Send + 'static) -> Self {
        Sending(Box::pin(future))
    }

    /// As [`new`](Sending::new), of a future that has the SDK's in it and so is over 10 KB large.
    #[inline]
    pub(crate) fn boxed_in_place<F: Future<Output = Result<T>> + Send + 'static>(make: impl FnOnce() -> F) -> Self {
        Sending(in_place(make))
    }
}

/// A future, made where it stays: with its place there first it is not made elsewhere and copied.
#[inline]
pub(super) fn in_place<F>(make: impl FnOnce() -> F) -> Pin<Box<F>> {
    let place = Box::new_uninit();
    Box::into_pin(Box::write(place, make()))
}

impl<T> Future for Sending<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending(..)")
    }
}
