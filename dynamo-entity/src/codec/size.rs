//! How many bytes DynamoDB counts for an item, by the rules of the AWS page "DynamoDB item sizes
//! and formats" of the developer guide, and how many the item has in the body of a request.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::number::Decimal;

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

/// How many bytes an item has in the body of a request, in DynamoDB's JSON.
///
/// It is what a request's limit is about, and several times [`item_size`] where the item holds many small values.
#[must_use]
pub fn wire_size(item: &Item) -> usize {
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

/// The members with a comma after each but the last.
fn separated(members: impl Iterator<Item = usize>) -> usize {
    members.map(|size| size + 1).sum::<usize>().saturating_sub(1)
}

/// The text in quotes, with JSON's escapes.
fn text_wire_size(text: &str) -> usize {
    let escaped = text.bytes().map(|byte| match byte {
        b'"' | b'\\' | 0x08 | 0x0C | b'\n' | b'\r' | b'\t' => 2,
        0x00..=0x1F => 6,
        _ => 1,
    });
    2 + escaped.sum::<usize>()
}

/// The bytes in base64 and quotes.
fn blob_wire_size(bytes: &[u8]) -> usize {
    2 + bytes.len().div_ceil(3) * 4
}

/// One byte per two significant digits, one more, and one for a sign.
fn number_size(text: &str) -> usize {
    Decimal::parse(text).map_or(text.len(), |number| {
        number.significant_digits().div_ceil(2) + 1 + usize::from(number.is_negative())
    })
}
