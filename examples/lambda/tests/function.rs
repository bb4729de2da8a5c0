//! Runs the program as Lambda does. The test serves Lambda's runtime API on a loopback socket, and on the same socket
//! DynamoDB, from the embedded engine.

use std::process::{Child, Command};
use std::sync::Arc;
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use dynamo_entity::local::Engine;
use dynamo_entity::prelude::*;
use example_lambda::{App, Link};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};

#[tokio::test]
async fn links_are_stored_and_followed() {
    let engine = Engine::memory().unwrap();
    let table = Table::<App>::new(engine.client(), "links");
    table.create().send().await.unwrap();
    let mut lambda = Lambda::start(engine).await;

    let stored = lambda.invoke("PUT", "docs", "https://docs.rs").await;
    assert_eq!(stored["statusCode"], 201);
    let taken = lambda.invoke("PUT", "docs", "https://crates.io").await;
    assert_eq!(taken["statusCode"], 409);
    let script = lambda.invoke("PUT", "script", "javascript:alert()").await;
    assert_eq!(script["statusCode"], 400);

    for _ in 0..2 {
        let followed = lambda.invoke("GET", "docs", "").await;
        assert_eq!(followed["statusCode"], 302);
        assert_eq!(followed["headers"]["location"], "https://docs.rs");
    }
    let missing = lambda.invoke("GET", "nothing", "").await;
    assert_eq!(missing["statusCode"], 404);

    let link = Link::get("docs").send(&table).await.unwrap().unwrap();
    assert_eq!((link.target.as_str(), link.visits), ("https://docs.rs", 2));
}

/// The running program, which asks for events and posts its answers.
struct Lambda {
    program: Child,
    events: mpsc::Sender<Value>,
    answers: mpsc::Receiver<Value>,
}

struct Server {
    engine: Engine,
    events: Mutex<mpsc::Receiver<Value>>,
    answers: mpsc::Sender<Value>,
}

impl Lambda {
    async fn start(engine: Engine) -> Self {
        let (events, receiver) = mpsc::channel(1);
        let (sender, answers) = mpsc::channel(1);
        let server = Server {
            engine,
            events: Mutex::new(receiver),
            answers: sender,
        };
        let routes = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route(
                "/2018-06-01/runtime/invocation/{id}/{outcome}",
                post(outcome),
            )
            .route("/", post(dynamodb))
            .with_state(Arc::new(server));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move { axum::serve(listener, routes).await });

        let program = Command::new(env!("CARGO_BIN_EXE_example-lambda"))
            .env_clear()
            .env("AWS_LAMBDA_RUNTIME_API", &address)
            .env("AWS_LAMBDA_FUNCTION_NAME", "links")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ENDPOINT_URL_DYNAMODB", format!("http://{address}"))
            .env("TABLE_NAME", "links")
            .spawn()
            .unwrap();
        Lambda {
            program,
            events,
            answers,
        }
    }

    /// Sends an event in the form of API Gateway, version 2.0, and returns the program's answer.
    async fn invoke(&mut self, method: &str, code: &str, body: &str) -> Value {
        let event = json!({
            "version": "2.0",
            "routeKey": format!("{method} /{{code}}"),
            "rawPath": format!("/{code}"),
            "rawQueryString": "",
            "headers": { "host": "links.example.com", "content-type": "text/plain" },
            "pathParameters": { "code": code },
            "requestContext": {
                "accountId": "123456789012",
                "apiId": "links",
                "domainName": "links.example.com",
                "http": { "method": method, "path": format!("/{code}"), "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1" },
                "requestId": "JKJaXmPLvHcESHA=",
                "routeKey": format!("{method} /{{code}}"),
                "stage": "$default",
                "time": "01/Mar/2026:12:00:00 +0000",
                "timeEpoch": 1_772_366_400_000_u64,
            },
            "body": body,
            "isBase64Encoded": false,
        });
        self.events.send(event).await.unwrap();
        let answer = tokio::time::timeout(Duration::from_secs(60), self.answers.recv()).await;
        answer
            .expect("the program answers within a minute")
            .unwrap()
    }
}

impl Drop for Lambda {
    fn drop(&mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }
}

/// Waits for the next event.
async fn next(State(server): State<Arc<Server>>) -> Response {
    let Some(event) = server.events.lock().await.recv().await else {
        return StatusCode::GONE.into_response();
    };
    let headers = [
        (
            "lambda-runtime-aws-request-id",
            "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        ),
        ("lambda-runtime-deadline-ms", "4102444800000"),
    ];
    (headers, Json(event)).into_response()
}

/// Takes the answer to an event, or the error of a failed one.
async fn outcome(State(server): State<Arc<Server>>, answer: Bytes) -> StatusCode {
    let answer = serde_json::from_slice(&answer).unwrap();
    server.answers.send(answer).await.unwrap();
    StatusCode::ACCEPTED
}

/// Passes a request of the program's DynamoDB client to the embedded engine.
async fn dynamodb(State(server): State<Arc<Server>>, headers: HeaderMap, body: Bytes) -> Response {
    let settings = HttpConnectorSettings::builder().build();
    let components = RuntimeComponentsBuilder::for_tests().build().unwrap();
    let mut request = HttpRequest::new(body.into());
    let target = headers["x-amz-target"].to_str().unwrap().to_owned();
    request.headers_mut().insert("x-amz-target", target);
    let engine = server
        .engine
        .http_client()
        .http_connector(&settings, &components);
    let response = engine
        .call(request)
        .await
        .unwrap()
        .try_into_http1x()
        .unwrap();
    response.map(|body| Body::from(body.bytes().unwrap().to_vec()))
}
