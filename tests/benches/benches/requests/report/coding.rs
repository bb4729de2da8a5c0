//! The section about decoding and encoding alone.

use dynamo_entity_benches::case::{Case, Way};

use super::table::{Table, amount, times};
use crate::results::{Results, ratio};

/// Writes the section.
pub fn section(results: &Results) -> String {
    let mut text = String::new();
    let about = "## Decoding and encoding alone\n\n\
        Instructions of a read minus the same read without items, and of a write through the SDK minus the SDK alone, which signs a body of the same size: what\n\
        valgrind counts for signing cancels out. The floor makes no call: `serde_json` between bytes and entities, through structs of DynamoDB's JSON written by\n\
        hand. Instructions, and the last column: lower is better. By hand / dynamo-entity: higher is better.\n\n";
    super::section(&mut text, about, &coding(results));
    text
}

fn coding(results: &Results) -> String {
    let mut table = Table::new(&[
        "",
        "by hand",
        "modyne",
        "dynamo-entity",
        "floor",
        "by hand / dynamo-entity",
        "dynamo-entity / floor",
    ]);
    // The one small value of an update cannot be told from the rest of the call.
    for case in Case::ALL.into_iter().filter(|case| case.reads() || case.puts()) {
        let value = |way| results.coding(case, way, Results::instructions);
        table.row([
            case.title(),
            amount(value(Way::Hand)),
            amount(value(Way::Modyne)),
            amount(value(Way::Ours)),
            amount(value(Way::Floor)),
            times(ratio(value(Way::Hand), value(Way::Ours))),
            times(ratio(value(Way::Ours), value(Way::Floor))),
        ]);
    }
    table.finish()
}
