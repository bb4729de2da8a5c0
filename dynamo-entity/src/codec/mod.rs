//! The codec: serde to and from attribute values and DynamoDB's JSON.
//!
//! The [`Shape`](shape::Shape) of a type adds what serde does not know: that a `BTreeSet` is a set, a `Vec<u8>` is binary and a
//! `Decimal` is a number.
//!
//! | file | holds |
//! |---|---|
//! | `shape` | how a type is stored |
//! | `attributes` | lookups of the attributes of documents and maps |
//! | `conversion` | conversions of values by field options |
//! | `time` | times and dates as text that sorts |
//! | `calendar` | civil dates and day numbers |
//! | `time_to_live` | times as numbers of seconds |
//! | `encode` | the serializer: Rust to `AttributeValue` or JSON |
//! | `decode` | the deserializer: `AttributeValue` or JSON to Rust |
//! | `json` | JSON as text |
//! | `left_out` | checks that absent fields can be read |
//! | `stored` | an item of a response: attribute values, or a position in JSON |
//! | `written` | an item of a request: JSON |
//! | `number` | DynamoDB's numbers as text: limits, comparison, integers, floats |
//! | `redacted` | values that `Debug` does not print |
//! | `same` | equality of values as DynamoDB defines it |
//! | `within` | finds the options of documents within a shape |
//! | `size` | the size of an item as DynamoDB counts it |
//! | `flattening` | how serde reads flattened types |
//! | `names` | the attributes that a flattened type reads |
//! | `depth` | the limit on nesting |

mod attributes;
pub(crate) mod calendar;
pub(crate) mod conversion;
pub(crate) mod decode;
mod depth;
pub(crate) mod encode;
pub(crate) mod encoded;
pub(crate) mod flattening;
pub(crate) mod item;
pub(crate) mod json;
pub(crate) mod left_out;
pub(crate) mod names;
pub(crate) mod number;
pub(crate) mod redacted;
pub(crate) mod same;
pub(crate) mod shape;
pub(crate) mod shaped;
pub(crate) mod size;
pub(crate) mod stored;
#[cfg(test)]
mod tests;
mod time;
pub(crate) mod time_to_live;
pub(crate) mod version_number;
mod within;
pub(crate) mod written;
