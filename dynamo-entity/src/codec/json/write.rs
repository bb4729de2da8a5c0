//! JSON text, appended to a buffer.

use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::codec::Item;

const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";

/// A string in quotes, with what JSON has to escape escaped.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let escape = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x00..=0x1f => b'u',
            _ => continue,
        };
        out.extend_from_slice(bytes.get(start..at).unwrap_or_default());
        out.extend_from_slice(&[b'\\', escape]);
        if escape == b'u' {
            let [high, low] = [byte >> 4, byte & 0xf].map(|digit| HEXADECIMAL.get(usize::from(digit)));
            out.extend_from_slice(b"00");
            out.extend(high.into_iter().chain(low));
        }
        start = at + 1;
    }
    out.extend_from_slice(bytes.get(start..).unwrap_or_default());
    out.push(b'"');
}

/// A string in which nothing is to be escaped.
pub(crate) fn plain(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Begins a member of the object at the end of `out`: `,"name":`.
pub(crate) fn member(out: &mut Vec<u8>, name: &str) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    string(out, name);
    out.push(b':');
}

/// Bytes as a string of base64.
pub(crate) fn base64(out: &mut Vec<u8>, bytes: &[u8]) {
    plain(out, &STANDARD.encode(bytes));
}

/// `{"S":"text"}`; a kind of value that the SDK does not know is written as `NULL`, as it holds nothing that could be sent.
pub(crate) fn attribute_value(out: &mut Vec<u8>, value: &AttributeValue) {
    match value {
        AttributeValue::S(text) => tagged(out, "S", |out| string(out, text)),
        AttributeValue::N(text) => tagged(out, "N", |out| string(out, text)),
        AttributeValue::B(bytes) => tagged(out, "B", |out| base64(out, bytes.as_ref())),
        AttributeValue::Bool(true) => tagged(out, "BOOL", |out| out.extend_from_slice(b"true")),
        AttributeValue::Bool(false) => tagged(out, "BOOL", |out| out.extend_from_slice(b"false")),
        AttributeValue::L(values) => tagged(out, "L", |out| list(out, values, attribute_value)),
        AttributeValue::Ss(texts) => tagged(out, "SS", |out| list(out, texts, |out, text| string(out, text))),
        AttributeValue::Ns(texts) => tagged(out, "NS", |out| list(out, texts, |out, text| string(out, text))),
        AttributeValue::Bs(blobs) => tagged(out, "BS", |out| {
            list(out, blobs, |out, bytes| base64(out, bytes.as_ref()));
        }),
        AttributeValue::M(map) => tagged(out, "M", |out| item(out, map)),
        _ => tagged(out, "NULL", |out| out.extend_from_slice(b"true")),
    }
}

/// `{"name":{"S":"text"}}`, by name.
pub(crate) fn item(out: &mut Vec<u8>, item: &Item) {
    let mut attributes: Vec<_> = item.iter().collect();
    attributes.sort_unstable_by_key(|(name, _)| *name);
    object(out, attributes, attribute_value);
}

/// `{"name":…}`
pub(crate) fn object<T>(
    out: &mut Vec<u8>,
    members: impl IntoIterator<Item = (impl AsRef<str>, T)>,
    value: impl Fn(&mut Vec<u8>, T),
) {
    out.push(b'{');
    for (name, of_name) in members {
        member(out, name.as_ref());
        value(out, of_name);
    }
    out.push(b'}');
}

fn tagged(out: &mut Vec<u8>, tag: &str, content: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'{');
    plain(out, tag);
    out.push(b':');
    content(out);
    out.push(b'}');
}

fn list<T>(out: &mut Vec<u8>, elements: &[T], element: impl Fn(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (i, value) in elements.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        element(out, value);
    }
    out.push(b']');
}
