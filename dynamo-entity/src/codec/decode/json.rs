//! DynamoDB's JSON as a [`Source`], read in place: `{"S":"text"}`, `{"M":{"name":{"N":"1"}}}`.

use std::borrow::Cow;
use std::cell::Cell;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::codec::decode::source::{Content, Elements, Entries, Source};
use crate::codec::json::parser::{Parser, Tag};
use crate::error::codec::CodecError;

/// One value in JSON. Opening or skipping the value moves the parser past it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JsonValue<'p, 'de> {
    parser: &'p Parser<'de>,
    kind: ValuePlace<'p>,
}

/// The notation of a value, which depends on its container.
#[derive(Clone, Copy, Debug)]
enum ValuePlace<'p> {
    /// `{"S":"text"}`
    Tagged,
    /// `{"name":{"S":"text"}}`: the attributes of an item, which is a map without a tag.
    Item(Option<&'p IgnoredAttributes<'p>>),
    /// `"text"`, the element of a set of strings.
    String,
    /// `"1"`, the element of a set of numbers.
    Number,
    /// `"AA=="`, the element of a set of binaries.
    Binary,
}

impl<'p, 'de> JsonValue<'p, 'de> {
    /// Makes the value at the parser's position, `{"S":"text"}`.
    pub(crate) fn at(parser: &'p Parser<'de>) -> Self {
        JsonValue {
            parser,
            kind: ValuePlace::Tagged,
        }
    }

    /// Makes the item at the parser's position, `{"name":{"S":"text"}}`.
    pub(crate) fn item(parser: &'p Parser<'de>, ignored: Option<&'p IgnoredAttributes<'p>>) -> Self {
        JsonValue {
            parser,
            kind: ValuePlace::Item(ignored),
        }
    }

    fn entries(self) -> Result<JsonEntries<'p, 'de>, CodecError> {
        self.parser.expect(b'{')?;
        Ok(JsonEntries {
            parser: self.parser,
            first: true,
            over: false,
            ignored: match self.kind {
                ValuePlace::Item(ignored) => ignored,
                _ => None,
            },
            tagged: matches!(self.kind, ValuePlace::Tagged),
        })
    }

    fn elements(self, kind: ValuePlace<'p>) -> Result<JsonElements<'p, 'de>, CodecError> {
        self.parser.expect(b'[')?;
        Ok(JsonElements {
            parser: self.parser,
            kind,
            first: true,
            over: false,
        })
    }

    fn binary(self) -> Result<Vec<u8>, CodecError> {
        let text = self.parser.string()?;
        let bytes = STANDARD.decode(text.as_bytes());
        bytes.map_err(|_| CodecError::new("a binary value is not base64"))
    }

    fn tagged(self) -> Result<Content<'de, Self>, CodecError> {
        let parser = self.parser;
        let content = match parser.tag()? {
            Tag::String => Content::String(parser.string()?),
            Tag::Number => Content::Number(parser.string()?),
            Tag::Binary => Content::Binary(self.binary()?),
            Tag::Bool => Content::Bool(parser.boolean()?),
            Tag::Null => {
                parser.boolean()?;
                Content::Null
            }
            // The closing brace of these is read after their last element or entry.
            Tag::List => return Ok(Content::List(self.elements(ValuePlace::Tagged)?, "a list")),
            Tag::StringSet => return Ok(Content::List(self.elements(ValuePlace::String)?, "a string set")),
            Tag::NumberSet => return Ok(Content::List(self.elements(ValuePlace::Number)?, "a number set")),
            Tag::BinarySet => return Ok(Content::List(self.elements(ValuePlace::Binary)?, "a binary set")),
            Tag::Map => return Ok(Content::Map(self.entries()?)),
            Tag::Unknown => {
                parser.skip()?;
                Content::Unknown
            }
        };
        parser.expect(b'}')?;
        Ok(content)
    }
}

impl<'p, 'de> Source<'de> for JsonValue<'p, 'de> {
    type Elements = JsonElements<'p, 'de>;
    type Entries = JsonEntries<'p, 'de>;

    fn open(self) -> Result<Content<'de, Self>, CodecError> {
        match self.kind {
            ValuePlace::Tagged => self.tagged(),
            ValuePlace::Item(_) => self.entries().map(Content::Map),
            ValuePlace::String => Ok(Content::String(self.parser.string()?)),
            ValuePlace::Number => Ok(Content::Number(self.parser.string()?)),
            ValuePlace::Binary => Ok(Content::Binary(self.binary()?)),
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.kind, ValuePlace::Tagged) && self.parser.is_tagged_null()
    }

    fn text_of(&self, name: &str) -> Result<Option<String>, CodecError> {
        let place = self.parser.place();
        let mut found = None;
        if let Content::Map(mut entries) = self.open()? {
            while let Some((entry, value)) = entries.next()? {
                if entry != name {
                    value.skip()?;
                    continue;
                }
                if let Content::String(text) = value.open()? {
                    found = Some(text.into_owned());
                }
                break;
            }
        }
        self.parser.back_to(place);
        Ok(found)
    }

    fn skip(self) -> Result<(), CodecError> {
        self.parser.skip()
    }
}

/// The elements of a list or a set.
#[derive(Debug)]
pub(crate) struct JsonElements<'p, 'de> {
    parser: &'p Parser<'de>,
    kind: ValuePlace<'p>,
    first: bool,
    over: bool,
}

impl<'p, 'de> Elements<'de> for JsonElements<'p, 'de> {
    type Value = JsonValue<'p, 'de>;

    fn next(&mut self) -> Result<Option<Self::Value>, CodecError> {
        if self.over {
            return Ok(None);
        }
        if !self.parser.next_in(b']', &mut self.first)? {
            self.over = true;
            // Closes the tag, as in `{"L":[…]}`.
            self.parser.expect(b'}')?;
            return Ok(None);
        }
        Ok(Some(JsonValue {
            parser: self.parser,
            kind: self.kind,
        }))
    }

    fn left(&self) -> Option<usize> {
        None
    }
}

/// The entries of a map, or the attributes of an item.
#[derive(Debug)]
pub(crate) struct JsonEntries<'p, 'de> {
    parser: &'p Parser<'de>,
    first: bool,
    over: bool,
    /// Whether the entries are inside `{"M":…}`.
    tagged: bool,
    ignored: Option<&'p IgnoredAttributes<'p>>,
}

/// The attributes of an item that the reader does not see.
#[derive(Clone, Debug)]
pub(crate) struct IgnoredAttributes<'a> {
    /// Attributes that identify the entity, with the values that they must have if they are present.
    pub identifiers: [Option<(&'a str, &'a str)>; 2],
    /// Attributes to hide from the reader.
    pub hidden: &'a [&'a str],
    /// The number of identifiers that were present.
    pub found: Cell<usize>,
}

impl IgnoredAttributes<'_> {
    /// Whether every identifier was present.
    pub(crate) fn is_identified(&self) -> bool {
        self.found.get() == self.identifiers.iter().flatten().count()
    }

    /// Checks the value of an identifier and skips a hidden attribute. Returns true if the attribute was skipped. The
    /// parser is before the attribute's value.
    fn take(&self, name: &str, parser: &Parser<'_>) -> Result<bool, CodecError> {
        if let Some((_, wanted)) = self
            .identifiers
            .iter()
            .flatten()
            .find(|(attribute, _)| *attribute == name)
        {
            let place = parser.place();
            if let Content::String(found) = JsonValue::at(parser).open()? {
                if found != *wanted {
                    return Err(another_type(&found, name));
                }
                self.found.set(self.found.get() + 1);
            }
            parser.back_to(place);
        }
        let is_hidden = self.hidden.contains(&name);
        if is_hidden {
            parser.skip()?;
        }
        Ok(is_hidden)
    }
}

/// Returns the error for an item of another entity.
#[cold]
pub(crate) fn another_type(found: &str, attribute: &str) -> CodecError {
    CodecError::new(format!(
        "the item is a `{found}` according to its attribute `{attribute}`"
    ))
}

impl<'p, 'de> Entries<'de> for JsonEntries<'p, 'de> {
    type Value = JsonValue<'p, 'de>;

    fn next(&mut self) -> Result<Option<(Cow<'de, str>, Self::Value)>, CodecError> {
        if self.over {
            return Ok(None);
        }
        while self.parser.next_in(b'}', &mut self.first)? {
            let name = self.parser.string()?;
            self.parser.expect(b':')?;
            if let Some(ignored) = self.ignored
                && ignored.take(&name, self.parser)?
            {
                continue;
            }
            return Ok(Some((name, JsonValue::at(self.parser))));
        }
        self.over = true;
        if self.tagged {
            self.parser.expect(b'}')?;
        }
        Ok(None)
    }

    fn left(&self) -> Option<usize> {
        None
    }
}
