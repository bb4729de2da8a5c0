//! The sections about calls: instructions, time and memory of each way.

use dynamo_entity_benches::case::{Case, Way};
use dynamo_entity_benches::subject::Subject;
use dynamo_entity_benches::ways::engine;

use super::section;
use super::table::{Table, amount, kibibytes, microseconds, times};
use crate::results::{Results, ratio};

type Measure = fn(&Results, Subject) -> Option<f64>;
type Format = fn(Option<f64>) -> String;

/// Writes the sections about calls.
pub fn sections(results: &Results) -> String {
    let mut text = String::new();
    if results.counted() {
        section(
            &mut text,
            "## Instructions of a call\n\n",
            &ways(results, Results::instructions, amount),
        );
    }
    let about = "## Decoding and encoding alone\n\n\
        Reading: the call minus the same call without items. Writing: the call minus the SDK alone, which signs a body of the same size;\n\
        the request around the items is included. The floor makes no call.\n\n";
    section(&mut text, about, &coding(results));
    section(
        &mut text,
        "## CPU time of a call\n\n",
        &ways(results, Results::nanoseconds, microseconds),
    );
    section(
        &mut text,
        "## KiB allocated by a call\n\n",
        &ways(results, Results::bytes, kibibytes),
    );
    section(
        &mut text,
        "## Allocations of a call\n\n",
        &ways(results, Results::allocations, amount),
    );
    let about = "## On the embedded engine\n\nThe engine's work is included. It is the same for both.\n\n";
    section(&mut text, about, &on_engine(results));
    text
}

fn ways(results: &Results, measure: Measure, format: Format) -> String {
    let heads = [
        "",
        "by hand",
        "modyne",
        "dynamo-entity",
        "SDK alone",
        "by hand / dynamo-entity",
        "modyne / dynamo-entity",
    ];
    let mut table = Table::new(&heads);
    for case in Case::ALL {
        let value = |way| measure(results, Subject::Case(case, way));
        table.row([
            case.title(),
            format(value(Way::Hand)),
            format(value(Way::Modyne)),
            format(value(Way::Ours)),
            format(value(Way::Sdk)),
            times(ratio(value(Way::Hand), value(Way::Ours))),
            times(ratio(value(Way::Modyne), value(Way::Ours))),
        ]);
    }
    table.finish()
}

fn coding(results: &Results) -> String {
    let format: Format = if results.counted() { amount } else { microseconds };
    let heads = [
        "",
        "by hand",
        "modyne",
        "dynamo-entity",
        "floor",
        "by hand / dynamo-entity",
        "dynamo-entity / floor",
    ];
    let mut table = Table::new(&heads);
    for case in Case::ALL {
        let value = |way| results.coding(case, way);
        table.row([
            case.title(),
            format(value(Way::Hand)),
            format(value(Way::Modyne)),
            format(value(Way::Ours)),
            format(value(Way::Floor)),
            times(ratio(value(Way::Hand), value(Way::Ours))),
            times(ratio(value(Way::Ours), value(Way::Floor))),
        ]);
    }
    table.finish()
}

fn on_engine(results: &Results) -> String {
    let heads = [
        "",
        "by hand",
        "dynamo-entity",
        "by hand / dynamo-entity",
        "time by hand",
        "time",
        "by hand / dynamo-entity",
    ];
    let mut table = Table::new(&heads);
    for case in engine::CASES {
        let instructions = |way| results.instructions(Subject::Engine(case, way));
        let time = |way| results.nanoseconds(Subject::Engine(case, way));
        table.row([
            case.title(),
            amount(instructions(Way::Hand)),
            amount(instructions(Way::Ours)),
            times(ratio(instructions(Way::Hand), instructions(Way::Ours))),
            microseconds(time(Way::Hand)),
            microseconds(time(Way::Ours)),
            times(ratio(time(Way::Hand), time(Way::Ours))),
        ]);
    }
    table.finish()
}
