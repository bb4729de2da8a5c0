//! A JSON parser that borrows from its input.
//!
//! Reading and skipping are in one file, because they share the parser's position.

use std::borrow::Cow;
use std::cell::Cell;

use crate::error::codec::CodecError;

/// The nesting limit of skipped values. DynamoDB allows 32 levels, and each is two levels of JSON.
const MAX_SKIPPED: usize = 256;

/// JSON text and the position that is read next.
///
/// All values of one text share one parser, so that a container continues where its elements end.
#[derive(Debug)]
pub(crate) struct Parser<'de> {
    text: &'de str,
    at: Cell<usize>,
}

impl<'de> Parser<'de> {
    /// Makes a parser at the beginning of `bytes`.
    ///
    /// # Errors
    /// If the bytes are not UTF-8.
    pub(crate) fn new(bytes: &'de [u8]) -> Result<Self, CodecError> {
        let text = std::str::from_utf8(bytes).map_err(|_| CodecError::new("the response is not UTF-8"))?;
        Ok(Parser::of(text, 0))
    }

    /// Makes a parser at a position of `text`.
    pub(crate) fn of(text: &'de str, place: usize) -> Self {
        Parser {
            text,
            at: Cell::new(place),
        }
    }

    /// Whether the text is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the position, for a later [`back_to`](Parser::back_to).
    pub(crate) fn place(&self) -> usize {
        self.at.get()
    }

    pub(crate) fn back_to(&self, place: usize) {
        self.at.set(place);
    }

    #[inline]
    fn byte_at(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Skips white space and returns the next byte without consuming it.
    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        let mut at = self.at.get();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte_at(at) {
            at += 1;
        }
        self.at.set(at);
        self.byte_at(at)
    }

    #[inline]
    pub(crate) fn expect(&self, byte: u8) -> Result<(), CodecError> {
        // Usually there is no white space.
        if self.byte_at(self.at.get()) == Some(byte) || self.peek() == Some(byte) {
            self.at.set(self.at.get() + 1);
            return Ok(());
        }
        Err(self.wrong_byte(byte))
    }

    #[cold]
    fn wrong_byte(&self, expected: u8) -> CodecError {
        self.wrong(&format!("`{}`", char::from(expected)))
    }

    /// Moves to the next element of a list or entry of a map. Returns false after `end`.
    pub(crate) fn next_in(&self, end: u8, first: &mut bool) -> Result<bool, CodecError> {
        if std::mem::take(first) {
            if self.peek() != Some(end) {
                return Ok(true);
            }
        } else if self.peek() == Some(b',') {
            self.at.set(self.at.get() + 1);
            return Ok(true);
        }
        self.expect(end).map(|()| false)
    }

    /// Reads `{"S":` and returns the kind of the value.
    pub(crate) fn tag(&self) -> Result<Tag, CodecError> {
        let at = self.at.get();
        // The notation that DynamoDB writes, without white space.
        match self.text.as_bytes().get(at..) {
            Some([b'{', b'"', tag, b'"', b':', ..]) => {
                self.at.set(at + 5);
                return Ok(Tag::of(&[*tag]));
            }
            Some([b'{', b'"', first, second, b'"', b':', ..]) if *first != b'\\' => {
                self.at.set(at + 6);
                return Ok(Tag::of(&[*first, *second]));
            }
            _ => {}
        }
        self.expect(b'{')?;
        let tag = self.string()?;
        self.expect(b':')?;
        Ok(Tag::of(tag.as_bytes()))
    }

    /// Whether the value is `{"NULL":…}`.
    pub(crate) fn is_tagged_null(&self) -> bool {
        let place = self.at.get();
        if let Some([b'{', b'"', first, ..]) = self.text.as_bytes().get(place..)
            && !b"N\\".contains(first)
        {
            return false;
        }
        let is_null = self.peek() == Some(b'{') && self.tag().is_ok_and(|tag| tag == Tag::Null);
        self.at.set(place);
        is_null
    }

    pub(crate) fn boolean(&self) -> Result<bool, CodecError> {
        self.peek();
        if self.literal("true") {
            return Ok(true);
        }
        if self.literal("false") {
            return Ok(false);
        }
        Err(self.wrong("`true` or `false`"))
    }

    /// Skips a `null`, if it is next.
    pub(crate) fn null(&self) -> bool {
        self.peek() == Some(b'n') && self.literal("null")
    }

    /// Reads the text of a number.
    pub(crate) fn number(&self) -> Result<&'de str, CodecError> {
        let starts = self.peek().is_some_and(|byte| byte == b'-' || byte.is_ascii_digit());
        let start = self.at.get();
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte))
            .count();
        match rest.get(..length) {
            Some(number) if starts => {
                self.at.set(start + length);
                Ok(number)
            }
            _ => Err(self.wrong("a number")),
        }
    }

    fn literal(&self, literal: &str) -> bool {
        let at = self.at.get();
        let is_next = self
            .text
            .as_bytes()
            .get(at..)
            .is_some_and(|rest| rest.starts_with(literal.as_bytes()));
        if is_next {
            self.at.set(at + literal.len());
        }
        is_next
    }

    /// Reads a string. The string is borrowed unless it has escapes.
    pub(crate) fn string(&self) -> Result<Cow<'de, str>, CodecError> {
        self.expect_string()?;
        let start = self.at.get();
        let end = self.special(start)?;
        if self.byte_at(end) == Some(b'"') {
            self.at.set(end + 1);
            return Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or_default()));
        }
        self.escaped(start, end).map(Cow::Owned)
    }

    fn expect_string(&self) -> Result<(), CodecError> {
        self.expect(b'"').map_err(|_| self.wrong("a string"))
    }

    /// Returns the position of the next quote or backslash.
    #[inline]
    fn special(&self, start: usize) -> Result<usize, CodecError> {
        let bytes = self.text.as_bytes();
        let mut start = start;
        // Most strings are short.
        for _ in 0..2 {
            let Some(word) = bytes.get(start..).and_then(<[u8]>::first_chunk) else {
                break;
            };
            let word = u64::from_le_bytes(*word);
            let found = bytes_that_are(word, b'"') | bytes_that_are(word, b'\\');
            if found != 0 {
                return Ok(start + found.trailing_zeros() as usize / 8);
            }
            start += 8;
        }
        self.special_far(start)
    }

    fn special_far(&self, start: usize) -> Result<usize, CodecError> {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        match memchr::memchr2(b'"', b'\\', rest) {
            Some(length) => Ok(start + length),
            None => Err(CodecError::new("the response ends inside a string")),
        }
    }

    /// Reads a string whose first escape is at `escape`.
    #[cold]
    fn escaped(&self, start: usize, escape: usize) -> Result<String, CodecError> {
        let (mut start, mut at) = (start, escape);
        let mut text = String::new();
        loop {
            text.push_str(self.text.get(start..at).unwrap_or_default());
            if self.byte_at(at) == Some(b'"') {
                self.at.set(at + 1);
                return Ok(text);
            }
            self.at.set(at + 1);
            text.push(self.escape()?);
            start = self.at.get();
            at = self.special(start)?;
        }
    }

    /// Reads an escaped character after the backslash.
    fn escape(&self) -> Result<char, CodecError> {
        let at = self.at.get();
        self.at.set(at + 1);
        Ok(match self.byte_at(at) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => return Err(CodecError::new("a string in the response has an unknown escape")),
        })
    }

    /// Reads the digits of `\u00e9`, or of a pair of surrogates.
    fn code_point(&self) -> Result<char, CodecError> {
        let wrong = || CodecError::new("a string in the response has an invalid escape");
        let unit = self.four_digits().ok_or_else(wrong)?;
        let point = match unit {
            0xD800..=0xDBFF => {
                if !self.literal("\\u") {
                    return Err(wrong());
                }
                let low = self.four_digits().ok_or_else(wrong)?;
                if !(0xDC00..=0xDFFF).contains(&low) {
                    return Err(wrong());
                }
                0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
            }
            unit => unit,
        };
        char::from_u32(point).ok_or_else(wrong)
    }

    fn four_digits(&self) -> Option<u32> {
        let at = self.at.get();
        let digits = self.text.get(at..at + 4)?;
        let digits = digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(digits)?;
        self.at.set(at + 4);
        u32::from_str_radix(digits, 16).ok()
    }

    /// Skips the next value without recursion.
    pub(crate) fn skip(&self) -> Result<(), CodecError> {
        let mut ends = [0_u8; MAX_SKIPPED];
        let mut depth = 0_usize;
        // Whether the next element or entry is the first of its container.
        let mut first = false;
        loop {
            self.skip_scalar_or_open(&mut ends, &mut depth, &mut first)?;
            // Close the containers that end here.
            loop {
                let Some(end) = depth.checked_sub(1).and_then(|top| ends.get(top).copied()) else {
                    return Ok(());
                };
                if self.next_in(end, &mut first)? {
                    if end == b'}' {
                        self.skip_string()?;
                        self.expect(b':')?;
                    }
                    break;
                }
                depth -= 1;
                first = false;
            }
        }
    }

    /// Skips `{"S":"text"}`, the most common value, if it is next.
    fn skip_tagged_string(&self) -> Result<bool, CodecError> {
        let place = self.at.get();
        let Some([b'{', b'"', tag, b'"', b':', b'"', ..]) = self.text.as_bytes().get(place..) else {
            return Ok(false);
        };
        if *tag == b'\\' {
            return Ok(false);
        }
        self.at.set(place + 5);
        self.skip_string()?;
        let end = self.at.get();
        let is_over = self.byte_at(end) == Some(b'}');
        self.at.set(if is_over { end + 1 } else { place });
        Ok(is_over)
    }

    fn skip_scalar_or_open(&self, ends: &mut [u8], depth: &mut usize, first: &mut bool) -> Result<(), CodecError> {
        if self.skip_tagged_string()? {
            return Ok(());
        }
        let end = match self.peek() {
            Some(b'"') => return self.skip_string(),
            Some(b'{') => b'}',
            Some(b'[') => b']',
            Some(b't' | b'f') => return self.boolean().map(drop),
            Some(b'n') if self.literal("null") => return Ok(()),
            Some(b'-' | b'0'..=b'9') => return self.number().map(drop),
            _ => return Err(self.wrong("a value")),
        };
        self.at.set(self.at.get() + 1);
        let Some(slot) = ends.get_mut(*depth) else {
            return Err(CodecError::new("the response is nested too deep"));
        };
        *slot = end;
        *depth += 1;
        *first = true;
        Ok(())
    }

    fn skip_string(&self) -> Result<(), CodecError> {
        self.expect_string()?;
        let mut at = self.special(self.at.get())?;
        while self.byte_at(at) == Some(b'\\') {
            at = self.special(at + 2)?;
        }
        self.at.set(at + 1);
        Ok(())
    }

    /// Checks that only white space is left.
    pub(crate) fn end(&self) -> Result<(), CodecError> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.wrong("the end")),
        }
    }

    #[cold]
    fn wrong(&self, expected: &str) -> CodecError {
        let at = self.at.get();
        match self.byte_at(at) {
            Some(_) => CodecError::new(format!(
                "the response is not DynamoDB's JSON: expected {expected} at byte {at}"
            )),
            None => CodecError::new(format!("the response ends where {expected} was expected")),
        }
    }
}

/// Returns the highest bit of each byte of `word` that equals `byte`. Only the bits up to the lowest such byte are exact,
/// which suffices to find that byte. Source: "Bit Twiddling Hacks" (Anderson), "Determine if a word has a zero byte".
#[inline]
const fn bytes_that_are(word: u64, byte: u8) -> u64 {
    const LOW: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let differs = word ^ u64::from_le_bytes([byte; 8]);
    differs.wrapping_sub(LOW) & !differs & HIGH
}

/// The tag that names the kind of a value, such as `S`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    String,
    Number,
    Binary,
    Bool,
    Null,
    List,
    Map,
    StringSet,
    NumberSet,
    BinarySet,
    /// A kind that this version does not know.
    Unknown,
}

impl Tag {
    #[inline]
    const fn of(tag: &[u8]) -> Self {
        match tag {
            b"S" => Tag::String,
            b"N" => Tag::Number,
            b"B" => Tag::Binary,
            b"BOOL" => Tag::Bool,
            b"NULL" => Tag::Null,
            b"L" => Tag::List,
            b"M" => Tag::Map,
            b"SS" => Tag::StringSet,
            b"NS" => Tag::NumberSet,
            b"BS" => Tag::BinarySet,
            _ => Tag::Unknown,
        }
    }
}
