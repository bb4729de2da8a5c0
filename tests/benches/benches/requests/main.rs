//! `cargo bench`: measures everything and writes BENCHMARKS.md, with its chart.
//!
//! ```sh
//! cargo bench                          # measures everything and writes BENCHMARKS.md
//! cargo bench -- --no-builds           # without build times
//! cargo bench -- query-100 put-item    # only subjects with one of these in their name; prints the result
//! cargo bench -- million start         # only the processes of their own; prints the result
//! ```

mod allocations;
mod builds;
mod flows;
mod instructions;
mod machine;
mod report;
mod results;
mod starts;
mod time;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use dynamo_entity_benches::agreement;
use dynamo_entity_benches::subject::{Subject, runtime};

use builds::Builds;
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
    let wanted = |subject: &str| names.is_empty() || names.iter().any(|name| subject.contains(name.as_str()));
    let mut subjects = Subject::all();
    subjects.retain(|subject| wanted(&subject.name()));

    agreement::check(&runtime());
    let mut results = Results::default();
    eprintln!("CPU time of {} subjects", subjects.len());
    results.times = time::measure(&subjects, &runtime());
    if wanted("start") {
        eprintln!("starts of processes");
        results.starts = starts::measure();
    }
    if wanted("million") {
        eprintln!("a million items");
        results.flows = flows::measure();
    }
    eprintln!("instructions");
    match instructions::count(&subjects) {
        Ok(counts) => results.instructions = counts,
        Err(reason) => eprintln!("no instructions: {reason}"),
    }
    eprintln!("allocations");
    results.allocated = allocations::count(&subjects);

    if !names.is_empty() {
        print!("{}", report::plain(&subjects, &results));
        return ExitCode::SUCCESS;
    }
    let builds = with_builds.then(|| {
        eprintln!("what the derive adds to builds");
        builds::measure(&root())
    });
    match write(&results, builds.flatten().as_ref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("BENCHMARKS.md is not written: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the report and its chart, and prints the report.
fn write(results: &Results, builds: Option<&Builds>) -> io::Result<()> {
    let text = report::markdown(results, builds, &machine::describe(&root()));
    fs::write(root().join("BENCHMARKS.md"), &text)?;
    fs::write(root().join(report::CHART), report::chart(results))?;
    println!("{text}");
    Ok(())
}

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
