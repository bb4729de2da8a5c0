//! GetItem on two threads that share one client, each with a runtime of its own.

use std::thread;
use std::time::Duration;

use crate::case::{Case, Way};
use crate::connection::Connection;
use crate::subject::{self, Operation};
use crate::{usage, ways};

const THREADS: u32 = 2;
const CALLS_OF_A_THREAD: u32 = 400;
/// The calls of one run.
pub const CALLS: u32 = THREADS * CALLS_OF_A_THREAD;

/// # Panics
/// If a run fails.
#[must_use]
pub fn operation(way: Way, connection: &Connection) -> Operation {
    let connection = connection.clone();
    subject::operation(move || {
        let connection = connection.clone();
        async move {
            thread::scope(|scope| {
                let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(|| calls(way, &connection))).collect();
                let mut items = 0;
                for thread in threads {
                    let (read, cpu_time) = thread.join().expect("the calls succeed");
                    usage::joined(cpu_time);
                    items += read;
                }
                items
            })
        }
    })
}

/// Returns the number of items that a thread reads, and its CPU time.
fn calls(way: Way, connection: &Connection) -> (usize, Duration) {
    let operation = ways::called(Case::GetItem, way, connection);
    let items = subject::runtime().block_on(async {
        let mut items = 0;
        for _ in 0..CALLS_OF_A_THREAD {
            items += operation().await;
        }
        items
    });
    (items, usage::cpu_time())
}
