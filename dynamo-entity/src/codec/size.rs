//! How many bytes DynamoDB counts for an item, by the rules of the AWS page "DynamoDB item sizes
//! and formats" of the developer guide.

use aws_sdk_dynamodb::types::AttributeValue;

use super::Item;
use super::number::Decimal;

/// A list or a map, whatever it holds.
const CONTAINER: usize = 3;
/// Each element of a list or a map.
const ELEMENT: usize = 1;

/// The size of an item in bytes: its attribute names and values.
///
/// An item may have 400 KB. The size also decides what a request costs: a write unit per started
/// KB, a read unit per started 4 KB. DynamoDB calls its rule for numbers approximate, so treat a
/// size close to a limit as such.
///
/// See [DynamoDB item sizes and formats](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
#[must_use]
pub fn item_size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + value_size(value)).sum()
}

/// The size of one attribute value in bytes, without its name.
#[must_use]
pub fn value_size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(text) => number_size(text),
        AttributeValue::B(bytes) => bytes.as_ref().len(),
        AttributeValue::Bool(_) | AttributeValue::Null(_) => 1,
        AttributeValue::Ss(texts) => texts.iter().map(String::len).sum(),
        AttributeValue::Ns(texts) => texts.iter().map(|text| number_size(text)).sum(),
        AttributeValue::Bs(blobs) => blobs.iter().map(|bytes| bytes.as_ref().len()).sum(),
        AttributeValue::L(values) => CONTAINER + values.iter().map(|value| ELEMENT + value_size(value)).sum::<usize>(),
        AttributeValue::M(map) => CONTAINER + ELEMENT * map.len() + item_size(map),
        // A kind of value this version of the SDK does not know: it cannot be sent either.
        _ => 0,
    }
}

/// One byte per two significant digits, one more, and one for a sign.
fn number_size(text: &str) -> usize {
    Decimal::parse(text).map_or(text.len(), |number| {
        number.significant_digits().div_ceil(2) + 1 + usize::from(number.is_negative())
    })
}
