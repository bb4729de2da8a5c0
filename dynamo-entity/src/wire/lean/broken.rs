//! The body of an answer that broke off, so that the SDK finds the error where it would have found it.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use http_body::{Body, Frame};

type Data = <SdkBody as Body>::Data;
type Failure = Box<dyn Error + Send + Sync>;

/// A body that has no data, and fails with this error.
pub(super) struct BrokenBody(Option<Failure>);

impl BrokenBody {
    /// Returns a body that fails with this error.
    pub(super) fn of(error: impl Into<Failure>) -> SdkBody {
        SdkBody::from_body_1_x(BrokenBody(Some(error.into())))
    }
}

impl Body for BrokenBody {
    type Data = Data;
    type Error = Failure;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Data>, Failure>>> {
        Poll::Ready(self.0.take().map(Err))
    }
}
