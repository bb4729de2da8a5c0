//! GetItem over a socket: the SDK's HTTP client without TLS, and a server on another thread.

use std::net::SocketAddr;
use std::pin::pin;
use std::rc::Rc;
use std::thread;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::Builder;
use aws_smithy_http_client::Builder as HttpClientBuilder;
use bytes::Bytes;
use futures::channel::oneshot;
use futures::future::{join_all, select};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

use crate::canned;
use crate::case::{Case, Way};
use crate::connection::Connection;
use crate::subject::{self, Operation, runtime};
use crate::ways::{self, sdk};

/// The numbers of requests that are in flight at once.
pub const IN_FLIGHT: [u32; 3] = [1, 16, 64];
/// The calls of one run.
pub const CALLS: u32 = 512;

/// A server that answers every request in the same way, until it is dropped.
struct Server {
    address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

impl Server {
    fn start(answer: &Bytes) -> Self {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length";
        let mut response = format!("{head}: {}\r\n\r\n", answer.len()).into_bytes();
        response.extend_from_slice(answer);
        let (_stop, stopped) = oneshot::channel();
        let (told, telling) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let serving = async {
                let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
                told.send(listener.local_addr().expect("an address"))
                    .expect("the other thread waits");
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, response.clone()));
                }
            };
            runtime().block_on(select(pin!(serving), stopped));
        });
        Self {
            address: telling.recv().expect("the server starts"),
            _stop,
        }
    }

    fn config(&self) -> Builder {
        canned::plain_config(&format!("http://{}", self.address)).http_client(HttpClientBuilder::new().build_http())
    }
}

/// Answers the requests of a connection until it ends.
async fn serve(mut stream: TcpStream, response: Vec<u8>) {
    let mut received = Vec::with_capacity(4096);
    loop {
        while let Some(end) = request_end(&received) {
            received.drain(..end);
            if stream.write_all(&response).await.is_err() {
                return;
            }
        }
        if stream.read_buf(&mut received).await.unwrap_or(0) == 0 {
            return;
        }
    }
}

/// Returns where the first request ends. `None` if it is not received as a whole.
fn request_end(received: &[u8]) -> Option<usize> {
    let head = received.windows(4).position(|window| window == b"\r\n\r\n")?;
    let lines = std::str::from_utf8(&received[..head]).ok()?.lines();
    let length = lines
        .filter_map(|line| line.split_once(':'))
        .find_map(|(name, value)| {
            let is_length = name.eq_ignore_ascii_case("content-length");
            is_length.then(|| value.trim().parse::<usize>().ok())?
        })?;
    let end = head + 4 + length;
    (received.len() >= end).then_some(end)
}

/// Makes [`CALLS`] calls of GetItem over a socket, of which this many are in flight at once, and runs them once.
///
/// # Panics
/// If a call does not read the item.
#[must_use]
pub fn operation(in_flight: u32, way: Way, runtime: &Runtime) -> Operation {
    let calls = calls(in_flight, way, runtime);
    let items = runtime.block_on(calls());
    assert_eq!(items, CALLS as usize, "over a socket by {}", way.name());
    calls
}

fn calls(in_flight: u32, way: Way, runtime: &Runtime) -> Operation {
    let case = Case::GetItem;
    let (call, server) = match way {
        Way::Sdk => {
            let server = Server::start(&case.empty_answer());
            let body = ways::sent_by_hand(case, runtime);
            (sdk::operation(case, body, server.config()), server)
        }
        _ => {
            let server = Server::start(&case.answer());
            let client = Client::from_conf(server.config().build());
            let connection = runtime.block_on(Connection::new(client));
            (ways::called(case, way, &connection), server)
        }
    };
    let shared = Rc::new((call, server));
    subject::operation(move || {
        let shared = Rc::clone(&shared);
        async move {
            let calls = (0..in_flight).map(|_| async {
                let mut items = 0;
                for _ in 0..CALLS / in_flight {
                    items += shared.0().await;
                }
                items
            });
            join_all(calls).await.into_iter().sum()
        }
    })
}
