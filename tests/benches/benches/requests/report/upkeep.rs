//! The sections about constant costs: making requests, hooking into the SDK, and building a program.

use dynamo_entity_benches::building::{By, Stage, Verb};
use dynamo_entity_benches::hooks::Hook;
use dynamo_entity_benches::subject::Subject;

use super::table::{Table, amount, microseconds, overhead, percent};
use super::{section, targets};
use crate::builds::Builds;
use crate::results::{Results, ratio};

/// Writes the sections about constant costs.
pub fn sections(results: &Results, builds: Option<&Builds>) -> String {
    let mut text = String::new();
    let about = "## Requests\n\n\
        The same request, made by hand with the raw SDK and by dynamo-entity: built by `request(&table)`, and sent by `send(&table)` with an empty\n\
        response. A call builds, serializes, signs and sends the request to a transport that answers at once, and reads the response. The last two\n\
        columns are fractions of the whole call by hand: the additional cost of building the request, and the additional cost of the whole call. For\n\
        operations that read, the latter includes the interceptor with which the response is read in place. Its cost is constant and smaller than the\n\
        savings of the first item.\n\n";
    section(&mut text, about, &requests(results));
    let about = "## Interceptors\n\nGetItem with the raw SDK and an empty interceptor.\n\n";
    section(&mut text, about, &hooks(results));
    section(
        &mut text,
        "## Builds\n\nCPU time of cargo and the compiler after the file with the entities was touched.\n\n",
        &builds.map_or("Not measured.\n".to_owned(), built),
    );
    text
}

fn requests(results: &Results) -> String {
    let format = if results.counted() { amount } else { microseconds };
    let heads = [
        "",
        "built by hand",
        "built",
        "sent by hand",
        "sent",
        "building adds",
        "the call adds",
    ];
    let mut table = Table::new(&heads);
    for verb in Verb::ALL {
        let value = |stage, by| format(results.work(Subject::Building(verb, stage, by)));
        table.row([
            verb.title(),
            value(Stage::Build, By::Raw),
            value(Stage::Build, By::Ours),
            value(Stage::Send, By::Raw),
            value(Stage::Send, By::Ours),
            percent(targets::built(results, verb)),
            percent(targets::sent(results, verb)),
        ]);
    }
    table.finish()
}

fn hooks(results: &Results) -> String {
    let mut table = Table::new(&["", "instructions", "CPU time", "above none"]);
    for hook in Hook::ALL {
        let subject = Subject::Hook(hook);
        let above = ratio(results.work(subject), results.work(Subject::Hook(Hook::None)));
        table.row([
            hook.title().to_owned(),
            amount(results.instructions(subject)),
            microseconds(results.nanoseconds(subject)),
            overhead(above),
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
    for times in &builds.commands {
        let added = ratio(Some(times.entity - times.serde), Some(times.serde - times.none));
        table.row([
            format!("`{}`", times.command),
            format!("{} ms", amount(Some(times.none))),
            format!("{} ms", amount(Some(times.serde))),
            format!("{} ms", amount(Some(times.entity))),
            super::table::times(added),
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
