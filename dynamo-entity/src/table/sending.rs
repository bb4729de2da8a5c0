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

    /// As [`new`](Sending::new). A future that has the SDK's in it is over 10 KB large, and made where it stays, not copied.
    #[inline]
    pub(crate) fn made_by<F: Future<Output = Result<T>> + Send + 'static>(make: impl FnOnce() -> F) -> Self {
        let place = Box::new_uninit();
        let future = Box::write(place, make());
        Sending(Box::into_pin(future))
    }
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
