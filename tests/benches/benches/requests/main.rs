//! `cargo bench`: measures everything and writes BENCHMARKS.md.
//!
//! ```sh
//! cargo bench                          # measures everything and writes BENCHMARKS.md
//! cargo bench -- --no-builds           # without build times, which take longest
//! cargo bench -- query-100 put-item    # only subjects with one of these in their name; prints the result
//! ```

mod allocations;
mod builds;
mod instructions;
mod machine;
mod report;
mod results;
mod time;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dynamo_entity_benches::agreement;
use dynamo_entity_benches::subject::{Subject, runtime};

use results::Results;

/// The argument with which this program calls itself under valgrind. The name of a subject and a number follow.
const RUN: &str = "--run";
const NO_BUILDS: &str = "--no-builds";

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    match arguments.as_slice() {
        [run, name, repetitions] if run == RUN => instructions::run(name, repetitions),
        [no_builds] if no_builds == NO_BUILDS => measure(&[], false),
        names => measure(names, true),
    }
}

fn measure(names: &[String], with_builds: bool) -> ExitCode {
    let mut subjects = Subject::all();
    subjects.retain(|subject| names.is_empty() || names.iter().any(|name| subject.name().contains(name)));

    agreement::check(&runtime());
    let mut results = Results::default();
    eprintln!("instructions of {} subjects", subjects.len());
    match instructions::count(&subjects) {
        Ok(counts) => results.instructions = counts,
        Err(reason) => eprintln!("no instructions: {reason}; CPU time stands in for them"),
    }
    eprintln!("allocations");
    results.allocated = allocations::count(&subjects);
    eprintln!("CPU time");
    results.nanoseconds = time::measure(&subjects, &runtime());

    if !names.is_empty() {
        print!("{}", report::plain(&subjects, &results));
        return ExitCode::SUCCESS;
    }
    let builds = with_builds.then(|| {
        eprintln!("what the derive adds to builds");
        builds::measure(&root())
    });
    let file = root().join("BENCHMARKS.md");
    let text = report::markdown(&results, builds.flatten().as_ref(), &machine::describe(&root()));
    if let Err(error) = std::fs::write(&file, &text) {
        eprintln!("{}: {error}", file.display());
        return ExitCode::FAILURE;
    }
    println!("{text}");
    eprintln!("written to {}", file.display());
    ExitCode::SUCCESS
}

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
