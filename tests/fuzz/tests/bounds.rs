//! Limits on the cost of bytes: memory is at most a small multiple of the input, and the stack does not grow.
//!
//! This file has one test, because the allocator counts for the whole program.

use std::alloc::System;

use dynamo_entity_fuzz::{read_loose, read_thing};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The bytes that may be allocated per byte of a response, including growth. A decoding that failed is repeated through
/// attribute values to find the item.
const THING: usize = 24;

/// The limit for an entity with flattened fields, which serde buffers.
const LOOSE: usize = 64;

/// The constant part of the allocations of a client's request.
const REQUEST: usize = 64 * 1024;

/// Makes items of an entity and of about this many bytes, each of which repeats one kind of content.
fn items(entity: &str, size: usize) -> Vec<(&'static str, String)> {
    let item = |attribute: String| {
        let key = format!(r#""_type":{{"S":"{entity}"}},"pk":{{"S":"OWNER#o"}},"sk":{{"S":"{entity}#0001"}}"#);
        format!(r#"{{"owner":{{"S":"o"}},"id":{{"N":"1"}},{key},{attribute}}}"#)
    };
    let many = |text: &str| vec![text; size / (text.len() + 1)].join(",");
    let list = |name: &str, element: &str| item(format!(r#""{name}":{{"L":[{}]}}"#, many(element)));
    let set = |name: &str, tag: &str, element: &str| item(format!(r#""{name}":{{"{tag}":[{}]}}"#, many(element)));
    let deep = |name: &str, open: &str, close: &str| {
        let depth = size / (open.len() + close.len());
        item(format!(
            r#""{name}":{}{{"NULL":true}}{}"#,
            open.repeat(depth),
            close.repeat(depth)
        ))
    };
    let text = |name: &str, tag: &str, text: &str| {
        item(format!(r#""{name}":{{"{tag}":"{}"}}"#, text.repeat(size / text.len())))
    };
    let names = || {
        (0..size / 20)
            .map(|n| format!(r#""n{n}":{{"S":""}}"#))
            .collect::<Vec<_>>()
            .join(",")
    };
    vec![
        ("unknown attributes", item(names())),
        ("an attribute again and again", item(many(r#""id":{"N":"1"}"#))),
        ("an unknown attribute again and again", item(many(r#""a":{"S":""}"#))),
        ("a list of empty maps", list("nest", r#"{"M":{}}"#)),
        ("a list of documents", list("external", r#"{"S":"Unit"}"#)),
        (
            "a list of buffered documents",
            list("adjacent", r#"{"M":{"type":{"S":"Unit"}}}"#),
        ),
        ("an unknown list", list("unknown", r#"{"S":""}"#)),
        ("an unknown list of lists", list("unknown", r#"{"L":[]}"#)),
        ("a list of numbers", list("untagged", r#"{"N":"1"}"#)),
        ("a set of one text", set("texts", "SS", r#""a""#)),
        ("a set of one number", set("integers", "NS", r#""1""#)),
        ("a set of empty binaries", set("blobs", "BS", r#""""#)),
        ("deep lists", deep("unknown", r#"{"L":["#, "]}")),
        ("deep maps of a document", deep("nest", r#"{"M":{"inner":"#, "}}")),
        ("deep JSON", deep("unknown", "[", "]")),
        ("a long text", text("unknown", "S", "x")),
        ("a long text of escapes", text("owner", "S", r"\u00e9")),
        ("a long text in the place of a number", text("id", "S", "x")),
        ("a long number", text("id", "N", "1")),
        ("a long binary", text("bytes", "B", "AQID")),
        (
            "a long text that does not end",
            text("owner", "S", "x").trim_end_matches(['}', '"']).to_owned(),
        ),
        ("a long name", item(format!(r#""{}":{{"S":""}}"#, "n".repeat(size)))),
        (
            "a long name in a path",
            item(format!(r#""by_number":{{"M":{{"{}":{{"L":[]}}}}}}"#, "1".repeat(size))),
        ),
        ("white space", item(format!(r#""a":{}{{"S":""}}"#, " ".repeat(size)))),
    ]
}

/// Returns the bytes that are allocated during a call.
fn allocated<T>(read: impl FnOnce() -> T) -> usize {
    let region = Region::new(ALLOCATOR);
    let value = read();
    let change = region.change();
    drop(value);
    // A reallocation counts as the bytes by which it grows.
    change.bytes_allocated
}

#[test]
fn memory_is_bounded_by_the_bytes_and_the_stack_is_not_needed() {
    // One-time initialization is not counted.
    read_thing(b"{}").unwrap();
    for size in [1_000, 300_000] {
        for (what, item) in items("Thing", size) {
            check("Thing", what, &item, THING, |answer| drop(read_thing(answer)));
        }
        for (what, item) in items("Loose", size) {
            check("Loose", what, &item, LOOSE, |answer| drop(read_loose(answer)));
        }
    }
}

fn check(entity: &str, what: &str, item: &str, for_each: usize, read: impl FnOnce(&[u8])) {
    let answer = format!(r#"{{"Item":{item}}}"#);
    let bytes = allocated(|| read(answer.as_bytes()));
    assert!(
        bytes <= answer.len() * for_each + REQUEST,
        "{entity}, {what}: {bytes} bytes for {}",
        answer.len()
    );
}
