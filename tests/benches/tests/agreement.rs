//! The ways that are measured do the same, so that the benchmarks stay comparable.

use dynamo_entity_benches::agreement;
use dynamo_entity_benches::building::{self, By, Stage, Verb};
use dynamo_entity_benches::subject::runtime;

#[test]
fn every_way_reads_and_writes_the_same_items() {
    agreement::check(&runtime());
}

#[test]
fn requests_by_hand_are_those_of_the_library() {
    for verb in Verb::ALL {
        // It compares the two requests.
        drop(building::operation(verb, Stage::Build, By::Ours));
    }
}
