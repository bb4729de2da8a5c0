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
//! | `names` | which attributes a flattened type reads |
//! | `depth` | the bound on nesting, both ways |
//! | `error` | what went wrong and at which attribute |

pub(crate) mod calendar;
pub(crate) mod conversion;
pub(crate) mod decode;
mod depth;
pub(crate) mod encode;
pub(crate) mod encoded;
pub(crate) mod item;
pub(crate) mod json;
pub(crate) mod left_out;
pub(crate) mod names;
pub(crate) mod number;
pub(crate) mod same;
pub(crate) mod shape;
pub(crate) mod shaped;
pub(crate) mod size;
pub(crate) mod stored;
mod time;
pub(crate) mod time_to_live;
pub(crate) mod written;

pub use crate::error::codec::CodecError;
pub use calendar::days_from_civil;
pub use conversion::{transform_read, transform_written};
pub use decode::decoder::Decoder;
pub use decode::json::{IgnoredAttributes, JsonValue};
pub use decode::source::Source;
pub use decode::{from_item, from_json, from_value};
pub use encode::compound::{MapEncoder, SequenceEncoder};
pub use encode::encoder::Encoder;
pub use encode::json::Json;
pub use encode::sink::Sink;
pub use encode::tree::Tree;
pub use encode::{encode_as, encode_together, to_item, to_json, to_value};
pub use encoded::Encoded;
pub use item::Item;
pub use json::parser::Parser;
pub use left_out::{read_of_nothing, read_where_absent};
pub use names::{NameReader, NothingRead};
pub use shape::Conversion;
pub use shape::{DeferredShape, FieldShape, Shape, VariantShape};
pub use shaped::{PlainShape, Precise, Probe, SetElement, Shaped};
pub use size::{item_size, value_size, wire_size};
pub use stored::StoredItem;
pub use time::{TimeKind, TimeShape};
pub use time_to_live::TimeToLive;
