//! The report: BENCHMARKS.md with its chart, or the tables of a run that is only printed.

mod calls;
mod chart;
mod coding;
mod processes;
mod table;
mod targets;
mod upkeep;

use std::fmt::Write;

use dynamo_entity_benches::subject::Subject;

use crate::builds::Builds;
use crate::results::Results;
use table::{Table, amount, kibibytes, microseconds};

pub use chart::chart;

/// The file of the chart, beside BENCHMARKS.md.
pub const CHART: &str = "BENCHMARKS.svg";

const HEAD: &str = "\
# Benchmarks

![CPU time of a call by hand, with modyne and with dynamo-entity](BENCHMARKS.svg)

How much CPU time a program spends on a call to DynamoDB, in its own code, the SDK's and the system's. This is what a request costs on
your machine, and what limits the requests that one core can make. It is not latency: on AWS, the network adds milliseconds, whichever
library is used.

| the same calls, made in these ways | |
|---|---|
| by hand | `aws-sdk-dynamodb` and `serde_dynamo`, keys by `format!` |
| modyne | the crate of that name |
| dynamo-entity | this library as it is: a table learns from the SDK's first request how the client sends, and sends the next ones itself |
| through the SDK | this library with `Table::through_sdk()`, where every request takes the SDK's way |
| SDK alone | the SDK's call with prepared bytes and a response without items: the least that a call through the SDK costs |

`cargo bench` repeats all measurements and writes this file and the chart. The code is in `tests/benches`; `cargo test` checks there that
every way reads and writes the same items.

";

const HOW: &str = "\
## How it is measured

- All ways send with the same client of the AWS SDK, in its default configuration, which serializes, signs and reads as on AWS. Only the socket is
  replaced, by bytes that are always the same and arrive at once; sections with a socket say so.
- CPU time is that of the thread, in its own code and in the system's. The ways take turns in 25 rounds of at least 4 ms each. A time is
  the median of the rounds, and a ratio is the median of the ratios in each round.
- The item is a `Card` with ten attributes of mixed types, five more for keys and type, about 600 bytes as JSON.

";

/// Writes the whole report.
pub fn markdown(results: &Results, builds: Option<&Builds>, machine: &[(String, String)]) -> String {
    let mut text = HEAD.to_owned();
    text.push_str(&calls::times(results));
    text.push_str(&processes::sections(results));
    let about = "## Targets\n\nRatios are of CPU time, unless something else is named.\n\n";
    section(&mut text, about, &targets::table(results));
    let missed = targets::missed(results);
    if !missed.is_empty() {
        section(&mut text, "### What is missed, and why\n\n", &missed);
    }
    text.push_str(&coding::section(results));
    text.push_str(&calls::instructions(results));
    text.push_str(&calls::memory(results));
    text.push_str(&upkeep::sections(results, builds));
    text.push_str(HOW);
    let mut rows = Table::new(&["measured with", ""]);
    for (name, value) in machine {
        rows.row([name.clone(), value.clone()]);
    }
    section(&mut text, "", &rows.finish());
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Writes the measurements of some subjects.
pub fn plain(subjects: &[Subject], results: &Results) -> String {
    let mut text = String::new();
    let heads = ["", "CPU time", "time", "instructions", "KiB allocated", "allocations"];
    let mut table = Table::new(&heads);
    for subject in subjects {
        table.row([
            subject.name(),
            microseconds(results.cpu(*subject)),
            microseconds(results.wall(*subject)),
            amount(results.instructions(*subject)),
            kibibytes(results.bytes(*subject)),
            amount(results.allocations(*subject)),
        ]);
    }
    section(&mut text, "", &table.finish());
    text.push_str(&processes::plain(results));
    let reached = targets::reached(results);
    if !reached.is_empty() {
        section(&mut text, "", &reached);
    }
    text
}

fn section(text: &mut String, heading: &str, body: &str) {
    // Writing to a `String` does not fail.
    let _ = writeln!(text, "{heading}{body}");
}
