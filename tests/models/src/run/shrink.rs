//! Removes steps that a failure does not need.

use super::{Failure, Tamed, replay};
use crate::Benches;
use crate::shape::Model;

/// The maximum number of runs of a program.
const ATTEMPTS: usize = 80;

/// Returns the shortest program found that fails in the same way.
pub(super) fn shrink(
    model: &Model,
    benches: Benches,
    mut steps: Vec<Tamed>,
    mut failure: Failure,
) -> (Vec<Tamed>, Failure) {
    let mut attempts = 0;
    let mut at = steps.len();
    while at > 0 && attempts < ATTEMPTS {
        at -= 1;
        let mut fewer = steps.clone();
        fewer.remove(at);
        attempts += 1;
        if let Err(same) = replay(model, benches, &fewer)
            && same.kind == failure.kind
        {
            (steps, failure) = (fewer, same);
        }
    }
    (steps, failure)
}
