//! Accounts for every recorded case: a test names the case, or this file says where it is refused or why it has no
//! counterpart.

use crate::golden::CASES;

const SOURCES: [&str; 8] = [
    include_str!("collections.rs"),
    include_str!("conditions.rs"),
    include_str!("conversions.rs"),
    include_str!("engine.rs"),
    include_str!("indexes.rs"),
    include_str!("keys.rs"),
    include_str!("queries.rs"),
    include_str!("writes.rs"),
];

const DEFINITIONS: &str = include_str!("../../compile-fail/electrodb/definitions.stderr");
const JOINS: &str = include_str!("../../compile-fail/electrodb/joins.stderr");
const KEYS: &str = include_str!("../../compile-fail/electrodb/keys.stderr");

/// Cases that ElectroDB refuses at run time and the compiler refuses here. The message contains this text.
const REFUSED: &[(&str, &str, &str)] = &[
    ("get: missing sk composite is an error", KEYS, r#"Order::get("acme")"#),
    (
        "query: missing pk composite -> error",
        KEYS,
        "Order::query().by_customer()",
    ),
    (
        "update: remove required attribute -> error",
        KEYS,
        ".remove(f.tenant_id)",
    ),
    (
        "update: set table key attribute -> error (read only)",
        KEYS,
        r#".set(f.order_id, "2")"#,
    ),
    (
        "multi-attribute: between with uneven bounds -> error",
        KEYS,
        r#".between(("A", 3), "B")"#,
    ),
    (
        "define: condition on the table index",
        DEFINITIONS,
        "the table holds every item",
    ),
    (
        "define: same composite in pk and multi-part sk",
        DEFINITIONS,
        "`a` is in both sides of `primary`",
    ),
    (
        "define: template and composite disagree",
        DEFINITIONS,
        "name different fields",
    ),
    ("define: duplicate index name", DEFINITIONS, "both use the index `gsi1`"),
    ("join: mismatched pk composites -> error", JOINS, "b: Vec<OtherPart>"),
    ("join: mismatched service name -> error", JOINS, "b: Vec<OtherService>"),
    ("join: mismatched pk label -> error", JOINS, "b: Vec<OtherLabel>"),
    ("join: mismatched scope -> error", JOINS, "b: Vec<OtherScope>"),
];

/// Cases without a counterpart.
const WITHOUT: &[(&str, &str)] = &[
    (
        "update: composite() given twice with different values -> error 2010",
        "what an update does not set is known of the item that was loaded (`edit`), which has each value once",
    ),
    (
        "conversion: keys -> composite by access pattern",
        "no key is taken apart: an item's values are its attributes, and a cursor is passed on as it is",
    ),
    (
        "conversion: greedy regex splits ambiguous keys wrongly",
        "no key is taken apart, and none is written that could be in two ways",
    ),
    (
        "go: get data includeKeys",
        "key attributes are no fields; those of an item are in the request of a `get` or a `put` of it",
    ),
    (
        "go: batchGet unprocessed keys are returned, never retried",
        "what is unprocessed is asked for again until it is read or the budget is used up, which is an error that has the keys",
    ),
];

#[test]
fn every_case_has_a_test_or_a_reason() {
    for case in CASES.iter() {
        let name = case["name"].as_str().unwrap();
        let quoted = format!("\"{name}\"");
        let places = usize::from(SOURCES.iter().any(|source| source.contains(&quoted)))
            + REFUSED.iter().filter(|(of, ..)| *of == name).count()
            + WITHOUT.iter().filter(|(of, _)| *of == name).count();
        assert_eq!(places, 1, "{name}");
    }
}

#[test]
fn every_listed_name_is_a_case() {
    let listed = REFUSED
        .iter()
        .map(|(name, ..)| name)
        .chain(WITHOUT.iter().map(|(name, _)| name));
    for name in listed {
        assert!(CASES.iter().any(|case| case["name"] == **name), "{name}");
    }
    for (name, said, text) in REFUSED {
        assert!(said.contains(text), "{name}: {text}");
    }
}
