//! The targets of the library, with the measured results.

use std::fmt::Write;

use dynamo_entity_benches::case::{Case, Way};
use dynamo_entity_benches::sends::{By, Verb};
use dynamo_entity_benches::subject::Subject;

use super::table::{Table, amount, kibibytes, microseconds, percent, times};
use crate::results::{Results, ratio};
use crate::starts::{OURS, SDK, Start};

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
    rows(targets(results))
}

/// Writes the targets that were measured. Empty if there are none.
pub fn reached(results: &Results) -> String {
    let mut targets = targets(results);
    targets.retain(|target| target.measured.is_some());
    if targets.is_empty() {
        String::new()
    } else {
        rows(targets)
    }
}

fn rows(targets: Vec<Target>) -> String {
    let mut table = Table::new(&["", "target", "measured", ""]);
    for target in targets {
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
    let mut targets = calls(results);
    targets.extend(shared(results));
    targets.push(keys(results));
    targets.extend(starts(results));
    targets.extend(codec(results));
    targets
}

/// Whole calls, as multiples of ours.
fn calls(results: &Results) -> Vec<Target> {
    let least = [
        (Case::GetItem, 5.0),
        (Case::PutItem, 5.0),
        (Case::UpdateItem, 4.5),
        (Case::Query(10), 4.0),
        (Case::Query(100), 4.0),
        (Case::Query(1_000), 7.0),
        (Case::BatchGetItem, 2.5),
        (Case::BatchWriteItem, 2.5),
        (Case::TransactWriteItems, 2.2),
    ];
    let target = |(case, least): (Case, f64)| Target {
        what: format!("{}, by hand / dynamo-entity", case.title()),
        bound: Bound::AtLeast(least),
        measured: results.cpu_ratio(Subject::Case(case, Way::Hand), Subject::Case(case, Way::Ours)),
        write: times,
        why: if case.reads() {
            reading(results, case)
        } else {
            writing(results, case)
        },
    };
    least.into_iter().map(target).collect()
}

/// GetItem over a socket and on two threads.
fn shared(results: &Results) -> [Target; 3] {
    let by_hand = |what: &str, least, measured, why| Target {
        what: format!("GetItem {what}, by hand / dynamo-entity"),
        bound: Bound::AtLeast(least),
        measured,
        write: times,
        why,
    };
    let socket = (Subject::Socket(1, Way::Hand), Subject::Socket(1, Way::Ours));
    let threads = (Subject::Threads(Way::Hand), Subject::Threads(Way::Ours));
    // Without a socket, a call is what the library can change.
    let transport = || {
        let (over, without) = (
            results.cpu(socket.1)?,
            results.cpu(Subject::Case(Case::GetItem, Way::Ours))?,
        );
        Some(format!(
            "the socket and its HTTP client are {} of our call.",
            percent(Some(1.0 - without / over))
        ))
    };
    let sharing = || {
        let (on_two, on_one) = (
            results.cpu(threads.1)?,
            results.cpu(Subject::Case(Case::GetItem, Way::Ours))?,
        );
        Some(format!(
            "what the threads share costs {} of our call on two threads.",
            percent(Some(1.0 - on_one / on_two))
        ))
    };
    [
        by_hand("over a socket", 2.5, results.cpu_ratio(socket.0, socket.1), transport()),
        by_hand(
            "over a socket, time that passes",
            2.0,
            results.wall_ratio(socket.0, socket.1),
            transport(),
        ),
        by_hand(
            "on two threads",
            5.0,
            results.cpu_ratio(threads.0, threads.1),
            sharing(),
        ),
    ]
}

/// What the keys of a `batch_get` cost: what 100 of them cost more than one.
fn keys(results: &Results) -> Target {
    let [hand, ours] = [By::Raw, By::Ours].map(|by| keys_alone(results, by));
    let why = || {
        Some(format!(
            "{} for 99 keys, by hand {}. Keys are kept for retries, deduplicated, and matched with the response, which is in any order. The call by hand \
             does none of this.",
            microseconds(Some(ours?)),
            microseconds(Some(hand?)),
        ))
    };
    Target {
        what: "`batch_get` of 100 keys by `send`, its keys, dynamo-entity / by hand".to_owned(),
        bound: Bound::AtMost(1.2),
        measured: ratio(ours, hand),
        write: times,
        why: why(),
    }
}

/// The first request of a process, and the size of its program.
fn starts(results: &Results) -> [Target; 2] {
    let above = |what: &str, most, part: fn(&Start) -> Option<f64>, why: &str| {
        let value = |program| results.starts.get(program).and_then(part);
        let [hand, ours] = [SDK, OURS].map(value);
        Target {
            what: format!("{what}, above by hand"),
            bound: Bound::AtMost(most),
            measured: ratio(ours, hand).map(|ratio| ratio - 1.0),
            write: percent,
            why: ours
                .zip(hand)
                .map(|(ours, hand)| format!("{} more. {why}", amount(Some(ours - hand)))),
        }
    };
    let learning = "From the first request, the table learns how the client sends. It signs the request again to know that it \
        understands it, which valgrind counts with SHA-256 in software.";
    let code = "The SDK's orchestrator is there once, as by hand. The rest is the library: its codec, its keys, its errors and the \
        sending of requests.";
    [
        above(
            "instructions until the first answer",
            0.05,
            |start| start.instructions,
            learning,
        ),
        above("bytes of the program", 0.10, |start| start.size, code),
    ]
}

/// Decoding and encoding.
fn codec(results: &Results) -> Vec<Target> {
    let mut targets = Vec::new();
    for case in [Case::BatchWriteItem, Case::TransactWriteItems] {
        let alone = |way| results.coding(case, way, Results::instructions);
        targets.push(Target {
            what: format!(
                "{}, instructions of encoding alone, by hand / dynamo-entity",
                case.title()
            ),
            bound: Bound::AtLeast(5.0),
            measured: ratio(alone(Way::Hand), alone(Way::Ours)),
            write: times,
            why: writing(results, case),
        });
    }
    for case in Case::ALL.into_iter().filter(|case| case.reads()) {
        let alone = |way| results.coding(case, way, Results::instructions);
        targets.push(Target {
            what: format!(
                "{}, instructions of decoding alone, dynamo-entity / floor",
                case.title()
            ),
            bound: Bound::AtMost(1.25),
            measured: ratio(alone(Way::Ours), alone(Way::Floor)),
            write: times,
            why: decoding(results, case),
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
    targets
}

/// Describes the parts of a call that reads.
fn reading(results: &Results, case: Case) -> Option<String> {
    let ours = results.cpu(Subject::Case(case, Way::Ours))?;
    let empty = |way| results.cpu(Subject::Empty(case, way));
    let decoding = results.coding(case, Way::Ours, Results::cpu)?;
    Some(if decoding * 2.0 > ours {
        format!(
            "decoding is {} of our call, {} an item. The codec is next.",
            percent(Some(decoding / ours)),
            microseconds(Some(decoding / f64::from(case.items()))),
        )
    } else {
        format!(
            "without an item, the call takes {}, and by hand {}.",
            microseconds(Some(empty(Way::Ours)?)),
            microseconds(Some(empty(Way::Hand)?)),
        )
    })
}

/// Describes what encoding an item costs.
fn writing(results: &Results, case: Case) -> Option<String> {
    let each = |way| Some(results.coding(case, way, Results::instructions)? / f64::from(case.items()));
    Some(format!(
        "encoding takes {} instructions an item, by hand {}, and in the floor {}. The codec is next.",
        amount(Some(each(Way::Ours)?)),
        amount(Some(each(Way::Hand)?)),
        amount(Some(each(Way::Floor)?)),
    ))
}

fn decoding(results: &Results, case: Case) -> Option<String> {
    let [ours, floor] = [Way::Ours, Way::Floor].map(|way| results.coding(case, way, Results::instructions));
    let (ours, floor) = (ours?, floor?);
    let order = if case == Case::BatchGetItem {
        " Items arrive in any order: each is skipped, its key is read, and it is decoded when its position is known. \
         The floor decodes items as they arrive."
    } else {
        ""
    };
    let each = (ours - floor) / f64::from(case.items());
    Some(format!(
        "{} instructions more per item than the floor.{order}",
        amount(Some(each))
    ))
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

/// Returns the CPU time of a `batch_get` of 100 keys above one of one key.
fn keys_alone(results: &Results, by: By) -> Option<f64> {
    let all = results.cpu(Subject::Send(Verb::BatchGet, by))?;
    Some(all - results.cpu(Subject::OneKey(by))?)
}
