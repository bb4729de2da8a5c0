//! Learns a route from a request that the SDK is about to send. What is not known here makes no route.

use std::env;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_sdk_dynamodb::config::endpoint::Params;
use aws_sdk_dynamodb::config::http::HttpRequest;
use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryMode};
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{
    ConfigBag, Credentials, HttpClient, Layer, RuntimeComponents, StalledStreamProtectionConfig,
};
use aws_smithy_runtime_api::client::auth::{AuthScheme, AuthSchemeId};
use aws_smithy_runtime_api::client::endpoint::EndpointResolverParams;
use aws_smithy_runtime_api::client::http::HttpConnectorSettings;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::telemetry::RequestedTelemetryAttributes;
use futures_util::FutureExt as _;

use crate::wire::lean::replay::INVOCATION;
use crate::wire::lean::route::{
    AUTHORIZATION, CLOCK_SKEW, Endpoint, Identities, LENGTH, Route, TRACE, Transport, difference,
};
use crate::wire::lean::sign::{DATE, SERVICE, SignedHeader, Signer, TARGET, TOKEN, seconds_of};

const SIGV4: AuthSchemeId = AuthSchemeId::new("sigv4");
const ATTEMPT: &str = "amz-sdk-request";

/// Headers with the same value in every request.
const FIXED: [&str; 4] = ["content-type", "user-agent", "x-amz-user-agent", ATTEMPT];
/// Headers whose value depends on the request.
const VARYING: [&str; 7] = [AUTHORIZATION, DATE, TOKEN, TARGET, LENGTH, INVOCATION, TRACE];

/// Returns the route of this request of this operation. `None` if the request or its configuration has anything that is not
/// known here.
pub(super) fn route(
    operation: &str,
    request: &HttpRequest,
    components: &RuntimeComponents,
    config: &ConfigBag,
) -> Option<Route> {
    let timeouts = config.load::<TimeoutConfig>()?;
    if timeouts.operation_timeout().is_some() || timeouts.operation_attempt_timeout().is_some() {
        return None;
    }
    if config.load::<RetryConfig>()?.mode() != RetryMode::Standard {
        return None;
    }
    // The client wants attributes of inputs in the SDK's metrics.
    let has_metrics = config.load::<RequestedTelemetryAttributes>().is_some();
    if has_metrics || !is_known(request) {
        return None;
    }
    let params = config.load::<EndpointResolverParams>()?;
    let mut layer = Layer::new("dynamo-entity");
    layer.store_put(timeouts.clone());
    let identities = Identities {
        cache: components.identity_cache(),
        resolver: components.auth_scheme(SIGV4)?.identity_resolver(components)?,
        config: ConfigBag::of_layers(vec![layer]),
    };
    // The SDK has just used them, so the cache has them.
    let identity = identities.resolve(components).now_or_never()??;
    let credentials = identity.data::<Credentials>()?;
    let signer = signer(request)?;
    let now = components.time_source()?.now();
    if !signs_as_the_sdk(&signer, request, credentials, now)? {
        return None;
    }
    let account = credentials.account_id().map(|account| account.as_str().to_owned());
    let client = components.http_client()?;
    let mut settings = HttpConnectorSettings::builder();
    settings.set_connect_timeout(timeouts.connect_timeout());
    settings.set_read_timeout(timeouts.read_timeout());
    Some(Route {
        template: template(request)?,
        target_prefix: request.headers().get(TARGET)?.strip_suffix(operation)?.to_owned(),
        signer,
        account,
        endpoint: Endpoint {
            resolver: components.endpoint_resolver(),
            params: EndpointResolverParams::new(params.get::<Params>()?.clone()),
            url: request.uri().trim_end_matches('/').to_owned(),
        },
        identities,
        transport: Transport {
            connector: client.http_connector(&settings.build(), components),
            client,
            stall: match config.load::<StalledStreamProtectionConfig>() {
                Some(stall) if stall.download_enabled() => Some((stall.grace_period(), components.sleep_impl()?)),
                _ => None,
            },
        },
        components: components.clone(),
        is_lambda: env::var_os("AWS_LAMBDA_FUNCTION_NAME").is_some(),
    })
}

/// Whether the request is a first attempt, and all of its headers are known.
fn is_known(request: &HttpRequest) -> bool {
    let headers = request.headers();
    let is_known = |name: &str| FIXED.contains(&name) || VARYING.contains(&name);
    request.method() == "POST"
        && headers.iter().all(|(name, _)| is_known(name))
        && headers
            .get(ATTEMPT)
            .is_some_and(|attempt| attempt.starts_with("attempt=1; max="))
}

/// Whether the signer gives the request the signature that it has, which shows that all of it is understood, and whether the
/// SDK signed it by this machine's clock.
fn signs_as_the_sdk(
    signer: &Signer,
    request: &HttpRequest,
    credentials: &Credentials,
    now: SystemTime,
) -> Option<bool> {
    let headers = request.headers();
    let seconds = seconds_of(headers.get(DATE)?)?;
    if difference(UNIX_EPOCH + Duration::from_secs(seconds), now) > CLOCK_SKEW {
        return None;
    }
    let signature = signer.sign(headers.get(TARGET)?, request.body().bytes()?, seconds, credentials)?;
    Some(headers.get(AUTHORIZATION)? == signature.authorization)
}

/// Returns the request without its body and the headers that vary.
fn template(request: &HttpRequest) -> Option<HttpRequest> {
    let mut template = HttpRequest::new(SdkBody::empty());
    template.set_method("POST").ok()?;
    template.set_uri(request.uri()).ok()?;
    for (name, value) in request.headers() {
        if FIXED.contains(&name) {
            template
                .headers_mut()
                .try_insert(name.to_owned(), value.to_owned())
                .ok()?;
        }
    }
    Some(template)
}

/// Returns a signer for what the SDK signed in this request.
fn signer(request: &HttpRequest) -> Option<Signer> {
    let headers = request.headers();
    let authorization = headers.get(AUTHORIZATION)?;
    let scope = authorization.split_once("Credential=")?.1.split_once(',')?.0;
    let mut scope = scope.rsplit('/');
    let (Some("aws4_request"), Some(SERVICE), Some(region)) = (scope.next(), scope.next(), scope.next()) else {
        return None;
    };
    let (authority, path) = authority_and_path(request.uri())?;
    let names = authorization.split_once("SignedHeaders=")?.1.split_once(',')?.0;
    let signed = names.split(';').map(|name| {
        Some(match name {
            DATE => SignedHeader::Date,
            TOKEN => SignedHeader::Token,
            TARGET => SignedHeader::Target,
            LENGTH => SignedHeader::Length,
            "host" => SignedHeader::fixed(name, authority),
            name if FIXED.contains(&name) => SignedHeader::fixed(name, headers.get(name)?.trim()),
            _ => return None,
        })
    });
    Some(Signer::new(
        region.to_owned(),
        path.to_owned(),
        signed.collect::<Option<_>>()?,
    ))
}

/// Splits `https://host:port/path`; the path of a URI without one is `/`. `None` if there is a query.
fn authority_and_path(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.split_once("://")?.1;
    if rest.contains(['?', '#', '@']) {
        return None;
    }
    Some(match rest.find('/') {
        Some(slash) => rest.split_at(slash),
        None => (rest, "/"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: u64 = 1_795_857_300;

    fn credentials() -> Credentials {
        Credentials::new("id", "secret", None, None, "test")
    }

    /// A request as the SDK makes it, and signs it.
    fn request(change: impl FnOnce(&mut HttpRequest)) -> HttpRequest {
        let mut request = HttpRequest::new(SdkBody::from("{}"));
        request.set_method("POST").unwrap();
        request.set_uri("https://dynamodb.eu-west-1.amazonaws.com/").unwrap();
        let headers = request.headers_mut();
        headers.insert("content-type", "application/x-amz-json-1.0");
        headers.insert(TARGET, "DynamoDB_20120810.GetItem");
        headers.insert(ATTEMPT, "attempt=1; max=3");
        headers.insert("user-agent", "aws-sdk-rust");
        let authority = "dynamodb.eu-west-1.amazonaws.com";
        let covered = vec![
            SignedHeader::fixed("content-type", "application/x-amz-json-1.0"),
            SignedHeader::fixed("host", authority),
            SignedHeader::Date,
            SignedHeader::Target,
        ];
        let signer = Signer::new("eu-west-1".into(), "/".into(), covered);
        let signature = signer
            .sign("DynamoDB_20120810.GetItem", b"{}", AT, &credentials())
            .unwrap();
        request.headers_mut().insert(DATE, signature.date);
        request.headers_mut().insert(AUTHORIZATION, signature.authorization);
        change(&mut request);
        request
    }

    /// Whether a route can be learnt from the request.
    fn is_understood(request: &HttpRequest) -> bool {
        let now = UNIX_EPOCH + Duration::from_secs(AT + 60);
        let Some(signer) = signer(request) else {
            return false;
        };
        is_known(request) && signs_as_the_sdk(&signer, request, &credentials(), now) == Some(true)
    }

    #[test]
    fn a_request_of_the_sdk_is_understood() {
        assert!(is_understood(&request(|_| ())));
        let template = template(&request(|_| ())).unwrap();
        let names: Vec<&str> = template.headers().iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        assert!(!names.contains(&AUTHORIZATION) && !names.contains(&DATE));
    }

    #[test]
    fn a_request_that_differs_is_not_understood() {
        let header = |name: &'static str, value: &'static str| {
            request(|request| {
                request.headers_mut().insert(name, value);
            })
        };
        let without = |name: &'static str| {
            request(|request| {
                request.headers_mut().remove(name);
            })
        };
        let authorization = request(|_| ()).headers().get(AUTHORIZATION).unwrap().to_owned();
        let signed = |from: &str, to: &str| {
            let authorization = authorization.replace(from, to);
            request(|request| {
                request.headers_mut().insert(AUTHORIZATION, authorization);
            })
        };
        let cases = [
            ("an unknown header", header("x-new", "1")),
            ("a second attempt", header(ATTEMPT, "attempt=2; max=3")),
            (
                "another content type, not signed",
                header("content-type", "application/cbor"),
            ),
            ("no attempt", without(ATTEMPT)),
            ("no date", without(DATE)),
            ("no target", without(TARGET)),
            ("no authorization", without(AUTHORIZATION)),
            ("another time", header(DATE, "20261128T091459Z")),
            ("no time", header(DATE, "yesterday")),
            ("another key", signed("Credential=id/", "Credential=other/")),
            ("another service", signed("/dynamodb/", "/dax/")),
            ("another region", signed("/eu-west-1/", "/eu-west-2/")),
            ("no scope", signed("aws4_request", "aws5_request")),
            (
                "an unknown header signed",
                signed("SignedHeaders=", "SignedHeaders=accept;"),
            ),
            ("fewer headers signed", signed(";x-amz-date", "")),
            ("another scheme", signed("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256")),
            ("another signature", signed("Signature=", "Signature=0")),
            (
                "another body",
                request(|request| *request.body_mut() = SdkBody::from("[]")),
            ),
            ("another method", request(|request| request.set_method("PUT").unwrap())),
            (
                "another host",
                request(|request| request.set_uri("https://example.com/").unwrap()),
            ),
            (
                "a query",
                request(|request| {
                    request
                        .set_uri("https://dynamodb.eu-west-1.amazonaws.com/?a=b")
                        .unwrap();
                }),
            ),
        ];
        for (name, request) in cases {
            assert!(!is_understood(&request), "{name}");
        }
    }
}
