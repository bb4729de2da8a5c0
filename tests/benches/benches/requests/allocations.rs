//! Bytes and allocations, counted by a program whose allocator counts.

use std::collections::BTreeMap;
use std::process::Command;

use dynamo_entity_benches::subject::Subject;

use crate::results::Allocated;

const PROGRAM: &str = env!("CARGO_BIN_EXE_allocations");

/// What doing each subject once allocates, by name.
pub fn count(subjects: &[Subject]) -> BTreeMap<String, Allocated> {
    subjects.iter().filter_map(|subject| one(&subject.name())).collect()
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
