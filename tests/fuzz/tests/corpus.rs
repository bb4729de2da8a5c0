//! The kept corpus of each target, on stable and without cargo-fuzz.

use std::path::Path;

fn run(target: &str, fuzz: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut paths: Vec<_> = corpus.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 20, "the corpus in {} is not there", corpus.display());
    for path in paths {
        // The output of a failed test is shown; the last name is the failing input.
        println!("{}", path.display());
        fuzz(&std::fs::read(&path).unwrap());
    }
}

#[test]
fn items() {
    run("item", dynamo_entity_fuzz::item);
}

#[test]
fn answers() {
    run("answer", dynamo_entity_fuzz::answer);
}
