//! CPU time of the thread. The subjects take turns in rounds, and the result of each is the median of its rounds.

use std::collections::BTreeMap;
use std::time::Duration;

use dynamo_entity_benches::subject::{Operation, Subject};
use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::Runtime;

const ROUNDS: usize = 25;
/// The minimum length of a turn, which makes the resolution of the clock irrelevant.
const TURN: Duration = Duration::from_millis(4);

struct Turns {
    subject: Subject,
    operation: Operation,
    repetitions: u32,
    nanoseconds: Vec<f64>,
}

/// Returns the nanoseconds of one run of each subject, by name.
pub fn measure(subjects: &[Subject], runtime: &Runtime) -> BTreeMap<String, f64> {
    let mut medians = BTreeMap::new();
    // Only subjects that are compared take turns, so that the others need not be in memory.
    for group in subjects.chunk_by(|one, next| group(*one) == group(*next)) {
        let mut turns: Vec<_> = group.iter().map(|subject| prepare(*subject, runtime)).collect();
        for _ in 0..ROUNDS {
            for turn in &mut turns {
                let nanoseconds = spend(runtime, &turn.operation, turn.repetitions).as_secs_f64() * 1e9;
                turn.nanoseconds.push(nanoseconds / f64::from(turn.repetitions));
            }
        }
        medians.extend(
            turns
                .into_iter()
                .map(|turn| (turn.subject.name(), median(turn.nanoseconds))),
        );
    }
    medians
}

/// Returns a name without the way: `query-10` for `query-10/ours`.
fn group(subject: Subject) -> Option<String> {
    subject.name().rsplit_once('/').map(|(group, _)| group.to_owned())
}

fn prepare(subject: Subject, runtime: &Runtime) -> Turns {
    let operation = subject.set_up(runtime);
    let mut repetitions = 1;
    while spend(runtime, &operation, repetitions) < TURN {
        repetitions *= 2;
    }
    Turns {
        subject,
        operation,
        repetitions,
        nanoseconds: Vec::with_capacity(ROUNDS),
    }
}

fn spend(runtime: &Runtime, operation: &Operation, repetitions: u32) -> Duration {
    runtime.block_on(async {
        let start = now();
        for _ in 0..repetitions {
            operation().await;
        }
        now().saturating_sub(start)
    })
}

fn now() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
