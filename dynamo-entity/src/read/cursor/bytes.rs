//! Encodes the values of key attributes as bytes.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

/// Appends type, length and content.
pub(super) fn push_value(bytes: &mut Vec<u8>, ty: u8, content: &[u8]) {
    bytes.push(ty);
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    bytes.extend(length.to_be_bytes());
    bytes.extend(content);
}

pub(super) fn push_attribute(bytes: &mut Vec<u8>, value: &AttributeValue) {
    match value {
        AttributeValue::S(text) => push_value(bytes, b'S', text.as_bytes()),
        AttributeValue::N(number) => push_value(bytes, b'N', number.as_bytes()),
        AttributeValue::B(binary) => push_value(bytes, b'B', binary.as_ref()),
        // No other type can be a key attribute.
        _ => push_value(bytes, b'?', &[]),
    }
}

pub(super) fn take_attribute(bytes: &[u8]) -> Option<(AttributeValue, &[u8])> {
    let (ty, rest) = bytes.split_first()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (content, rest) = rest.split_at_checked(length)?;
    let text = || String::from_utf8(content.to_vec()).ok();
    let value = match ty {
        b'S' => AttributeValue::S(text()?),
        b'N' => AttributeValue::N(text()?),
        b'B' => AttributeValue::B(Blob::new(content)),
        _ => return None,
    };
    Some((value, rest))
}
