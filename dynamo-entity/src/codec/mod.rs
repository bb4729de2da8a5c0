//! The codec: values to and from attribute values.
//!
//! Serde drives it. What serde does not know (that a `BTreeSet` is a set, that a `Vec<u8>` is
//! binary, that a `Decimal` is a number) the [`Shape`] of the type tells.
//!
//! | file | holds |
//! |---|---|
//! | `shape` | what a type says about how it is stored |
//! | `conversion` | what the options of a field do to its values on the way |
//! | `time` | points in time and dates as text that sorts |
//! | `calendar` | civil dates by their number |
//! | `time_to_live` | points in time as numbers of seconds |
//! | `encode` | Rust to `AttributeValue` |
//! | `decode` | `AttributeValue` to Rust |
//! | `json` | DynamoDB's JSON as text |
//! | `left_out` | what a field is read as that serde left out |
//! | `stored` | an item as an answer has it: attribute values, or a place in JSON |
//! | `written` | an item as a request has it: attribute values, or JSON |
//! | `number` | DynamoDB's number text: checks, integers, floats |
//! | `same` | whether DynamoDB takes two values for the same |
//! | `size` | how many bytes DynamoDB counts for an item, and how many it has in a request |
//! | `depth` | the bound on nesting, both ways |
//! | `error` | what went wrong and at which attribute |

pub(crate) mod calendar;
pub(crate) mod conversion;
pub(crate) mod decode;
mod depth;
pub(crate) mod encode;
pub(crate) mod error;
pub(crate) mod json;
pub(crate) mod left_out;
pub(crate) mod number;
pub(crate) mod same;
pub(crate) mod shape;
pub(crate) mod size;
pub(crate) mod stored;
mod time;
pub(crate) mod time_to_live;
pub(crate) mod written;

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

pub use calendar::days_from_civil;
pub use conversion::{Conversion, transform_read, transform_written};
pub use decode::json::{Besides, JsonValue};
pub use decode::source::Source;
pub use decode::{Decoder, from_item, from_json, from_value};
pub use encode::compound::{MapEncoder, SequenceEncoder};
pub use encode::json::Json;
pub use encode::sink::Sink;
pub use encode::tree::Tree;
pub use encode::{Encoded, Encoder, encode_as, encode_together, to_item, to_json, to_value};
pub use error::CodecError;
pub use json::parser::Parser;
pub use left_out::{read_of_nothing, read_where_absent};
pub use shape::{DeferredShape, FieldShape, PlainShape, Precise, Probe, SetElement, Shape, Shaped, VariantShape};
pub use size::{item_size, value_size, wire_size};
pub use stored::StoredItem;
pub use time::{TimeKind, TimeShape};
pub use time_to_live::TimeToLive;

/// The attributes of one item, by name.
pub type Item = HashMap<String, AttributeValue>;

/// The kind of a value in words, for messages that must not show the value.
fn kind_of(value: &AttributeValue) -> &'static str {
    match value {
        AttributeValue::S(_) => "a string",
        AttributeValue::N(_) => "a number",
        AttributeValue::B(_) => "binary",
        AttributeValue::Bool(_) => "a boolean",
        AttributeValue::Null(_) => "null",
        AttributeValue::L(_) => "a list",
        AttributeValue::M(_) => "a map",
        AttributeValue::Ss(_) => "a string set",
        AttributeValue::Ns(_) => "a number set",
        AttributeValue::Bs(_) => "a binary set",
        _ => "a value of a type unknown to this version of the AWS SDK",
    }
}
