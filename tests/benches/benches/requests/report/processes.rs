//! The sections about whole processes: many items, cold start and size.

use dynamo_entity_benches::case::Way;
use dynamo_entity_benches::million::{Flow, MILLION};

use super::section;
use super::table::{Table, amount, mebibytes, milliseconds, overhead, times};
use crate::results::{Flowed, Results, ratio};
use crate::starts::{OURS, RUNTIME, SDK, Start};

/// Writes the sections.
pub fn sections(results: &Results) -> String {
    let mut text = String::new();
    let about = "## A million items\n\n\
        Cards per second of CPU time, and the most memory that the process had. By hand: BatchWriteItem in a loop, and the SDK's paginator of Scan with pages of\n\
        1000 cards. With dynamo-entity: `table.batch_write().put_stream(cards)`, and `Card::scan().stream(&table)`. The medians of three processes. Cards per second and ratio:\n\
        higher is better. Memory: lower is better.\n\n";
    section(&mut text, about, &flows(results));
    let about = "## Cold start and size\n\n\
        A program that makes a client, reads one item and ends: its first request, which goes through the SDK. The transport answers at once, and there is no TLS.\n\
        The size is that of the release build without symbols. Everything: lower is better.\n\n";
    section(&mut text, about, &starts(results));
    text
}

/// Writes the tables that were measured.
pub fn plain(results: &Results) -> String {
    let mut text = String::new();
    if !results.flows.is_empty() {
        section(&mut text, "", &flows(results));
    }
    if !results.starts.is_empty() {
        section(&mut text, "", &starts(results));
    }
    text
}

fn flows(results: &Results) -> String {
    let mut table = Table::new(&[
        "",
        "by hand",
        "dynamo-entity",
        "dynamo-entity / by hand",
        "peak by hand",
        "peak",
    ]);
    for flow in Flow::ALL {
        let title = match flow {
            Flow::Write => "`put_stream`",
            Flow::Scan => "stream of a scan",
        };
        let cpu = |way| results.flow(flow, way, |flowed| flowed.cpu_nanoseconds);
        let rate = |way| amount(cpu(way).map(|nanoseconds| f64::from(MILLION) / nanoseconds * 1e9));
        let peak = |way| mebibytes(results.flow(flow, way, |flowed: &Flowed| flowed.peak_kibibytes * 1024.0));
        table.row([
            title.to_owned(),
            rate(Way::Hand),
            rate(Way::Ours),
            times(ratio(cpu(Way::Hand), cpu(Way::Ours))),
            peak(Way::Hand),
            peak(Way::Ours),
        ]);
    }
    table.finish()
}

fn starts(results: &Results) -> String {
    let mut table = Table::new(&["", RUNTIME, SDK, OURS, "above by hand"]);
    let mut row = |title: &str, part: fn(&Start) -> Option<f64>, format: fn(Option<f64>) -> String| {
        let value = |program| results.starts.get(program).and_then(part);
        table.row([
            title.to_owned(),
            format(value(RUNTIME)),
            format(value(SDK)),
            format(value(OURS)),
            overhead(ratio(value(OURS), value(SDK))),
        ]);
    };
    row("CPU time of the process", |start| start.cpu_nanoseconds, milliseconds);
    row("time that passes", |start| start.wall_nanoseconds, milliseconds);
    row("instructions", |start| start.instructions, amount);
    row("size", |start| start.size, mebibytes);
    table.finish()
}
