//! Credentials that rotate, expire or change their account between requests.

use std::sync::atomic::AtomicU32;
use std::time::Duration;

use aws_credential_types::provider::future::ProvideCredentials as Provided;
use aws_sdk_dynamodb::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use aws_sdk_dynamodb::config::{Credentials, ProvideCredentials};
use dynamo_entity_tests::signature::verify;

use super::*;

/// Gives the credentials of a number that the test changes.
#[derive(Debug, Clone, Default)]
struct Rotating(Arc<AtomicU32>);

impl Rotating {
    fn credentials(number: u32) -> Credentials {
        // The SDK's cache asks for others before credentials expire, so it asks each time.
        let expired = SystemTime::now() + Duration::from_secs(1);
        let builder = Credentials::builder()
            .access_key_id(format!("id{number}"))
            .secret_access_key(format!("secret{number}"))
            .expiry(expired)
            .account_id(format!("{}", 1 + number / 4))
            .provider_name("test");
        match number % 2 {
            0 => builder.build(),
            _ => {
                let mut builder = builder;
                builder.set_session_token(Some(format!("token{number}")));
                builder.build()
            }
        }
    }
}

impl ProvideCredentials for Rotating {
    fn provide_credentials<'a>(&'a self) -> Provided<'a>
    where
        Self: 'a,
    {
        let number = self.0.load(Ordering::Relaxed);
        Provided::ready(Ok(Rotating::credentials(number)))
    }
}

#[tokio::test]
async fn each_request_is_signed_with_the_credentials_of_its_time() {
    let keys = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&keys);
    let engine = Engine::memory().unwrap();
    Table::<Library>::new(engine.client(), "books")
        .create()
        .send()
        .await
        .unwrap();
    let rotating = Rotating::default();
    let number = Arc::clone(&rotating.0);
    let config = engine.config().credentials_provider(rotating);
    let (client, log) = logged(config, move |request| {
        let authorization = request.headers().get("authorization").unwrap();
        let key = authorization
            .split("Credential=id")
            .nth(1)
            .unwrap()
            .split('/')
            .next()
            .unwrap();
        let number: u32 = key.parse().unwrap();
        verify(request, &format!("secret{number}")).unwrap();
        let token = request.headers().get("x-amz-security-token").map(str::to_owned);
        assert_eq!(token, (number % 2 == 1).then(|| format!("token{number}")));
        seen.lock().unwrap().push(number);
    });
    let table = Table::<Library>::new(client, "books");
    for place in 0..12 {
        number.store(place, Ordering::Relaxed);
        for id in 0..3 {
            Book::put(book(id)).send(&table).await.unwrap();
            // The first request of each account goes through the SDK.
            let is_first = place % 4 == 0 && id == 0;
            assert_eq!(log.take()[0].is_lean(), !is_first, "{place} {id}");
        }
    }
    let sent: Vec<u32> = (0..12).flat_map(|number| [number; 3]).collect();
    assert_eq!(*keys.lock().unwrap(), sent);
}

/// Resolves to another host for each hundred requests.
#[derive(Debug, Clone, Default)]
struct Moving(Arc<AtomicU32>);

impl ResolveEndpoint for Moving {
    fn resolve_endpoint<'a>(&'a self, _: &'a Params) -> EndpointFuture<'a> {
        let place = self.0.load(Ordering::Relaxed);
        EndpointFuture::ready(Ok(Endpoint::builder()
            .url(format!("https://host-{place}.example.com"))
            .build()))
    }
}

#[tokio::test]
async fn requests_follow_the_endpoint() {
    let moving = Moving::default();
    let place = Arc::clone(&moving.0);
    let (table, log) = table(|config| config.endpoint_resolver(moving)).await;
    for number in 0..2 {
        place.store(number, Ordering::Relaxed);
        for _ in 0..3 {
            Book::put(book(1)).send(&table).await.unwrap();
        }
        for seen in log.take() {
            assert!(
                seen.uri.starts_with(&format!("https://host-{number}.example.com")),
                "{}",
                seen.uri
            );
        }
    }
}
