//! Templates: the text of one side of a key, with placeholders for its parts.
//!
//! Over 400 lines with its tests, which show what each placeholder refuses.

use std::borrow::Cow;

use crate::key::error::KeyErrorKind;
use crate::key::field::Field;
use crate::key::field_error::KeyError;
use crate::key::format::Format;
use crate::key::native::KeyValue;
use crate::key::part::{Part, PartKind};
use crate::key::scalar::ScalarType;
use crate::key::written::{End, LAST, Strictness};

/// One side of a key as the entity declares it: `USER#<user_id>`.
///
/// Keys are injective: two different tuples of parts never render to the same text, so a part that would make
/// the key ambiguous is refused. The exceptions are `raw`, and formats that drop information, such as `%Y-%m`
/// and `lower`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// The template as written in the entity.
    pub text: &'static str,
    /// The segments of the template. No literal is empty or follows another literal.
    pub segments: &'static [Segment],
}

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// Literal text.
    Literal(&'static str),
    /// A placeholder for a part.
    Placeholder {
        /// The field whose value takes the place.
        field: &'static Field,
        /// The format of the value.
        format: Format,
    },
}

/// A key to read by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadKey {
    pub(crate) text: String,
    /// Whether other parts render to the same key.
    pub(crate) is_ambiguous: bool,
}

/// A placeholder and its position in the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placeholder {
    /// The index among the template's placeholders. A field may occur at several.
    pub ordinal: usize,
    /// The field whose value takes the place.
    pub field: &'static Field,
    /// The format of the value.
    pub format: Format,
    /// The literal that follows the placeholder, or "".
    pub literal: &'static str,
    /// Whether the template ends with this placeholder: no literal and no other placeholder follows.
    pub last: bool,
    /// Whether this placeholder is the whole template. No range on such a key ends with U+10FFFF, so its part
    /// may contain that character.
    pub alone: bool,
}

impl Template {
    /// Creates a template from its text and segments.
    #[must_use]
    pub const fn new(text: &'static str, segments: &'static [Segment]) -> Self {
        Self { text, segments }
    }

    /// Iterates over the placeholders in order.
    pub fn placeholders(&self) -> impl Iterator<Item = Placeholder> {
        let placeholder = |(at, segment): (usize, &Segment)| match *segment {
            Segment::Literal(_) => None,
            Segment::Placeholder { field, format } => Some((at + 1, field, format)),
        };
        self.segments
            .iter()
            .enumerate()
            .filter_map(placeholder)
            .enumerate()
            .map(|(ordinal, (next, field, format))| Placeholder {
                ordinal,
                field,
                format,
                literal: match self.segments.get(next) {
                    Some(Segment::Literal(literal)) => literal,
                    _ => "",
                },
                last: next == self.segments.len(),
                alone: self.segments.len() == 1,
            })
    }

    /// Returns the number of placeholders.
    #[must_use]
    pub const fn parts(&self) -> usize {
        let (mut at, mut parts) = (0, 0);
        while at < self.segments.len() {
            if let Segment::Placeholder { .. } = self.segments[at] {
                parts += 1;
            }
            at += 1;
        }
        parts
    }

    /// Returns the literal that every key of the template begins with, or "".
    #[must_use]
    pub const fn leading(&self) -> &'static str {
        match self.segments.first() {
            Some(Segment::Literal(literal)) => literal,
            _ => "",
        }
    }

    /// Returns DynamoDB's type of the key attribute.
    #[must_use]
    pub const fn scalar(&self) -> ScalarType {
        match self.segments.first() {
            Some(Segment::Placeholder {
                format: Format::Number, ..
            }) => ScalarType::N,
            Some(Segment::Placeholder {
                format: Format::Binary, ..
            }) => ScalarType::B,
            _ => ScalarType::S,
        }
    }

    /// Returns the first placeholder that another placeholder follows directly. Its part must be prefix-free.
    #[must_use]
    pub fn adjacent(&self) -> Option<Placeholder> {
        self.placeholders()
            .find(|placeholder| placeholder.literal.is_empty() && !placeholder.last)
    }

    /// Renders the key of an item from its parts, given by field. Returns `None` if a part is absent, never a
    /// truncated key.
    ///
    /// # Errors
    /// If a key cannot hold one of the parts.
    pub fn render<'a>(&self, part: impl Fn(&'static Field) -> Part<'a>) -> Result<Option<String>, KeyError> {
        self.render_prefix(self.parts(), |placeholder| part(placeholder.field))
    }

    /// Renders the key attribute of an item from its parts, given by field: like [`render`](Self::render), or
    /// the value itself for the formats `N` and `B`.
    ///
    /// # Errors
    /// If a key cannot hold one of the parts.
    pub fn render_value<'a>(&self, part: impl Fn(&'static Field) -> Part<'a>) -> Result<Option<KeyValue>, KeyError> {
        match (self.scalar(), self.segments.first()) {
            (scalar @ (ScalarType::N | ScalarType::B), Some(Segment::Placeholder { field, .. })) => {
                KeyValue::from_part(part(field), scalar).map_err(|refused| refused.at(field))
            }
            _ => Ok(self.render(part)?.map(KeyValue::Text)),
        }
    }

    /// Renders the prefix of a key that the first `count` parts determine: up to the next placeholder, or the
    /// whole key if there is none. Returns `None` if one of the parts is absent.
    ///
    /// A query passes its parts by their ordinal, an item by their field.
    ///
    /// # Errors
    /// If a key cannot hold one of the parts.
    pub fn render_prefix<'a>(
        &self,
        count: usize,
        part: impl Fn(Placeholder) -> Part<'a>,
    ) -> Result<Option<String>, KeyError> {
        // A value is usually longer than its field's name: a UUID has 36 characters.
        let mut key = String::with_capacity(self.text.len() + 32 * count);
        key.push_str(self.leading());
        for placeholder in self.placeholders().take(count) {
            if !placeholder.write(&part(placeholder), &mut key)? {
                return Ok(None);
            }
        }
        Ok(Some(key))
    }

    /// Renders a prefix like [`render_prefix`](Self::render_prefix), for a key to read by, which another
    /// program may have written.
    ///
    /// # Errors
    /// If no program can have written the key.
    pub(crate) fn render_to_read<'a>(
        &self,
        count: usize,
        part: impl Fn(Placeholder) -> Part<'a>,
    ) -> Result<Option<ReadKey>, KeyError> {
        let mut key = ReadKey {
            text: String::with_capacity(self.text.len() + 16 * count.min(self.parts())),
            is_ambiguous: false,
        };
        key.text.push_str(self.leading());
        for placeholder in self.placeholders().take(count) {
            let part = part(placeholder);
            let start = key.text.len();
            let strict = placeholder.write(&part, &mut key.text);
            let written = match (strict, placeholder.format) {
                (Err(_), Format::Dialect(format)) => {
                    key.text.truncate(start);
                    key.is_ambiguous = true;
                    let written = format.write(&part, placeholder.literal, Strictness::Reading, &mut key.text);
                    let written = written.map_err(|refused| refused.at(placeholder.field))?;
                    key.text.push_str(placeholder.literal);
                    written.is_some()
                }
                (strict, _) => strict?,
            };
            key.is_ambiguous |= key
                .text
                .get(start..)
                .is_some_and(|text| self.separates(placeholder, text));
            if !written {
                return Ok(None);
            }
        }
        Ok(Some(key))
    }

    /// Whether the written part contains a literal that separates two other parts. Such a key is ambiguous:
    /// `#a_x#b_y#b_z` is the key of `x` and `y#b_z`, and of `x#b_y` and `z`.
    fn separates(&self, placeholder: Placeholder, written: &str) -> bool {
        let text = written.strip_suffix(placeholder.literal).unwrap_or(written);
        let is_unchecked = |other: &Placeholder| other.format.is_unchecked() && !other.last;
        let mut literals = self.placeholders().filter(is_unchecked).map(|other| other.literal);
        literals.any(|literal| !literal.is_empty() && text.contains(literal))
    }

    /// Renders the text of one part alone, as an operand of a range. Returns `None` if the part is absent, or
    /// the template has no placeholder at `ordinal`.
    ///
    /// # Errors
    /// If a key cannot hold the part.
    pub fn render_part(&self, ordinal: usize, part: &Part<'_>) -> Result<Option<String>, KeyError> {
        let Some(placeholder) = self.placeholders().nth(ordinal) else {
            return Ok(None);
        };
        let mut text = String::new();
        if !placeholder.write(part, &mut text)? {
            return Ok(None);
        }
        text.truncate(text.len() - placeholder.literal.len());
        Ok(Some(text))
    }
}

impl Placeholder {
    /// Checks a prefix of a part's text, and returns it in the letter case of the key.
    ///
    /// # Errors
    /// If no value renders to a text with this prefix.
    pub fn check_prefix(self, kind: PartKind, text: &str) -> Result<Cow<'_, str>, KeyError> {
        self.check_last(text)?;
        let checked = self.format.check_prefix(kind, text);
        checked.map_err(|refused| refused.at(self.field))
    }

    /// Refuses a text that contains U+10FFFF, the end of ranges, unless the placeholder is the whole template.
    fn check_last(self, text: &str) -> Result<(), KeyError> {
        if !self.alone && text.contains(LAST) {
            return Err(KeyErrorKind::Reserved.at(self.field, text));
        }
        Ok(())
    }

    /// Appends a part and the literal that follows it. Returns false if the part is absent.
    pub(super) fn write(self, part: &Part<'_>, out: &mut String) -> Result<bool, KeyError> {
        if let Part::Text(text) | Part::Fixed(text) = part {
            self.check_last(text)?;
        }
        let start = out.len();
        let end = match self.format {
            Format::Dialect(format) => format.write(part, self.literal, Strictness::Writing, out),
            format => format.write(part, out),
        };
        let Some(end) = end.map_err(|refused| refused.at(self.field))? else {
            return Ok(false);
        };
        let stop = out.len();
        out.push_str(self.literal);
        let guarded = match end {
            End::Known => false,
            End::NoDigit => self.literal.starts_with(|next: char| next.is_ascii_digit()),
            End::Literal => !self.literal.is_empty(),
        };
        // The text must end at the first occurrence of the literal; otherwise the key could be parsed with a
        // shorter part. Searching from the start of the part also finds an occurrence that overlaps its end.
        if guarded && out.get(start..).and_then(|text| text.find(self.literal)) != Some(stop - start) {
            let literal = self.literal;
            let reason = if self.format.is_unchecked() {
                KeyErrorKind::Ambiguous { literal }
            } else {
                KeyErrorKind::Delimiter { literal }
            };
            return Err(reason.at(self.field, part.to_text()));
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests;
