//! Prints the names of subjects, and the bytes and allocations of one run, separated by tabs.
//!
//! A reallocation counts as one allocation, and as the bytes by which it grows.

use std::alloc::System;

use dynamo_entity_benches::subject::{Subject, runtime};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const REPETITIONS: usize = 8;

fn main() {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let runtime = runtime();
    for subject in Subject::all() {
        if !subject.counts_allocations() || !subject.name().contains(&filter) {
            continue;
        }
        let operation = subject.set_up(&runtime);
        // The first call fills caches and is not counted.
        runtime.block_on(operation());
        let region = Region::new(ALLOCATOR);
        for _ in 0..REPETITIONS {
            runtime.block_on(operation());
        }
        let change = region.change();
        let count = change.allocations + change.reallocations;
        println!(
            "{}\t{}\t{}",
            subject.name(),
            change.bytes_allocated / REPETITIONS,
            count / REPETITIONS
        );
    }
}
