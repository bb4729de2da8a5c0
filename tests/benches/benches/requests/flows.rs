//! A million items, written and scanned by processes of their own.

use std::collections::BTreeMap;
use std::process::Command;

use dynamo_entity_benches::million::{Flow, MILLION};

use crate::results::Flowed;

const PROGRAM: &str = env!("CARGO_BIN_EXE_million");
const ROUNDS: usize = 3;

/// Returns the results of each flow and way, which take turns in rounds.
pub fn measure() -> BTreeMap<(&'static str, &'static str), Vec<Flowed>> {
    let mut flows: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for flow in Flow::ALL {
            for way in Flow::WAYS {
                let key = (flow.name(), way.name());
                flows.entry(key).or_default().extend(one(flow.name(), way.name()));
            }
        }
    }
    flows
}

fn one(flow: &str, way: &str) -> Option<Flowed> {
    let output = Command::new(PROGRAM)
        .args([flow, way, &MILLION.to_string()])
        .output()
        .ok()?;
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    // 1843218022	27212
    let text = String::from_utf8_lossy(&output.stdout);
    let (cpu, peak) = text.trim().split_once('\t')?;
    Some(Flowed {
        cpu_nanoseconds: cpu.parse().ok()?,
        peak_kibibytes: peak.parse().ok()?,
    })
}
