//! The machine and the versions of a measurement.

use std::fs;
use std::path::Path;
use std::process::Command;

use chrono::Utc;

const VERSIONED: [&str; 7] = [
    "dynamo-entity",
    "aws-sdk-dynamodb",
    "aws-smithy-http-client",
    "serde_dynamo",
    "modyne",
    "serde_json",
    "tokio",
];

/// Returns the facts about the machine, as pairs of name and value.
pub fn describe(root: &Path) -> Vec<(String, String)> {
    let mut rows = vec![
        ("date".to_owned(), Utc::now().format("%Y-%m-%d").to_string()),
        ("processor".to_owned(), processor()),
        ("system".to_owned(), system()),
        ("rustc".to_owned(), said("rustc", "--version").replacen("rustc ", "", 1)),
        (
            "valgrind".to_owned(),
            said("valgrind", "--version").replacen("valgrind-", "", 1),
        ),
    ];
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
    rows.extend(VERSIONED.map(|package| (package.to_owned(), version(&lock, package))));
    rows.push(("dynamo-entity commit".to_owned(), commit(root)));
    rows
}

fn processor() -> String {
    let model = fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        text.lines()
            .find_map(|line| Some(line.strip_prefix("model name")?.split_once(':')?.1.to_owned()))
    });
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!(
        "{}, {cores} cores",
        model.as_deref().unwrap_or(std::env::consts::ARCH).trim()
    )
}

fn system() -> String {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let pretty = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    pretty.unwrap_or(std::env::consts::OS).trim_matches('"').to_owned()
}

fn commit(root: &Path) -> String {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["rev-parse", "--short", "HEAD"])
        .output();
    output.map_or_else(
        |_| "unknown".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

/// Returns the first line of a program's output.
fn said(program: &str, argument: &str) -> String {
    let output = Command::new(program).arg(argument).output();
    output.map_or_else(
        |_| "none".to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

/// Returns the version of a package in Cargo.lock.
fn version(lock: &str, package: &str) -> String {
    let after = lock
        .split_once(&format!("name = \"{package}\"\nversion = \""))
        .map(|(_, after)| after);
    let version = after
        .and_then(|after| after.split_once('"'))
        .map(|(version, _)| version);
    version.unwrap_or("none").to_owned()
}
