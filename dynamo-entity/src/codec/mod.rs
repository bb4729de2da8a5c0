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

mod calendar;
mod conversion;
mod decode;
mod depth;
mod encode;
mod error;
mod json;
mod left_out;
mod number;
mod same;
mod shape;
mod size;
mod stored;
mod time;
mod time_to_live;
mod written;

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

pub use calendar::days_from_civil;
pub(crate) use calendar::{civil_from_days, day_of_year, days_in_month, is_leap, month_and_day};
pub(crate) use conversion::Origin;
pub use conversion::{Conversion, transform_read, transform_written};
pub(crate) use decode::another_type;
pub use decode::{Besides, Decoder, JsonValue, Source, from_item, from_json, from_value};
pub use encode::{
    Encoded, Encoder, Json, MapEncoder, SequenceEncoder, Sink, Tree, encode_as, encode_together, to_item, to_json,
    to_value,
};
pub(crate) use encode::{to_attributes, to_element, to_json_beside};
pub use error::CodecError;
pub use json::Parser;
pub(crate) use json::{Members, write};
pub use left_out::{read_of_nothing, read_where_absent};
pub(crate) use number::{canonical_number, compare_numbers, magnitude_up, shortest};
pub(crate) use same::{same_item, same_value};
pub use shape::{DeferredShape, FieldShape, PlainShape, Precise, Probe, SetElement, Shape, Shaped, VariantShape};
pub use size::{item_size, value_size, wire_size};
pub use stored::StoredItem;
pub(crate) use stored::{Kept, Scalar};
pub use time::{TimeKind, TimeShape};
pub use time_to_live::TimeToLive;
pub(crate) use written::{Form, WrittenItem, taken};

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
