//! CPU time and the time that passes. The subjects that are compared take turns in rounds.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use dynamo_entity_benches::subject::{Operation, Subject};
use dynamo_entity_benches::usage;
use tokio::runtime::Runtime;

use crate::results::Rounds;

const ROUNDS: usize = 25;
/// The minimum length of a turn, which makes the resolution of the clock irrelevant.
const TURN: Duration = Duration::from_millis(4);

struct Turns {
    subject: Subject,
    operation: Operation,
    repetitions: u32,
    rounds: Rounds,
}

/// Returns the times of one call of each subject, by name.
pub fn measure(subjects: &[Subject], runtime: &Runtime) -> BTreeMap<String, Rounds> {
    let mut times = BTreeMap::new();
    // Only subjects that are compared take turns, so that the others need not be in memory.
    for group in subjects.chunk_by(|one, next| one.is_compared_with(*next)) {
        let mut turns: Vec<_> = group.iter().map(|subject| prepare(*subject, runtime)).collect();
        for _ in 0..ROUNDS {
            for turn in &mut turns {
                let calls = f64::from(turn.repetitions * turn.subject.calls());
                let (cpu, wall) = spend(runtime, &turn.operation, turn.repetitions);
                turn.rounds.cpu.push(cpu.as_secs_f64() * 1e9 / calls);
                turn.rounds.wall.push(wall.as_secs_f64() * 1e9 / calls);
            }
        }
        times.extend(turns.into_iter().map(|turn| (turn.subject.name(), turn.rounds)));
    }
    times
}

fn prepare(subject: Subject, runtime: &Runtime) -> Turns {
    let operation = subject.set_up(runtime);
    let mut repetitions = 1;
    while spend(runtime, &operation, repetitions).0 < TURN {
        repetitions *= 2;
    }
    Turns {
        subject,
        operation,
        repetitions,
        rounds: Rounds::default(),
    }
}

/// Returns the CPU time and the time that passes.
fn spend(runtime: &Runtime, operation: &Operation, repetitions: u32) -> (Duration, Duration) {
    runtime.block_on(async {
        let (cpu, wall) = (usage::cpu_time(), Instant::now());
        for _ in 0..repetitions {
            operation().await;
        }
        (usage::cpu_time().saturating_sub(cpu), wall.elapsed())
    })
}
