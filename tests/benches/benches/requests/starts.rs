//! From the start of a process to its first answer, and the size of its program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::instructions;
use crate::results::median;

const ROUNDS: usize = 101;
/// The argument with which a program does not ask for its CPU time, as valgrind has no answer.
const QUIET: &str = "--quiet";

/// The programs, with their titles.
pub const RUNTIME: &str = "runtime alone";
pub const SDK: &str = "by hand";
pub const OURS: &str = "dynamo-entity";
const PROGRAMS: [(&str, &str); 3] = [
    (RUNTIME, env!("CARGO_BIN_EXE_start-runtime")),
    (SDK, env!("CARGO_BIN_EXE_start-sdk")),
    (OURS, env!("CARGO_BIN_EXE_start-ours")),
];

/// A process that ends after its first answer.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    pub cpu_nanoseconds: Option<f64>,
    /// The time that passes until the process has ended.
    pub wall_nanoseconds: Option<f64>,
    pub instructions: Option<f64>,
    /// The bytes of the program without symbols.
    pub size: Option<f64>,
}

/// Returns the result of each program by its title. The programs take turns in rounds.
pub fn measure() -> BTreeMap<&'static str, Start> {
    let mut times: BTreeMap<_, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for (title, program) in PROGRAMS {
            if let Some((cpu, wall)) = once(program) {
                let times = times.entry(title).or_default();
                times.0.push(cpu);
                times.1.push(wall);
            }
        }
    }
    let starts = PROGRAMS.map(|(title, program)| {
        let (cpu, wall) = times.remove(title).unwrap_or_default();
        let start = Start {
            cpu_nanoseconds: median(cpu),
            wall_nanoseconds: median(wall),
            instructions: instructions::of_process(program, &[QUIET])
                .ok()
                .map(|count| count as f64),
            size: stripped_size(Path::new(program)),
        };
        (title, start)
    });
    starts.into()
}

/// Returns the CPU time that the process says it took, and the time that passed.
fn once(program: &str) -> Option<(f64, f64)> {
    let start = Instant::now();
    let output = Command::new(program).output().ok()?;
    let wall = start.elapsed().as_secs_f64() * 1e9;
    let cpu = String::from_utf8_lossy(&output.stdout).trim().parse().ok()?;
    Some((cpu, wall))
}

/// `None` if `strip` is not installed.
#[allow(clippy::cast_precision_loss)] // far below 2⁵²
fn stripped_size(program: &Path) -> Option<f64> {
    let stripped = program.with_extension("stripped");
    let status = Command::new("strip")
        .arg("-o")
        .arg(&stripped)
        .arg(program)
        .status()
        .ok()?;
    let size = status.success().then(|| fs::metadata(&stripped).ok()).flatten()?.len();
    // The next run writes it again.
    let _ = fs::remove_file(&stripped);
    Some(size as f64)
}
