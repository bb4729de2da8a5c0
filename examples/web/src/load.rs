//! A load test: the service and its clients in one process, with a loopback socket between them.

use std::error::Error;
use std::fmt;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{Method, Request};
use futures::future::try_join_all;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const KINDS: [&str; 4] = ["create", "read", "patch", "list"];

/// How long each request took, by its kind.
type Samples = [Vec<Duration>; KINDS.len()];

/// The samples of a run.
pub struct Report {
    elapsed: Duration,
    samples: Samples,
}

/// Serves `service`, and sends it requests on `connections` connections for about `time`. Any refusal ends the test.
pub async fn run(service: Router, connections: usize, time: Duration) -> Result<Report> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(async move { axum::serve(listener, service).await });

    let start = Instant::now();
    let clients = (0..connections).map(|client| tokio::spawn(work(address, client, start + time)));
    let mut samples = Samples::default();
    for of_client in try_join_all(clients).await? {
        for (all, some) in samples.iter_mut().zip(of_client?) {
            all.extend(some);
        }
    }
    server.abort();
    samples
        .iter_mut()
        .for_each(|samples| samples.sort_unstable());
    Ok(Report {
        elapsed: start.elapsed(),
        samples,
    })
}

/// Creates a task, reads and patches it, and lists the tasks of its assignee, until `end`.
async fn work(address: SocketAddr, client: usize, end: Instant) -> Result<Samples> {
    let mut connection = Connection::open(address).await?;
    let mut samples = Samples::default();
    let assignee = format!("client-{client}");
    let list = format!("/tasks?assignee={assignee}&limit=20");
    while Instant::now() < end {
        let new = json!({ "title": "Measure", "assignee": assignee, "due": "2026-03-01" });
        let task = connection
            .timed(&mut samples[0], Method::POST, "/tasks", Some(new))
            .await?;
        let path = format!(
            "/tasks/{}",
            task["task_id"].as_str().ok_or("a task has an id")?
        );
        connection
            .timed(&mut samples[1], Method::GET, &path, None)
            .await?;
        let done = json!({ "status": "done" });
        connection
            .timed(&mut samples[2], Method::PATCH, &path, Some(done))
            .await?;
        connection
            .timed(&mut samples[3], Method::GET, &list, None)
            .await?;
    }
    Ok(samples)
}

struct Connection {
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Connection { sender })
    }

    async fn timed(
        &mut self,
        samples: &mut Vec<Duration>,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Result<Value> {
        let start = Instant::now();
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "localhost")
            .header(CONTENT_TYPE, "application/json")
            .body(Full::from(body))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        samples.push(start.elapsed());
        if !status.is_success() {
            return Err(format!("{path}: {status}: {}", String::from_utf8_lossy(&body)).into());
        }
        Ok(serde_json::from_slice(&body)?)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_second = |requests: usize| requests as f64 / self.elapsed.as_secs_f64();
        writeln!(f, "request   requests/s     median        p99")?;
        for (kind, samples) in KINDS.iter().zip(&self.samples) {
            let at = |percent: usize| {
                samples
                    .get(samples.len() * percent / 100)
                    .copied()
                    .unwrap_or_default()
            };
            let (rate, median, p99) = (per_second(samples.len()), at(50), at(99));
            writeln!(f, "{kind:<8} {rate:>11.0} {median:>10.1?} {p99:>10.1?}")?;
        }
        let all = self.samples.iter().map(Vec::len).sum();
        write!(f, "all      {:>11.0}", per_second(all))
    }
}
