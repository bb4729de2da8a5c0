//! The report of a run as text.

use std::collections::BTreeMap;
use std::process::ExitCode;

use super::{Failure, Tamed};
use crate::known;
use crate::program::print_step;
use crate::render::all_declarations;
use crate::shape::Model;

/// A shortened failing program.
#[derive(Debug)]
pub struct Finding {
    /// The model's seed.
    pub seed: u64,
    /// The number of the program on it.
    pub program: u64,
    /// The failure of its last step.
    pub failure: Failure,
    /// The steps of the program.
    pub steps: Vec<Tamed>,
}

/// Prints the findings. The first of each kind is printed in full.
pub(super) fn print(models: usize, programs: usize, steps: usize, findings: &[Finding]) -> ExitCode {
    let fault = |finding: &&Finding| known::fault(&finding.failure.kind, &finding.failure.details);
    let (known, findings): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| fault(finding).is_some());
    let mut faults: BTreeMap<&str, usize> = BTreeMap::new();
    for fault in known.iter().filter_map(fault) {
        *faults.entry(fault).or_default() += 1;
    }
    for (fault, programs) in faults {
        println!("known: {fault}: {programs} programs");
    }
    let mut kinds: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for &finding in &findings {
        kinds.entry(&finding.failure.kind).or_default().push(finding);
    }
    let full: usize = std::env::var("MODELS_EXAMPLES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1);
    for (kind, findings) in &kinds {
        println!("\n=== {kind}: {} programs", findings.len());
        let mut shortest: Vec<&&Finding> = findings.iter().collect();
        shortest.sort_by_key(|finding| finding.steps.len());
        for finding in shortest.into_iter().take(full) {
            print_finding(finding);
        }
    }
    println!(
        "\n{models} models, {programs} programs of {steps} steps each: {} failed, in {} ways",
        findings.len(),
        kinds.len()
    );
    if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn print_finding(finding: &Finding) {
    let model = Model::random(finding.seed);
    println!(
        "--- model {}, program {}: {}",
        finding.seed, finding.program, finding.failure.details
    );
    let used = |line: &str| !line.starts_with("use ");
    for line in all_declarations(&model).lines().filter(|line| used(line)) {
        println!("    {line}");
    }
    for (step, tame) in &finding.steps {
        println!(
            "  > {}{}",
            print_step(&model, step),
            if *tame { "" } else { "    (nasty)" }
        );
    }
}
