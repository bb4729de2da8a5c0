//! The build time that the derive and the library add to a program.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

#[derive(Debug)]
pub struct Builds {
    pub commands: Vec<Times>,
    pub expansions: Vec<Expansion>,
    /// The number of crates with the SDK alone, and with the library without features, including itself.
    pub crates: Option<(usize, usize)>,
}

/// The duration of one cargo command in milliseconds.
#[derive(Debug)]
pub struct Times {
    pub command: String,
    pub none: f64,
    pub serde: f64,
    pub entity: f64,
}

#[derive(Debug)]
pub struct Expansion {
    pub name: String,
    pub lines: usize,
    pub bytes: usize,
}

/// Returns `None` if there is no bash.
pub fn measure(root: &Path) -> Option<Builds> {
    let output = Command::new("bash")
        .arg(root.join("tests/bench-check.sh"))
        .output()
        .ok()?;
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    Some(Builds {
        commands: times(&String::from_utf8_lossy(&output.stdout)),
        expansions: expansions(&root.join("tests/expansion")),
        crates: crates(root),
    })
}

/// Parses the output: each command is a line that starts with its name, followed by three lines that end with ` ms`.
fn times(text: &str) -> Vec<Times> {
    let commands = text.split("cargo ").skip(1);
    let times = commands.filter_map(|section| {
        let mut lines = section.lines();
        let command = format!("cargo {}", lines.next()?.trim());
        let mut milliseconds =
            lines.filter_map(|line| line.strip_suffix(" ms")?.split_whitespace().last()?.parse().ok());
        Some(Times {
            command,
            none: milliseconds.next()?,
            serde: milliseconds.next()?,
            entity: milliseconds.next()?,
        })
    });
    times.collect()
}

/// The expansions that a test keeps up to date.
fn expansions(folder: &Path) -> Vec<Expansion> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let expansion = |file: fs::DirEntry| {
        let text = fs::read_to_string(file.path()).ok()?;
        Some(Expansion {
            name: file.path().file_stem()?.to_string_lossy().into_owned(),
            lines: text.lines().count(),
            bytes: text.len(),
        })
    };
    let mut expansions: Vec<_> = files.filter_map(expansion).collect();
    expansions.sort_by(|one, other| one.name.cmp(&other.name));
    expansions
}

/// Returns the number of crates with the SDK alone, and the number with the library.
fn crates(root: &Path) -> Option<(usize, usize)> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(root)
        .args(["tree", "--locked", "--package=dynamo-entity", "--edges=normal"]);
    command.args(["--prefix=depth", "--no-dedupe"]);
    let output = command.output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout);
    // `1aws-sdk-dynamodb v1.136.0`, followed by its dependencies, such as `2aws-credential-types v1.2.0`
    let (mut all, mut sdk, mut in_sdk) = (BTreeSet::new(), BTreeSet::new(), false);
    for line in text.lines() {
        let name = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
        if line.starts_with('1') && line.len() == name.len() + 1 {
            in_sdk = name.starts_with("aws-sdk-dynamodb ");
        }
        if in_sdk {
            sdk.insert(name);
        }
        all.insert(name);
    }
    Some((sdk.len(), all.len()))
}
