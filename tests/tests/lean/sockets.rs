//! A real connector and a real socket: connections that are kept, reset, slow, and answers in chunks.

use std::time::Duration;

use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region, StalledStreamProtectionConfig};
use aws_smithy_http_client::Builder as HttpClientBuilder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use dynamo_entity::Wire;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;

/// What a server does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Answer,
    /// In chunks, with pauses.
    Chunked,
    /// In two parts, and the second never comes.
    Stalled,
    /// In parts, with pauses of a second.
    Slow,
    /// After the status, the connection ends.
    Cut,
    /// The connection ends after the answer.
    Close,
    /// The connection ends.
    Reset,
    Fail,
}

/// A server that does these acts in turn, then answers; and how many connections it accepted.
async fn server(acts: Vec<Act>) -> (Builder, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::new(AtomicUsize::new(0));
    let (accepted, acts) = (Arc::clone(&connections), Arc::new(Mutex::new(acts.into_iter())));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            accepted.fetch_add(1, Ordering::Relaxed);
            let acts = Arc::clone(&acts);
            tokio::spawn(serve(stream, move || {
                acts.lock().unwrap().next().unwrap_or(Act::Answer)
            }));
        }
    });
    let http = HttpClientBuilder::new()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .build_https();
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .endpoint_url(format!("http://{address}"))
        .http_client(http)
        .credentials_provider(Credentials::new("id", "secret", None, None, "test"));
    (config, connections)
}

async fn serve(mut stream: TcpStream, next: impl Fn() -> Act) {
    const ITEM: &str = r#"{"Item":{"pk":{"S":"SHELF#a"},"sk":{"S":"BOOK#001"},"_type":{"S":"Book"},"shelf":{"S":"a"},"id":{"N":"1"},"author":{"S":"x"},"loans":{"N":"0"}}}"#;
    let mut received = Vec::new();
    loop {
        // A request: its head, then as many bytes as the head says.
        let end = loop {
            if let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&received[..end]).to_lowercase();
                let length = head.split("content-length:").nth(1).unwrap();
                let length: usize = length.split("\r\n").next().unwrap().trim().parse().unwrap();
                if received.len() >= end + 4 + length {
                    break end + 4 + length;
                }
            }
            if stream.read_buf(&mut received).await.unwrap_or(0) == 0 {
                return;
            }
        };
        received.drain(..end);
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\n";
        let act = next();
        let answer = match act {
            Act::Answer | Act::Close => vec![format!("{head}content-length: {}\r\n\r\n{ITEM}", ITEM.len())],
            Act::Chunked => {
                let mut parts = vec![format!("{head}transfer-encoding: chunked\r\n\r\n")];
                parts.extend(ITEM.as_bytes().chunks(40).map(|chunk| {
                    let text = std::str::from_utf8(chunk).unwrap();
                    format!("{:x}\r\n{text}\r\n", chunk.len())
                }));
                parts.push("0\r\n\r\n".to_owned());
                parts
            }
            Act::Stalled | Act::Slow => {
                let head = format!("{head}content-length: {}\r\n\r\n", ITEM.len());
                let (first, rest) = ITEM.split_at(60);
                stream.write_all(format!("{head}{first}").as_bytes()).await.unwrap();
                if act == Act::Stalled {
                    std::future::pending::<()>().await;
                }
                for part in rest.as_bytes().chunks(60) {
                    tokio::time::sleep(Duration::from_millis(600)).await;
                    stream.write_all(part).await.unwrap();
                }
                continue;
            }
            Act::Cut => {
                let half = &ITEM[..ITEM.len() / 2];
                let _ = stream
                    .write_all(format!("{head}content-length: {}\r\n\r\n{half}", ITEM.len()).as_bytes())
                    .await;
                return;
            }
            Act::Reset => return,
            Act::Fail => {
                let body = r#"{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"no"}"#;
                let head = "HTTP/1.1 500 Internal Server Error\r\n";
                vec![format!("{head}content-length: {}\r\n\r\n{body}", body.len())]
            }
        };
        for part in answer {
            if stream.write_all(part.as_bytes()).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        if act == Act::Close {
            return;
        }
    }
}

async fn gets(acts: Vec<Act>, number: usize) -> (Table<Library>, usize) {
    let (config, connections) = server(acts).await;
    let table = Table::<Library>::new(Client::from_conf(config.build()), "books");
    for _ in 0..number {
        let got = Book::get(("a", 1)).send(&table).await.unwrap().unwrap();
        assert_eq!(got.author, "x");
    }
    let connections = connections.load(Ordering::Relaxed);
    (table, connections)
}

#[tokio::test]
async fn a_connection_is_kept() {
    let (table, connections) = gets(vec![], 20).await;
    assert_eq!((table.wire(), connections), (Wire::Lean, 1));
}

#[tokio::test]
async fn an_answer_in_chunks_is_read_whole() {
    let (_, connections) = gets(vec![Act::Chunked; 5], 6).await;
    assert_eq!(connections, 1);
}

#[tokio::test]
async fn a_connection_that_ends_is_replaced() {
    for act in [Act::Close, Act::Reset, Act::Cut] {
        let (table, connections) = gets(vec![Act::Answer, act], 4).await;
        assert_eq!((table.wire(), connections), (Wire::Lean, 2), "{act:?}");
    }
}

/// The SDK closes the connection on which DynamoDB failed.
#[tokio::test]
async fn a_connection_with_a_failure_is_closed() {
    let (_, connections) = gets(vec![Act::Answer, Act::Fail], 4).await;
    assert_eq!(connections, 2);
}

#[tokio::test]
async fn many_requests_are_in_flight_at_once() {
    let (config, connections) = server(vec![]).await;
    let table = Table::<Library>::new(Client::from_conf(config.build()), "books");
    let gets = (0..64).map(|_| Book::get(("a", 1)).send(&table));
    for got in futures::future::join_all(gets).await {
        assert_eq!(got.unwrap().unwrap().author, "x");
    }
    assert!((2..=64).contains(&connections.load(Ordering::Relaxed)));
}

/// An answer that stalls is given up after the grace period and sent again; a slow one is read to its end.
#[tokio::test]
async fn stalled_answers_are_given_up_and_slow_ones_read() {
    let protection = StalledStreamProtectionConfig::enabled()
        .grace_period(Duration::from_secs(1))
        .build();
    for (act, connections) in [(Act::Stalled, 2), (Act::Slow, 1)] {
        for through_sdk in [false, true] {
            let (config, accepted) = server(vec![Act::Answer, act]).await;
            let config = config.stalled_stream_protection(protection.clone());
            let table = Table::<Library>::new(Client::from_conf(config.build()), "books");
            let table = if through_sdk { table.through_sdk() } else { table };
            for _ in 0..2 {
                let got = Book::get(("a", 1)).send(&table).await.unwrap().unwrap();
                assert_eq!(got.author, "x");
            }
            let accepted = accepted.load(Ordering::Relaxed);
            assert_eq!(accepted, connections, "{act:?}, through the SDK: {through_sdk}");
        }
    }
}
