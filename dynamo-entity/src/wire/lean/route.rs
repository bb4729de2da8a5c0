//! The route of a table's requests: endpoint, headers, signer, credentials and connector.

use std::env;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::{
    AsyncSleep, ConfigBag, Credentials, ResolveCachedIdentity, RuntimeComponents, SharedAsyncSleep, SharedHttpClient,
    SharedIdentityCache,
};
use aws_sdk_dynamodb::primitives::{DateTime, DateTimeFormat};
use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::endpoint::{EndpointResolverParams, ResolveEndpoint, SharedEndpointResolver};
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use futures_util::future::{Either, poll_immediate, select};

use crate::wire::captured::Collected;
use crate::wire::lean::broken::BrokenBody;
use crate::wire::lean::replay::{FirstAnswer, INVOCATION, ReplayClient};
use crate::wire::lean::sign::{DATE, Signer, TARGET, TOKEN};

pub(super) const AUTHORIZATION: &str = "authorization";
pub(super) const LENGTH: &str = "content-length";
pub(super) const TRACE: &str = "x-amzn-trace-id";

/// The SDK corrects the time of its signatures if the clocks differ by more.
pub(super) const CLOCK_SKEW: Duration = Duration::from_mins(4);

/// The route of a table's requests.
pub(super) struct Route {
    /// The URI and the headers that all requests share.
    pub(super) template: HttpRequest,
    /// `DynamoDB_20120810.`
    pub(super) target_prefix: String,
    pub(super) signer: Signer,
    /// The account of the credentials, which an endpoint may contain.
    pub(super) account: Option<String>,
    pub(super) endpoint: Endpoint,
    pub(super) identities: Identities,
    pub(super) transport: Transport,
    pub(super) components: RuntimeComponents,
    /// Whether the program is a Lambda function, whose requests have the id of its trace.
    pub(super) is_lambda: bool,
}

pub(super) struct Endpoint {
    pub(super) resolver: SharedEndpointResolver,
    pub(super) params: EndpointResolverParams,
    pub(super) url: String,
}

/// The client's credentials, which its cache renews before they expire.
pub(super) struct Identities {
    pub(super) cache: SharedIdentityCache,
    pub(super) resolver: SharedIdentityResolver,
    pub(super) config: ConfigBag,
}

/// What sends requests and receives their answers.
pub(super) struct Transport {
    pub(super) client: SharedHttpClient,
    pub(super) connector: SharedHttpConnector,
    /// How long an answer may send no byte, and how to wait.
    pub(super) stall: Option<(Duration, SharedAsyncSleep)>,
}

/// The result of an attempt.
pub(super) enum Attempt {
    /// DynamoDB answered with success, and this body, which is in memory.
    Succeeded(SdkBody),
    /// Anything else came back, which is for the SDK to judge.
    Failed(FirstAnswer),
    /// Nothing was sent: the SDK has to send this request.
    NotSent,
    /// Nothing was sent, and the SDK's next request may have another route: the endpoint or the account is another.
    Outdated,
}

impl Route {
    /// Sends a request of this operation with this body, once.
    pub(super) async fn attempt(&self, operation: &str, body: &SdkBody) -> Attempt {
        let Some(identity) = self.identities.resolve(&self.components).await else {
            return Attempt::NotSent;
        };
        let Some(credentials) = identity.data::<Credentials>() else {
            return Attempt::NotSent;
        };
        if !self.is_of_account(credentials) || !self.endpoint.is_current().await {
            return Attempt::Outdated;
        }
        let connection = CaptureSmithyConnection::new();
        let invocation = invocation_id();
        let Some(mut request) = self.request(operation, body, credentials, &invocation) else {
            return Attempt::NotSent;
        };
        request.add_extension(connection.clone());
        let answer = match self.transport.connector.call(request).await {
            Ok(mut response) if response.status().is_success() => {
                let body = std::mem::replace(response.body_mut(), SdkBody::taken());
                match self.transport.body(body).await {
                    Ok(body) => return Attempt::Succeeded(body),
                    Err(broken) => *response.body_mut() = broken,
                }
                Ok(response)
            }
            answer => answer,
        };
        Attempt::Failed(FirstAnswer {
            answer,
            connection,
            invocation,
        })
    }

    /// Returns an HTTP client that begins with this answer.
    pub(super) fn replay(&self, first: FirstAnswer) -> ReplayClient {
        ReplayClient::new(first, self.transport.client.clone())
    }

    /// Whether the clocks of this machine and of DynamoDB differ so far that the SDK corrects its signatures.
    pub(super) fn has_clock_skew(&self, first: &FirstAnswer) -> bool {
        let date = first
            .answer
            .as_ref()
            .ok()
            .and_then(|answer| answer.headers().get("date"));
        let date = date.and_then(|date| DateTime::from_str(date, DateTimeFormat::HttpDate).ok());
        let date = date.and_then(|date| SystemTime::try_from(date).ok());
        date.zip(self.now())
            .is_some_and(|(date, now)| difference(date, now) > CLOCK_SKEW)
    }

    fn now(&self) -> Option<SystemTime> {
        Some(self.components.time_source()?.now())
    }

    /// Whether these credentials are of the same account as the first ones.
    fn is_of_account(&self, credentials: &Credentials) -> bool {
        match (&self.account, credentials.account_id()) {
            (Some(known), Some(account)) => known == account.as_str(),
            (None, None) => true,
            _ => false,
        }
    }

    fn request(
        &self,
        operation: &str,
        body: &SdkBody,
        credentials: &Credentials,
        invocation: &str,
    ) -> Option<HttpRequest> {
        let bytes = body.bytes()?;
        let target = format!("{}{operation}", self.target_prefix);
        let seconds = self.now()?.duration_since(UNIX_EPOCH).ok()?.as_secs();
        let signature = self.signer.sign(&target, bytes, seconds, credentials)?;
        let mut request = self.template.try_clone()?;
        let headers = request.headers_mut();
        headers.try_insert(TARGET, target).ok()?;
        headers.try_insert(LENGTH, bytes.len().to_string()).ok()?;
        headers.try_insert(DATE, signature.date).ok()?;
        headers.try_insert(AUTHORIZATION, signature.authorization).ok()?;
        if let Some(token) = credentials.session_token() {
            headers.try_insert(TOKEN, token.to_owned()).ok()?;
        }
        headers.try_insert(INVOCATION, invocation.to_owned()).ok()?;
        if self.is_lambda
            && let Ok(trace) = env::var("_X_AMZN_TRACE_ID")
        {
            // The SDK escapes other characters.
            if !trace.bytes().all(|byte| byte.is_ascii_graphic()) {
                return None;
            }
            headers.try_insert(TRACE, trace).ok()?;
        }
        *request.body_mut() = body.try_clone()?;
        Some(request)
    }
}

impl Identities {
    /// Returns the credentials, as the SDK would. `None` if there are none, which the SDK reports better.
    pub(super) async fn resolve(&self, components: &RuntimeComponents) -> Option<Identity> {
        let resolver = self.resolver.clone();
        let identity = self
            .cache
            .resolve_cached_identity(resolver, components, &self.config)
            .await;
        identity.ok()
    }
}

impl Endpoint {
    /// Whether the SDK would send to the same endpoint now. The endpoint of a resolver may change.
    async fn is_current(&self) -> bool {
        let endpoint = self.resolver.resolve_endpoint(&self.params).await;
        endpoint.is_ok_and(|endpoint| endpoint.url().trim_end_matches('/') == self.url)
    }
}

impl Transport {
    /// Reads the body of an answer. Fails with the body that the SDK gets instead.
    async fn body(&self, body: SdkBody) -> Result<SdkBody, SdkBody> {
        if body.bytes().is_some() {
            return Ok(body);
        }
        let mut stream = ByteStream::new(body);
        let mut collected = Collected::default();
        loop {
            let data = {
                let mut next = std::pin::pin!(stream.next());
                match (poll_immediate(&mut next).await, &self.stall) {
                    (Some(data), _) => data,
                    (None, None) => next.await,
                    (None, Some((period, sleep))) => match select(next, sleep.sleep(*period)).await {
                        Either::Left((data, _)) => data,
                        Either::Right(_) => {
                            let text = format!("the answer sent no byte for {period:?}");
                            return Err(BrokenBody::of(text));
                        }
                    },
                }
            };
            match data {
                Some(Ok(data)) => collected.add(data, stream.size_hint().0),
                Some(Err(error)) => return Err(BrokenBody::of(error)),
                None => return Ok(collected.into_body()),
            }
        }
    }
}

// Requests hold credentials and items, so `Debug` prints none of them.
impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Route")
            .field("endpoint", &self.endpoint.url)
            .finish_non_exhaustive()
    }
}

pub(super) fn difference(a: SystemTime, b: SystemTime) -> Duration {
    a.duration_since(b).unwrap_or_else(|error| error.duration())
}

/// Returns a random UUID of version 4.
fn invocation_id() -> String {
    let random = fastrand::u128(..);
    let random = random & !(0xf << 76) | (0x4 << 76);
    let random = random & !(0x3 << 62) | (0x2 << 62);
    let text = format!("{random:032x}");
    let mut id = String::with_capacity(36);
    for (place, digit) in text.chars().enumerate() {
        if matches!(place, 8 | 12 | 16 | 20) {
            id.push('-');
        }
        id.push(digit);
    }
    id
}
