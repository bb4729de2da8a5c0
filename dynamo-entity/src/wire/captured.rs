//! The body of an answer, kept away from the SDK's deserializer.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use aws_smithy_types::body::SdkBody;
use http_body::{Body, Frame};

pub(super) type Data = <SdkBody as Body>::Data;
type Failure = <SdkBody as Body>::Error;

/// The most that is set aside for the rest of a body, which is what DynamoDB answers at most. The rest is what a header says.
const MOST_EXPECTED: u64 = 16 * 1024 * 1024;

/// The SDK reads this output without members instead of the answer.
const EMPTY: &[u8] = b"{}";

/// The place for a body that was read to its end. Such a body is in memory.
#[derive(Clone, Default)]
pub(super) struct Captured(Arc<Mutex<Option<SdkBody>>>);

impl Captured {
    /// Keeps the body here. Returns a body for the SDK, which reads this one to its end and itself reads as an empty object.
    pub(super) fn capture(&self, body: SdkBody) -> SdkBody {
        if body.bytes().is_some() {
            self.put(body);
            return SdkBody::from(EMPTY);
        }
        SdkBody::from_body_1_x(CapturedBody {
            body,
            read: Collected::Nothing,
            captured: Some(self.clone()),
        })
    }

    /// Takes the body that was read last.
    pub(super) fn take(&self) -> Option<SdkBody> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn put(&self, body: SdkBody) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
    }
}

struct CapturedBody {
    body: SdkBody,
    read: Collected,
    /// `None` once the body was read to its end.
    captured: Option<Captured>,
}

/// The data of a body. Most bodies come in one piece, which is not copied.
#[derive(Default)]
pub(super) enum Collected {
    #[default]
    Nothing,
    One(Data),
    Many(Vec<u8>),
}

impl Collected {
    /// Adds data, after which at least this many bytes are expected.
    pub(super) fn add(&mut self, data: Data, rest: u64) {
        let mut all = match std::mem::take(self) {
            Collected::Nothing => {
                *self = Collected::One(data);
                return;
            }
            Collected::One(first) => {
                let rest = usize::try_from(rest.min(MOST_EXPECTED)).unwrap_or_default();
                let mut all = Vec::with_capacity(first.len() + data.len() + rest);
                all.extend_from_slice(&first);
                all
            }
            Collected::Many(all) => all,
        };
        all.extend_from_slice(&data);
        *self = Collected::Many(all);
    }

    pub(super) fn into_body(self) -> SdkBody {
        match self {
            Collected::Nothing => SdkBody::empty(),
            Collected::One(data) => SdkBody::from(data),
            Collected::Many(all) => SdkBody::from(all),
        }
    }
}

impl Body for CapturedBody {
    type Data = Data;
    type Error = Failure;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Data>, Failure>>> {
        let this = self.get_mut();
        loop {
            let Some(captured) = &this.captured else {
                return Poll::Ready(None);
            };
            match ready!(Pin::new(&mut this.body).poll_frame(context)) {
                Some(Ok(frame)) => {
                    // Trailers hold no data.
                    if let Ok(data) = frame.into_data() {
                        this.read.add(data, this.body.size_hint().lower());
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    captured.put(std::mem::take(&mut this.read).into_body());
                    this.captured = None;
                    return Poll::Ready(Some(Ok(Frame::data(Data::from_static(EMPTY)))));
                }
            }
        }
    }
}
