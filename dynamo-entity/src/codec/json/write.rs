//! Functions that append JSON to a buffer.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::codec::item::Item;

const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";

/// Writes a string in quotes, with JSON's escapes.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    if is_plain(text.as_bytes()) {
        plain(out, text);
    } else {
        escaped(out, text.as_bytes());
    }
}

/// Writes the text that `Display` writes, as a string.
pub(crate) fn display(out: &mut Vec<u8>, text: &dyn fmt::Display) -> fmt::Result {
    let start = out.len();
    out.push(b'"');
    fmt::write(&mut Appended(out), format_args!("{text}"))?;
    let written = out.get(start + 1..).unwrap_or_default();
    if is_plain(written) {
        out.push(b'"');
    } else {
        let written = written.to_vec();
        out.truncate(start);
        escaped(out, &written);
    }
    Ok(())
}

/// A `fmt::Write` that appends to bytes.
struct Appended<'o>(&'o mut Vec<u8>);

impl fmt::Write for Appended<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn write_char(&mut self, character: char) -> fmt::Result {
        match u8::try_from(character) {
            Ok(byte) if byte.is_ascii() => self.0.push(byte),
            _ => self.0.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        Ok(())
    }
}

/// Whether no byte needs an escape. Eight bytes are tested at a time; the last ones may be tested twice.
fn is_plain(bytes: &[u8]) -> bool {
    let word = |bytes: Option<&[u8; 8]>| to_escape(u64::from_ne_bytes(*bytes.unwrap_or(&[0; 8])));
    let half = |bytes: Option<&[u8; 4]>| u32::from_ne_bytes(*bytes.unwrap_or(&[0; 4]));
    match bytes.len() {
        0..4 => !bytes.iter().any(|byte| matches!(byte, 0x00..=0x1f | b'"' | b'\\')),
        4..8 => {
            let [first, last] = [bytes.first_chunk(), bytes.last_chunk()].map(half);
            to_escape(u64::from(first) << 32 | u64::from(last)) == 0
        }
        _ => {
            let (words, _) = bytes.as_chunks();
            // The loop has no early exit, so that the compiler can test several words at once.
            let words = words.iter().fold(0, |found, bytes| found | word(Some(bytes)));
            words | word(bytes.last_chunk()) == 0
        }
    }
}

/// Returns a number other than 0 if one of the bytes needs an escape.
fn to_escape(word: u64) -> u64 {
    const LOWEST: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGHEST: u64 = u64::from_ne_bytes([0x80; 8]);
    // Whether a byte is less than `limit`, which is at most 0x80.
    let has_less = |word: u64, limit: u64| word.wrapping_sub(LOWEST * limit) & !word & HIGHEST;
    let quotes = word ^ (LOWEST * u64::from(b'"'));
    let backslashes = word ^ (LOWEST * u64::from(b'\\'));
    has_less(word, 0x20) | has_less(quotes, 1) | has_less(backslashes, 1)
}

#[cold]
fn escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'"');
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let escape = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0c => b'f',
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

/// Writes a string that needs no escapes.
pub(crate) fn plain(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Begins a member of the object at the end of `out`, as in `,"name":`.
pub(crate) fn member(out: &mut Vec<u8>, name: &str) {
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    string(out, name);
    out.push(b':');
}

/// Writes bytes as a base64 string.
pub(crate) fn base64(out: &mut Vec<u8>, bytes: &[u8]) {
    plain(out, &STANDARD.encode(bytes));
}

/// `{"S":"text"}`
pub(crate) fn text_value(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(b"{\"S\":");
    string(out, text);
    out.push(b'}');
}

/// Writes a value, as in `{"S":"text"}`. A kind that the SDK does not know is written as `NULL`, because it has no content.
pub(crate) fn attribute_value(out: &mut Vec<u8>, value: &AttributeValue) {
    match value {
        AttributeValue::S(text) => text_value(out, text),
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
        AttributeValue::Null(_) => tagged(out, "NULL", |out| out.extend_from_slice(b"true")),
        _ => tagged(out, "UNKNOWN", |out| out.extend_from_slice(b"true")),
    }
}

/// `{"name":{"S":"text"}}`, sorted by name.
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

/// `[…,…]`
pub(crate) fn list<T>(out: &mut Vec<u8>, elements: impl IntoIterator<Item = T>, element: impl Fn(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (i, value) in elements.into_iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        element(out, value);
    }
    out.push(b']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_like_serde_json() {
        let bytes = (0..=0x2ff_u32)
            .filter_map(char::from_u32)
            .chain(['\u{1f600}', '\u{ffff}']);
        for special in bytes {
            for (before, after) in
                (0..17)
                    .map(|before| (before, 16 - before))
                    .chain([(0, 0), (1, 0), (2, 1), (0, 3), (3, 3), (0, 6)])
            {
                let text = format!("{}{special}{}", "x".repeat(before), "y".repeat(after));
                let mut out = Vec::new();
                string(&mut out, &text);
                assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
                let is_plain = out.len() == text.len() + 2;
                assert_eq!(is_plain, !matches!(special, '\0'..='\x1f' | '"' | '\\'));
            }
        }
    }
}
