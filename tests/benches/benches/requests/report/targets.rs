//! What the library set out to reach, beside what it reaches.

use dynamo_entity_benches::building::{By, Stage, Verb};
use dynamo_entity_benches::case::{Case, Way};
use dynamo_entity_benches::subject::Subject;

use super::table::{Table, overhead, times};
use crate::results::{Results, ratio};

enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// The table of targets.
pub fn table(results: &Results) -> String {
    let mut table = Table::new(&["", "target", "measured", ""]);
    let mut row = |what: String, bound: Bound, measured: Option<f64>, write: fn(Option<f64>) -> String| {
        let (target, met) = match bound {
            Bound::AtLeast(least) => (
                format!("≥ {}", write(Some(least))),
                measured.map(|measured| measured >= least),
            ),
            Bound::AtMost(most) => (
                format!("≤ {}", write(Some(most))),
                measured.map(|measured| measured <= most),
            ),
        };
        let verdict = met.map_or("not measured", |met| if met { "met" } else { "**missed**" });
        table.row([what, target, write(measured), verdict.to_owned()]);
    };

    for (items, least) in [(1_000, 7.0), (100, 4.0), (10, 2.0)] {
        let what = format!(
            "{}: by hand takes so many times the instructions",
            Case::Query(items).title()
        );
        row(what, Bound::AtLeast(least), gain(results, Case::Query(items)), times);
    }
    for case in [Case::GetItem, Case::PutItem] {
        let what = format!("{}: instructions of those by hand", case.title());
        row(
            what,
            Bound::AtMost(1.0),
            gain(results, case).map(|gain| 1.0 / gain),
            times,
        );
    }
    for case in [Case::BatchWriteItem, Case::TransactWriteItems] {
        let measured = ratio(results.coding(case, Way::Hand), results.coding(case, Way::Ours));
        let what = format!(
            "{}: encoding by hand takes so many times the instructions",
            case.title()
        );
        row(what, Bound::AtLeast(5.0), measured, times);
    }
    let bytes = |way| results.bytes(Subject::Case(Case::Query(1_000), way));
    let what = format!(
        "{}: by hand allocates so many times the bytes",
        Case::Query(1_000).title()
    );
    row(
        what,
        Bound::AtLeast(6.0),
        ratio(bytes(Way::Hand), bytes(Way::Ours)),
        times,
    );
    for case in Case::ALL.into_iter().filter(|case| case.reads()) {
        let measured = ratio(results.coding(case, Way::Ours), results.coding(case, Way::Floor));
        row(
            format!("{}: decoding, of the floor", case.title()),
            Bound::AtMost(1.25),
            measured,
            times,
        );
    }
    let worst = Verb::ALL
        .into_iter()
        .filter_map(|verb| added(results, verb))
        .max_by(f64::total_cmp);
    let what = "Any request: above the same call by hand with the raw SDK, the worst".to_owned();
    row(what, Bound::AtMost(1.03), worst, overhead);
    table.finish()
}

/// How many times the work of ours the call by hand takes.
fn gain(results: &Results, case: Case) -> Option<f64> {
    let work = |way| results.work(Subject::Case(case, way));
    ratio(work(Way::Hand), work(Way::Ours))
}

/// The work of a request of ours, of that by hand with the raw SDK.
pub fn added(results: &Results, verb: Verb) -> Option<f64> {
    let work = |by| results.work(Subject::Building(verb, Stage::Send, by));
    ratio(work(By::Ours), work(By::Raw))
}
