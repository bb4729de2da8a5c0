//! The future of a request.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::error::Result;

/// The future of a request. It owns what it needs, so it may be spawned. Nothing is sent before it is polled.
///
/// The chapter [Observability](mod@crate::guide::observability) of the guide has examples.
#[must_use = "a request is sent when it is awaited"]
pub struct Sending<T>(Pin<Box<dyn Future<Output = Result<T>> + Send>>);

impl<T> Sending<T> {
    pub(crate) fn new(future: impl Future<Output = Result<T>> + Send + 'static) -> Self {
        Sending(Box::pin(future))
    }

    /// Like [`new`](Sending::new), for a future that contains the SDK's and so is over 10 KB large.
    #[inline]
    pub(crate) fn boxed_in_place<F: Future<Output = Result<T>> + Send + 'static>(make: impl FnOnce() -> F) -> Self {
        Sending(in_place(make))
    }
}

/// Makes a future directly in its box, so that it is not made on the stack and then copied.
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
