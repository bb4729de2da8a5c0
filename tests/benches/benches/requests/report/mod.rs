//! The report: BENCHMARKS.md, or the table of a run that is only printed.

mod calls;
mod table;
mod targets;
mod upkeep;

use std::fmt::Write;

use dynamo_entity_benches::subject::Subject;

use crate::builds::Builds;
use crate::results::Results;
use table::{Table, amount, kibibytes, microseconds};

const HEAD: &str = "\
# Benchmarks

Written by `cargo bench`, which repeats all measurements. The measured code is in `tests/benches`.

The same calls are made in several ways with the same client of the AWS SDK, which does everything that it does on AWS: it serializes,
signs, retries, runs interceptors and reads the response. Only the socket is replaced, by bytes that are always the same.

| way | |
|---|---|
| by hand | `aws-sdk-dynamodb` and `serde_dynamo`, keys by `format!` |
| modyne | the crate of that name |
| dynamo-entity | this library |
| SDK alone | the SDK's call with prepared bytes and a response without items: the minimum cost of every way |
| floor | no call: `serde_json` between bytes and entities, through structs of DynamoDB's JSON written by hand |

";

/// Writes the whole report.
pub fn markdown(results: &Results, builds: Option<&Builds>, machine: &[(String, String)]) -> String {
    let mut text = HEAD.to_owned();
    let mut rows = Table::new(&["measured with", ""]);
    for (name, value) in machine {
        rows.row([name.clone(), value.clone()]);
    }
    section(&mut text, "", &rows.finish());
    if !results.counted() {
        section(
            &mut text,
            "",
            "**valgrind is not installed here, so ratios compare CPU time instead of instructions.**\n",
        );
    }
    let work = if results.counted() { "instructions" } else { "CPU time" };
    let about = format!("## Targets\n\nRatios compare {work} unless stated otherwise.\n\n");
    section(&mut text, &about, &targets::table(results));
    let missed = targets::missed(results);
    if !missed.is_empty() {
        section(&mut text, "### Missed targets\n\n", &missed);
    }
    text.push_str(&calls::sections(results));
    text.push_str(&upkeep::sections(results, builds));
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Writes the measurements of some subjects.
pub fn plain(subjects: &[Subject], results: &Results) -> String {
    let mut table = Table::new(&["", "instructions", "CPU time", "KiB allocated", "allocations"]);
    for subject in subjects {
        table.row([
            subject.name(),
            amount(results.instructions(*subject)),
            microseconds(results.nanoseconds(*subject)),
            kibibytes(results.bytes(*subject)),
            amount(results.allocations(*subject)),
        ]);
    }
    table.finish()
}

fn section(text: &mut String, heading: &str, body: &str) {
    // Writing to a `String` does not fail.
    let _ = writeln!(text, "{heading}{body}");
}
