//! From the start of a process to the first answer: the part that the programs `start-*` share.
//!
//! The sizes of these programs are compared. They do not use this package's library, of which parts would be linked that they
//! do not need.

#[allow(dead_code, unreachable_pub)]
#[path = "../../canned.rs"]
mod canned;
#[allow(dead_code, unreachable_pub)]
#[path = "../../usage.rs"]
mod usage;

use aws_sdk_dynamodb::Client;

/// The table of the item.
#[allow(dead_code)]
pub(crate) const TABLE: &str = "bench";
/// The key of the item.
#[allow(dead_code)]
pub(crate) const TEAM: &str = "7f3c0a52";
#[allow(dead_code)]
pub(crate) const CARD_ID: &str = "01J9ZK00000000000000000000";
/// The answer to GetItem as text, so that the programs need nothing that makes it.
const ANSWER: &str = include_str!("answer.json");

/// Makes a client that receives the answer.
#[allow(dead_code)]
pub(crate) fn client() -> Client {
    canned::client(ANSWER.into())
}

/// Runs a program until its first answer. Without arguments, it prints the CPU time of the process in nanoseconds.
pub(crate) fn run(first_answer: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_time().build().expect("a runtime").block_on(first_answer);
    if std::env::args().len() == 1 {
        println!("{}", usage::process_cpu_time().as_nanos());
    }
}
