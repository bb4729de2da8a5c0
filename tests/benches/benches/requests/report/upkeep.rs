//! The sections about requests of every verb, and about building a program.

use dynamo_entity_benches::sends::{By, Verb};
use dynamo_entity_benches::subject::Subject;

use super::section;
use super::table::{Table, amount, microseconds, times};
use crate::builds::Builds;
use crate::results::{Results, ratio};

/// Writes the sections.
pub fn sections(results: &Results, builds: Option<&Builds>) -> String {
    let mut text = String::new();
    let about = "## Requests of every verb\n\n\
        The CPU time of `send(&table)`, and of the same request made and sent by hand with the raw SDK. The response is empty. Times: lower is better. Ratios:\n\
        higher is better.\n\n";
    section(&mut text, about, &requests(results));
    let about = "## Builds\n\n\
        CPU time of cargo and the compiler after the file with the entities was touched. Everything: lower is better.\n\n";
    section(&mut text, about, &builds.map_or("Not measured.\n".to_owned(), built));
    text
}

fn requests(results: &Results) -> String {
    let mut table = Table::new(&["", "by hand", "dynamo-entity", "by hand / dynamo-entity"]);
    for verb in Verb::ALL {
        let subject = |by| Subject::Send(verb, by);
        table.row([
            verb.title(),
            microseconds(results.cpu(subject(By::Raw))),
            microseconds(results.cpu(subject(By::Ours))),
            times(results.cpu_ratio(subject(By::Raw), subject(By::Ours))),
        ]);
    }
    table.finish()
}

fn built(builds: &Builds) -> String {
    let mut text = String::new();
    let mut table = Table::new(&[
        "50 entities",
        "structs alone",
        "with serde's two derives",
        "with `Entity` too",
        "`Entity` / serde",
    ]);
    for measured in &builds.commands {
        let added = ratio(
            Some(measured.entity - measured.serde),
            Some(measured.serde - measured.none),
        );
        table.row([
            format!("`{}`", measured.command),
            format!("{} ms", amount(Some(measured.none))),
            format!("{} ms", amount(Some(measured.serde))),
            format!("{} ms", amount(Some(measured.entity))),
            times(added),
        ]);
    }
    section(&mut text, "", &table.finish());
    let mut table = Table::new(&["expansion", "lines", "bytes"]);
    for expansion in &builds.expansions {
        table.row([
            format!("`tests/expansion/{}.rs`", expansion.name),
            expansion.lines.to_string(),
            expansion.bytes.to_string(),
        ]);
    }
    section(&mut text, "", &table.finish());
    if let Some((sdk, all)) = builds.crates {
        let crates = format!(
            "{all} crates with dynamo-entity without features, including itself and the derives; {sdk} of them belong to the SDK without its\n\
             default features.\n"
        );
        section(&mut text, "", &crates);
    }
    text
}
