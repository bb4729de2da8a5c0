//! Limits on the cost of bytes: memory is at most a small multiple of the input, and the stack does not grow.
//!
//! This file has one test, because the allocator counts for the whole program.

use std::alloc::System;
use std::collections::BTreeMap;

use dynamo_entity::Entity;
use dynamo_entity::codec::{CodecError, FieldShape, Parser, from_json};
use dynamo_entity_fuzz::model::{Loose, Thing};
use serde::de::DeserializeOwned;
use serde_json::Value;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The bytes that may be allocated per byte of input, including growth. Most are serde's buffers of small tagged enums.
const IN_PLACE: usize = 48;

/// The limit if decoding failed and is repeated through attribute values to find the item.
const TWICE: usize = 24;

/// The constant part of the allocations of the codec, and of a client's request.
const CODEC: usize = 16 * 1024;
const REQUEST: usize = 64 * 1024;

/// Makes items of about this many bytes, each of which repeats one kind of content.
fn items(size: usize) -> Vec<(&'static str, String)> {
    let item = |attribute: String| {
        let key = r#""pk":{"S":"OWNER#o"},"sk":{"S":"THING#0001"}"#;
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

fn decode<T: DeserializeOwned>(json: &str, fields: &'static [FieldShape]) -> Result<T, CodecError> {
    from_json(&Parser::new(json.as_bytes())?, fields, None, |decoder| {
        T::deserialize(decoder)
    })
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
    dynamo_entity_fuzz::read_thing(b"{}").unwrap();
    for size in [1_000, 300_000] {
        for (what, json) in items(size) {
            let in_place = [
                allocated(|| decode::<Thing>(&json, Thing::SCHEMA.shapes)),
                allocated(|| decode::<Loose>(&json, Loose::SCHEMA.shapes)),
                allocated(|| decode::<BTreeMap<String, Value>>(&json, &[])),
            ];
            let answer = format!(r#"{{"Item":{json}}}"#);
            let whole = allocated(|| dynamo_entity_fuzz::read_thing(answer.as_bytes()));
            for bytes in in_place {
                assert!(
                    bytes <= json.len() * IN_PLACE + CODEC,
                    "{what}: {bytes} bytes for {}",
                    json.len()
                );
            }
            assert!(
                whole <= json.len() * TWICE + REQUEST,
                "{what}: {whole} bytes for {}",
                json.len()
            );
        }
    }
}
