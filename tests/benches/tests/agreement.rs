//! The ways that are measured do the same, so that the benchmarks stay comparable.

use dynamo_entity_benches::agreement;
use dynamo_entity_benches::case::Case;
use dynamo_entity_benches::sends::{self, Verb};
use dynamo_entity_benches::subject::runtime;
use dynamo_entity_benches::ways;
use serde_json::Value;

#[test]
fn every_way_reads_and_writes_the_same_items() {
    agreement::check(&runtime());
}

#[test]
fn requests_by_hand_are_those_of_the_library() {
    let connection = ways::connect("{}".into(), &runtime());
    for verb in Verb::ALL {
        sends::check(verb, &connection.lean);
    }
}

#[test]
fn the_first_answer_of_a_process_is_that_of_get_item() {
    let answer: Value = serde_json::from_str(include_str!("../src/bin/start/answer.json")).unwrap();
    let measured: Value = serde_json::from_slice(&Case::GetItem.answer()).unwrap();
    assert_eq!(answer, measured);
}
