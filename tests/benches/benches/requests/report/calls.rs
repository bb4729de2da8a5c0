//! The sections about calls: time, instructions and memory of each way.

use dynamo_entity_benches::case::{Case, Way};
use dynamo_entity_benches::socket;
use dynamo_entity_benches::subject::Subject;
use dynamo_entity_benches::ways::engine;

use super::section;
use super::table::{Table, amount, kibibytes, microseconds, times as multiple};
use crate::results::{Results, ratio};

type Format = fn(Option<f64>) -> String;

/// The ways of the tables, in the order of the columns.
const WAYS: [Way; 5] = [Way::Hand, Way::Modyne, Way::Ours, Way::ThroughSdk, Way::Sdk];

/// Writes the sections about time.
pub fn times(results: &Results) -> String {
    let mut text = String::new();
    let about = "## CPU time of a call\n\nTimes: lower is better. Ratios: higher is better.\n\n";
    section(&mut text, about, &cpu_times(results));

    let about = "## GetItem over a socket, and on two threads\n\n\
        Over a socket: one request at a time, through the SDK's HTTP client (hyper) without TLS, to a server on another thread of this machine, whose work is\n\
        not counted. On two threads: one client and one table that both threads use, without a socket. What threads share makes each call slower than\n\
        on one thread. Times: lower is better. Ratios: higher is better.\n\n";
    section(&mut text, about, &shared(results));

    let about = "## Requests per second and core\n\n\
        GetItem over the same socket, with this many requests in flight on one thread: how many requests a core makes if it does nothing else.\n\
        Requests and ratios: higher is better.\n\n";
    section(&mut text, about, &per_second(results));
    text
}

fn cpu_times(results: &Results) -> String {
    let mut table = ways_table();
    for case in Case::ALL {
        let subject = |way| Subject::Case(case, way);
        row(
            &mut table,
            case.title(),
            |way| microseconds(results.cpu(subject(way))),
            |way| results.cpu_ratio(subject(way), subject(Way::Ours)),
        );
    }
    table.finish()
}

fn shared(results: &Results) -> String {
    let mut table = ways_table();
    row(
        &mut table,
        "over a socket, CPU time".to_owned(),
        |way| microseconds(results.cpu(Subject::Socket(1, way))),
        |way| results.cpu_ratio(Subject::Socket(1, way), Subject::Socket(1, Way::Ours)),
    );
    row(
        &mut table,
        "over a socket, time that passes".to_owned(),
        |way| microseconds(results.wall(Subject::Socket(1, way))),
        |way| results.wall_ratio(Subject::Socket(1, way), Subject::Socket(1, Way::Ours)),
    );
    row(
        &mut table,
        "on two threads, CPU time".to_owned(),
        |way| microseconds(results.cpu(Subject::Threads(way))),
        |way| results.cpu_ratio(Subject::Threads(way), Subject::Threads(Way::Ours)),
    );
    table.finish()
}

fn per_second(results: &Results) -> String {
    let mut heads = vec!["requests in flight"];
    heads.extend(WAYS.map(Way::title));
    heads.extend(["dynamo-entity / by hand", "dynamo-entity / modyne"]);
    let mut table = Table::new(&heads);
    for number in socket::IN_FLIGHT {
        let subject = |way| Subject::Socket(number, way);
        row(
            &mut table,
            number.to_string(),
            |way| amount(results.cpu(subject(way)).map(|nanoseconds| 1e9 / nanoseconds)),
            // A request that takes half the time can be made twice as often.
            |way| results.cpu_ratio(subject(way), subject(Way::Ours)),
        );
    }
    table.finish()
}

/// Writes the section about instructions. Empty if they were not counted.
pub fn instructions(results: &Results) -> String {
    let mut text = String::new();
    if !results.instructions.is_empty() {
        let about = "## Instructions of a call\n\n\
            Counted by valgrind. The counts are exact and do not depend on the load of the machine, but valgrind has no SHA instructions: it counts SHA-256 in\n\
            software, which is much of what is left of a small call and a few percent of it on a processor. The ratios of CPU time are the true ones.\n\
            Instructions: lower is better. Ratios: higher is better.\n\n";
        section(
            &mut text,
            about,
            &totals(|subject| results.instructions(subject), amount),
        );
    }
    text
}

/// Writes the sections about memory, and about the embedded engine.
pub fn memory(results: &Results) -> String {
    let mut text = String::new();
    let about = "## KiB allocated by a call\n\nKiB: lower is better. Ratios: higher is better.\n\n";
    section(&mut text, about, &totals(|subject| results.bytes(subject), kibibytes));
    let about = "## Allocations of a call\n\nAllocations: lower is better. Ratios: higher is better.\n\n";
    section(
        &mut text,
        about,
        &totals(|subject| results.allocations(subject), amount),
    );
    let about = "## On the embedded engine\n\n\
        The CPU time of a call with the engine's own work, which is the same for both. Times: lower is better. Ratios: higher is better.\n\n";
    section(&mut text, about, &on_engine(results));
    text
}

fn totals(value: impl Fn(Subject) -> Option<f64>, format: Format) -> String {
    let mut table = ways_table();
    for case in Case::ALL {
        let value = |way| value(Subject::Case(case, way));
        row(
            &mut table,
            case.title(),
            |way| format(value(way)),
            |way| ratio(value(way), value(Way::Ours)),
        );
    }
    table.finish()
}

fn ways_table() -> Table {
    let mut heads = vec![""];
    heads.extend(WAYS.map(Way::title));
    heads.extend(["by hand / dynamo-entity", "modyne / dynamo-entity"]);
    Table::new(&heads)
}

/// Adds the values of all ways, and how many times ours they are.
fn row(table: &mut Table, title: String, value: impl Fn(Way) -> String, to_ours: impl Fn(Way) -> Option<f64>) {
    let mut cells = vec![title];
    cells.extend(WAYS.map(value));
    cells.extend([Way::Hand, Way::Modyne].map(|way| multiple(to_ours(way))));
    table.row(cells);
}

fn on_engine(results: &Results) -> String {
    let mut table = Table::new(&["", "by hand", "dynamo-entity", "by hand / dynamo-entity"]);
    for case in engine::CASES {
        let subject = |way| Subject::Engine(case, way);
        table.row([
            case.title(),
            microseconds(results.cpu(subject(Way::Hand))),
            microseconds(results.cpu(subject(Way::Ours))),
            multiple(results.cpu_ratio(subject(Way::Hand), subject(Way::Ours))),
        ]);
    }
    table.finish()
}
