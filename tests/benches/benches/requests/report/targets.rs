//! The targets of the library, with the measured results.

use std::fmt::Write;

use dynamo_entity_benches::building::{By, Stage, Verb};
use dynamo_entity_benches::case::{Case, Way};
use dynamo_entity_benches::subject::Subject;

use super::table::{Table, amount, kibibytes, percent, times};
use crate::results::{Results, ratio};

enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// A target.
struct Target {
    what: String,
    bound: Bound,
    measured: Option<f64>,
    write: fn(Option<f64>) -> String,
    /// The measured parts that explain why the target is missed.
    why: Option<String>,
}

impl Target {
    fn is_met(&self) -> Option<bool> {
        let measured = self.measured?;
        Some(match self.bound {
            Bound::AtLeast(least) => measured >= least,
            Bound::AtMost(most) => measured <= most,
        })
    }
}

/// Writes the table of targets.
pub fn table(results: &Results) -> String {
    let mut table = Table::new(&["", "target", "measured", ""]);
    for target in targets(results) {
        let bound = match target.bound {
            Bound::AtLeast(least) => format!("≥ {}", (target.write)(Some(least))),
            Bound::AtMost(most) => format!("≤ {}", (target.write)(Some(most))),
        };
        let verdict = match target.is_met() {
            None => "not measured",
            Some(true) => "met",
            Some(false) => "**missed**",
        };
        let measured = (target.write)(target.measured);
        table.row([target.what, bound, measured, verdict.to_owned()]);
    }
    table.finish()
}

/// Describes the missed targets and the known reasons. Empty if all targets are met.
pub fn missed(results: &Results) -> String {
    let mut text = String::new();
    for target in targets(results) {
        if let (Some(false), Some(why)) = (target.is_met(), target.why) {
            // Writing to a `String` does not fail.
            let _ = writeln!(text, "- {}: {why}", target.what);
        }
    }
    text
}

fn targets(results: &Results) -> Vec<Target> {
    let mut targets = Vec::new();
    for (items, least) in [(1_000, 7.0), (100, 4.0), (10, 2.0)] {
        let case = Case::Query(items);
        targets.push(Target {
            what: format!("{}, by hand / dynamo-entity", case.title()),
            bound: Bound::AtLeast(least),
            measured: gain(results, case),
            write: times,
            why: reading(results, case),
        });
    }
    for case in [Case::GetItem, Case::PutItem] {
        targets.push(Target {
            what: format!("{}, dynamo-entity / by hand", case.title()),
            bound: Bound::AtMost(1.0),
            measured: gain(results, case).map(|gain| 1.0 / gain),
            write: times,
            why: if case.reads() {
                reading(results, case)
            } else {
                writing(results, case)
            },
        });
    }
    for case in [Case::BatchWriteItem, Case::TransactWriteItems] {
        targets.push(Target {
            what: format!("{}, encoding alone, by hand / dynamo-entity", case.title()),
            bound: Bound::AtLeast(5.0),
            measured: ratio(results.coding(case, Way::Hand), results.coding(case, Way::Ours)),
            write: times,
            why: writing(results, case),
        });
    }
    let pages = Case::Query(1_000);
    let bytes = |way| results.bytes(Subject::Case(pages, way));
    targets.push(Target {
        what: format!("{}, bytes allocated, by hand / dynamo-entity", pages.title()),
        bound: Bound::AtLeast(6.0),
        measured: ratio(bytes(Way::Hand), bytes(Way::Ours)),
        write: times,
        why: held(results, pages),
    });
    for case in Case::ALL.into_iter().filter(|case| case.reads()) {
        targets.push(Target {
            what: format!("{}, decoding alone, dynamo-entity / floor", case.title()),
            bound: Bound::AtMost(1.25),
            measured: ratio(results.coding(case, Way::Ours), results.coding(case, Way::Floor)),
            write: times,
            why: decoding(results, case),
        });
    }
    for verb in Verb::ALL {
        targets.push(Target {
            what: format!("{}, what building it adds to the call by hand", verb.title()),
            bound: Bound::AtMost(0.03),
            measured: built(results, verb),
            write: percent,
            why: adding(results, verb),
        });
    }
    targets
}

/// Describes the parts of a call that reads, and the ratio that it would reach if decoding cost no more than the floor.
fn reading(results: &Results, case: Case) -> Option<String> {
    let work = |way| results.work(Subject::Case(case, way));
    let (hand, ours, sdk, floor) = (work(Way::Hand)?, work(Way::Ours)?, work(Way::Sdk)?, work(Way::Floor)?);
    let decoding = results.coding(case, Way::Ours)?;
    Some(format!(
        "the SDK alone, without items, is {} of our call, and decoding is {}; the SDK alone with the floor would \
         reach {}.",
        percent(Some(sdk / ours)),
        percent(Some(decoding / ours)),
        times(Some(hand / (sdk + floor))),
    ))
}

fn writing(results: &Results, case: Case) -> Option<String> {
    let work = |way| results.work(Subject::Case(case, way));
    let coding = |way| results.coding(case, way);
    Some(format!(
        "the SDK alone, which signs a body of the same size, is {} of our call; the rest is {}, by hand {}, and in \
         the floor {}.",
        percent(ratio(work(Way::Sdk), work(Way::Ours))),
        amount(Some(coding(Way::Ours)?)),
        amount(Some(coding(Way::Hand)?)),
        amount(Some(coding(Way::Floor)?)),
    ))
}

fn decoding(results: &Results, case: Case) -> Option<String> {
    let (ours, floor) = (results.coding(case, Way::Ours)?, results.coding(case, Way::Floor)?);
    let order = if case == Case::BatchGetItem {
        " Items arrive in any order: each is skipped, its key is read, and it is decoded when its position is known. \
         The floor decodes items as they arrive."
    } else {
        ""
    };
    let each = (ours - floor) / f64::from(case.items());
    Some(format!("{} more per item than the floor.{order}", amount(Some(each))))
}

fn held(results: &Results, case: Case) -> Option<String> {
    let bytes = |way| results.bytes(Subject::Case(case, way));
    let (hand, ours, floor) = (bytes(Way::Hand)?, bytes(Way::Ours)?, bytes(Way::Floor)?);
    Some(format!(
        "of {} KiB, the floor allocates {}, which are the entities themselves, without the body. At the floor the \
         ratio would be {}.",
        kibibytes(Some(ours)),
        kibibytes(Some(floor)),
        times(Some(hand / floor)),
    ))
}

fn adding(results: &Results, verb: Verb) -> Option<String> {
    let work = |by| results.work(Subject::Building(verb, Stage::Build, by));
    let (ours, raw) = (work(By::Ours)?, work(By::Raw)?);
    let besides = match verb {
        Verb::BatchGet => {
            " Only `request` makes the SDK's maps of the keys. Keys are matched with the response, which is in any \
             order, are kept for retries, and are deduplicated. The call by hand does none of this."
        }
        Verb::TransactGet => {
            " Only `request` makes the SDK's maps of the keys. Two reads of one item are refused before they are \
             sent. The call by hand does not check this."
        }
        _ => "",
    };
    Some(format!(
        "{} to build, {} by hand; the whole call adds {}.{besides}",
        amount(Some(ours)),
        amount(Some(raw)),
        percent(sent(results, verb)),
    ))
}

/// Returns the work of the call by hand as a multiple of ours.
fn gain(results: &Results, case: Case) -> Option<f64> {
    let work = |way| results.work(Subject::Case(case, way));
    ratio(work(Way::Hand), work(Way::Ours))
}

/// Returns the additional work of building a request, as a fraction of the whole call with the raw SDK.
pub fn built(results: &Results, verb: Verb) -> Option<f64> {
    above(results, verb, Stage::Build)
}

/// Returns the additional work of a whole call, as a fraction of the call with the raw SDK.
pub fn sent(results: &Results, verb: Verb) -> Option<f64> {
    above(results, verb, Stage::Send)
}

fn above(results: &Results, verb: Verb, stage: Stage) -> Option<f64> {
    let work = |stage, by| results.work(Subject::Building(verb, stage, by));
    let added = work(stage, By::Ours)? - work(stage, By::Raw)?;
    ratio(Some(added), work(Stage::Send, By::Raw))
}
