//! The size of an item as DynamoDB counts it.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::number::decimal::Decimal;

/// The size of a list or a map without its elements.
const CONTAINER: usize = 3;
/// The additional size of each element of a list or a map.
const ELEMENT: usize = 1;

/// Returns the size of an item in bytes: its attribute names and values.
///
/// An item can have at most 400 KB. The size also determines the cost of a request: one write unit per started KB, one read
/// unit per started 4 KB. DynamoDB documents its rule for numbers as approximate, so a size near a limit may be off.
///
/// See [DynamoDB item sizes and
/// formats](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
#[must_use]
pub(crate) fn item_size(item: &Item) -> usize {
    item.iter().map(|(name, value)| name.len() + value_size(value)).sum()
}

/// Returns the size of one attribute value in bytes, without its name.
#[must_use]
pub(crate) fn value_size(value: &AttributeValue) -> usize {
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
        // The SDK does not know this kind of value, so it cannot be sent.
        _ => 0,
    }
}

/// Returns the size of a number: one byte per two significant digits, one more, and one for a minus sign.
fn number_size(text: &str) -> usize {
    Decimal::parse(text).map_or(text.len(), |number| {
        number.significant_digits().div_ceil(2) + 1 + usize::from(number.is_negative())
    })
}
