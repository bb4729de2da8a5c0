//! Instructions, counted by valgrind.
//!
//! A subject runs several times in one process and twice as often in another. The difference excludes the start of the
//! process and the setup of the first call.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::num::NonZero;
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use dynamo_entity_benches::subject::{Subject, runtime};

use crate::RUN;

/// The program that valgrind runs.
pub fn run(name: &str, repetitions: &str) -> ExitCode {
    let (Some(subject), Ok(repetitions)) = (Subject::named(name), repetitions.parse::<u32>()) else {
        eprintln!("no subject `{name}`, or no number `{repetitions}`");
        return ExitCode::FAILURE;
    };
    let runtime = runtime();
    let operation = subject.set_up(&runtime);
    runtime.block_on(async {
        for _ in 0..repetitions {
            operation().await;
        }
    });
    ExitCode::SUCCESS
}

/// Returns the instructions of one run of each subject that is counted, by name.
pub fn count(subjects: &[Subject]) -> Result<BTreeMap<String, u64>, String> {
    let version = Command::new("valgrind").arg("--version").output();
    version.map_err(|error| format!("valgrind does not run: {error}"))?;

    // Instruction counts do not depend on other load of the machine.
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let counts = Mutex::new(BTreeMap::new());
    let worker = || -> Result<(), String> {
        while let Some(subject) = subjects.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(once) = subject.counted_runs() else { continue };
            let difference = process(*subject, 2 * once)?.saturating_sub(process(*subject, once)?);
            let mut counts = counts.lock().map_err(|error| error.to_string())?;
            counts.insert(subject.name(), difference / u64::from(once));
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or_else(|_| Err("a worker panicked".to_owned())))
    })?;
    counts.into_inner().map_err(|error| error.to_string())
}

fn process(subject: Subject, repetitions: u32) -> Result<u64, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    of_process(program, &[RUN, &subject.name(), &repetitions.to_string()])
}

/// Returns the instructions of a whole process.
pub fn of_process(program: impl AsRef<OsStr>, arguments: &[&str]) -> Result<u64, String> {
    let program = program.as_ref();
    let output = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    let failure = |reason: &str| format!("{} {arguments:?}: {reason}{said}", program.display());
    if !output.status.success() {
        return Err(failure(""));
    }
    // ==1234== I   refs:      65,412,043
    let line = said.lines().find(|line| line.contains("refs:")).unwrap_or_default();
    let (_, count) = line.split_once("refs:").unwrap_or_default();
    let digits: String = count.chars().filter(char::is_ascii_digit).collect();
    digits.parse().map_err(|_| failure("valgrind gives no count: "))
}
