//! The size of an item as DynamoDB counts it, and its size in the body of a request.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::number::Decimal;

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

/// Returns the size of an item in the body of a request, in bytes of DynamoDB's JSON.
///
/// The limits on requests apply to this size. It can be several times [`item_size`] if the item has many small values.
#[must_use]
pub(crate) fn wire_size(item: &Item) -> usize {
    let members = item
        .iter()
        .map(|(name, value)| text_wire_size(name) + 1 + value_wire_size(value));
    2 + separated(members)
}

/// `{"S":"text"}`
fn value_wire_size(value: &AttributeValue) -> usize {
    // Braces, the type's name in quotes, and the colon.
    let typed = |name: &str, size: usize| name.len() + 5 + size;
    match value {
        AttributeValue::S(text) => typed("S", text_wire_size(text)),
        AttributeValue::N(text) => typed("N", text_wire_size(text)),
        AttributeValue::B(bytes) => typed("B", blob_wire_size(bytes.as_ref())),
        AttributeValue::Bool(value) => typed("BOOL", if *value { 4 } else { 5 }),
        AttributeValue::Null(value) => typed("NULL", if *value { 4 } else { 5 }),
        AttributeValue::Ss(texts) => typed("SS", 2 + separated(texts.iter().map(|text| text_wire_size(text)))),
        AttributeValue::Ns(texts) => typed("NS", 2 + separated(texts.iter().map(|text| text_wire_size(text)))),
        AttributeValue::Bs(blobs) => typed(
            "BS",
            2 + separated(blobs.iter().map(|bytes| blob_wire_size(bytes.as_ref()))),
        ),
        AttributeValue::L(values) => typed("L", 2 + separated(values.iter().map(value_wire_size))),
        AttributeValue::M(map) => typed("M", wire_size(map)),
        _ => 0,
    }
}

/// Returns the size of the members with commas between them.
fn separated(members: impl Iterator<Item = usize>) -> usize {
    members.map(|size| size + 1).sum::<usize>().saturating_sub(1)
}

/// Returns the size of the text in quotes, with JSON's escapes.
fn text_wire_size(text: &str) -> usize {
    let escaped = text.bytes().map(|byte| match byte {
        b'"' | b'\\' | 0x08 | 0x0C | b'\n' | b'\r' | b'\t' => 2,
        0x00..=0x1F => 6,
        _ => 1,
    });
    2 + escaped.sum::<usize>()
}

/// Returns the size of the bytes in base64 and quotes.
fn blob_wire_size(bytes: &[u8]) -> usize {
    2 + bytes.len().div_ceil(3) * 4
}

/// Returns the size of a number: one byte per two significant digits, one more, and one for a minus sign.
fn number_size(text: &str) -> usize {
    Decimal::parse(text).map_or(text.len(), |number| {
        number.significant_digits().div_ceil(2) + 1 + usize::from(number.is_negative())
    })
}
