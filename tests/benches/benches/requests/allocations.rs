//! Bytes and allocations, measured by a program with a counting allocator.

use std::collections::BTreeMap;
use std::process::Command;

use dynamo_entity_benches::subject::Subject;

use crate::results::Allocated;

const PROGRAM: &str = env!("CARGO_BIN_EXE_allocations");

/// Returns the allocations of one run of each subject, by name.
pub fn count(subjects: &[Subject]) -> BTreeMap<String, Allocated> {
    let counted = subjects.iter().filter(|subject| subject.counts_allocations());
    counted.filter_map(|subject| one(&subject.name())).collect()
}

fn one(name: &str) -> Option<(String, Allocated)> {
    let output = Command::new(PROGRAM).arg(name).output().ok()?;
    // query-10/ours	123456	789
    String::from_utf8_lossy(&output.stdout).lines().find_map(|line| {
        let mut columns = line.split('\t');
        let named = columns.next().filter(|named| *named == name)?;
        let bytes = columns.next()?.parse().ok()?;
        let count = columns.next()?.parse().ok()?;
        Some((named.to_owned(), Allocated { bytes, count }))
    })
}
