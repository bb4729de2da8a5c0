//! Decides for each request of a table whether it leaves on the learnt route or through the SDK.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::retry::RetryMode;
use aws_sdk_dynamodb::config::{ConfigBag, RuntimeComponents};
use aws_smithy_types::body::SdkBody;

use crate::wire::lean::learning;
use crate::wire::lean::replay::ReplayClient;
use crate::wire::lean::route::{Attempt, Route};
use crate::wire::way::{SdkReason, Wire};

/// The most tokens that one retry takes from the SDK's retry budget. A success of the SDK gives one back.
const TOKENS_OF_A_RETRY: u32 = 14;
/// The SDK's retry budget, in tokens.
const TOKENS: u32 = 500;
/// After this many requests from which no route could be learnt, no other is learnt.
const MOST_MISFITS: u32 = 3;

/// The lane of a table: its route, or the reason why there is none.
pub(crate) struct Lane {
    state: RwLock<State>,
    /// Requests that go through the SDK until its retry budget is full again.
    through_sdk: AtomicU32,
}

struct State {
    route: Option<Arc<Route>>,
    misfits: u32,
    /// Why no request takes a route.
    closed: Option<SdkReason>,
}

/// What became of a request on a lane.
pub(crate) enum Sent {
    /// DynamoDB answered with success, and this body, which is in memory.
    Succeeded(SdkBody),
    /// Anything else came back, which the SDK gets as the answer to its own first attempt.
    Failed(ReplayClient),
    /// Nothing was sent.
    Not,
}

impl Lane {
    /// Creates a lane, which is closed if the client has anything that a route would bypass.
    pub(crate) fn of(client: &Client) -> Self {
        Lane::new(reason(client))
    }

    /// Creates a lane that is closed for this reason.
    pub(crate) fn closed(reason: SdkReason) -> Self {
        Lane::new(Some(reason))
    }

    fn new(closed: Option<SdkReason>) -> Self {
        Lane {
            state: RwLock::new(State {
                route: None,
                misfits: 0,
                closed,
            }),
            through_sdk: AtomicU32::new(0),
        }
    }

    /// Returns which way requests take.
    pub(crate) fn wire(&self) -> Wire {
        match self.state.read().unwrap_or_else(PoisonError::into_inner).closed {
            Some(reason) => Wire::Sdk(reason),
            None => Wire::Lean,
        }
    }

    /// Sends a request of this operation once, if the lane has a route.
    pub(crate) async fn send(&self, operation: &str, body: &SdkBody) -> Sent {
        let Some(route) = self.route() else {
            return Sent::Not;
        };
        match route.attempt(operation, body).await {
            Attempt::Succeeded(body) => Sent::Succeeded(body),
            Attempt::Failed(first) => {
                if route.has_clock_skew(&first) {
                    self.close(SdkReason::ClockSkew);
                }
                Sent::Failed(route.replay(first))
            }
            Attempt::NotSent => Sent::Not,
            Attempt::Outdated => {
                self.forget(&route);
                Sent::Not
            }
        }
    }

    /// Removes a route, unless another request has replaced it already.
    fn forget(&self, route: &Arc<Route>) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        state.route.take_if(|kept| Arc::ptr_eq(kept, route));
    }

    fn route(&self) -> Option<Arc<Route>> {
        if self.through_sdk.load(Ordering::Relaxed) > 0 {
            return None;
        }
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        match state.closed {
            Some(_) => None,
            None => state.route.clone(),
        }
    }

    /// Whether the next request that the SDK sends is to be learnt from.
    pub(crate) fn is_learning(&self) -> bool {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.closed.is_none() && state.route.is_none()
    }

    /// Learns the route from the first attempt of the SDK at a request, which it is about to send.
    pub(crate) fn learn(
        &self,
        operation: &str,
        request: &HttpRequest,
        components: &RuntimeComponents,
        config: &ConfigBag,
    ) {
        let route = learning::route(operation, request, components, config);
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        match route {
            Some(route) => state.route = Some(Arc::new(route)),
            None => {
                state.misfits += 1;
                if state.misfits >= MOST_MISFITS {
                    state.closed = Some(SdkReason::UnknownRequest);
                }
            }
        }
    }

    /// Records what the SDK did for a request: how often it retried, which takes from its retry budget, and whether the
    /// request succeeded, which adds to it.
    pub(crate) fn sdk_sent(&self, retries: u32, is_success: bool) {
        if retries > 0 {
            let tokens = retries.saturating_mul(TOKENS_OF_A_RETRY);
            self.change_through_sdk(|left| left.saturating_add(tokens).min(TOKENS));
        } else if is_success && self.through_sdk.load(Ordering::Relaxed) > 0 {
            self.change_through_sdk(|left| left.saturating_sub(1));
        }
    }

    fn change_through_sdk(&self, change: impl Fn(u32) -> u32) {
        let changed = |left| Some(change(left));
        // It cannot fail, as there always is a new value.
        let _ = self
            .through_sdk
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, changed);
    }

    fn close(&self, reason: SdkReason) {
        self.state.write().unwrap_or_else(PoisonError::into_inner).closed = Some(reason);
    }
}

impl fmt::Debug for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Lane").field(&self.wire()).finish()
    }
}

/// Returns what the client has that a route would bypass.
fn reason(client: &Client) -> Option<SdkReason> {
    let config = client.config();
    let timeouts = config.timeout_config();
    let has_timeout =
        timeouts.is_some_and(|set| set.operation_timeout().is_some() || set.operation_attempt_timeout().is_some());
    let retries = config.retry_config();
    let is_adaptive = retries.is_some_and(|retries| retries.mode() != RetryMode::Standard);
    let has_auth = config.auth_schemes().next().is_some()
        || config.auth_scheme_resolver().is_some()
        || config.auth_scheme_preference().is_some();
    [
        (config.interceptors().next().is_some(), SdkReason::Interceptors),
        (config.retry_classifiers().next().is_some(), SdkReason::RetryClassifiers),
        (is_adaptive, SdkReason::AdaptiveRetries),
        (has_timeout, SdkReason::OperationTimeout),
        (has_auth, SdkReason::Authentication),
        (config.invocation_id_generator().is_some(), SdkReason::InvocationIds),
    ]
    .into_iter()
    .find_map(|(applies, reason)| applies.then_some(reason))
}
