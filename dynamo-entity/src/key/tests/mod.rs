//! Properties of keys: different values give different keys, keys sort like values, and every range operator is exact.

mod injective;
mod order;
mod range;

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use crate::key::format::Format;
use crate::key::samples::FIELDS;
use crate::key::template::Segment;

const fn field(position: usize, format: Format) -> Segment {
    let field = &FIELDS[position];
    Segment::Placeholder { field, format }
}
const fn literal(text: &'static str) -> Segment {
    Segment::Literal(text)
}
const NONE: Format = Format::None;

/// Text of difficult characters: delimiters, their neighbours, and sometimes the first and last character of Unicode.
/// There are few characters, so that values are often prefixes of each other.
fn nasty() -> impl Strategy<Value = String> {
    let text = |letters: &[char], longest| {
        prop::collection::vec(prop::sample::select(letters.to_vec()), 0..=longest).prop_map(String::from_iter)
    };
    prop_oneof![
        6 => text(&['a', '!', '#'], 3),
        3 => text(&['a', '`', '#', '"', '\0'], 3),
        1 => text(&['a', 'b', '$', '!', '#', '-', '0', 'é', '\u{D7FF}', '\u{E000}', '\u{10FFFE}', '\u{10FFFF}'], 4),
    ]
}

fn seconds() -> impl Strategy<Value = i64> {
    // The years 0000 to 9999, often near 1970.
    prop_oneof![-62_167_219_200_i64..=253_402_300_799, -3_i64..3]
}

fn time() -> impl Strategy<Value = DateTime<Utc>> {
    (seconds(), prop_oneof![0..1_000_000_000_u32, 0..2_u32]).prop_map(|(s, n)| DateTime::from_timestamp(s, n).unwrap())
}
