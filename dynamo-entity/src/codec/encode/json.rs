//! DynamoDB's JSON as what is encoded to: `{"S":"text"}`, `{"M":{"name":{"N":"1"}}}`.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use super::sink::{ListSink, MapSink, Sink};
use crate::codec::json::write;
use crate::codec::kind_of;

/// What was written, in words.
type Kind = &'static str;

/// A value at the end of JSON that is being written.
#[derive(Debug)]
pub struct Json<'o> {
    out: &'o mut Vec<u8>,
    frame: Frame,
}

/// What is around a value.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// It is an item: a map has no tag.
    is_item: bool,
    /// What closes the map that the variant of an enum is in.
    closing: &'static [u8],
}

impl Frame {
    const VALUE: Frame = Frame {
        is_item: false,
        closing: b"",
    };

    fn close(self, out: &mut Vec<u8>, kind: Kind) -> Kind {
        out.extend_from_slice(self.closing);
        if self.closing.is_empty() { kind } else { "a map" }
    }
}

impl<'o> Json<'o> {
    /// An attribute value.
    pub(crate) fn value(out: &'o mut Vec<u8>) -> Self {
        Json {
            out,
            frame: Frame::VALUE,
        }
    }

    /// The attributes of an item.
    pub(crate) fn item(out: &'o mut Vec<u8>) -> Self {
        let frame = Frame {
            is_item: true,
            ..Frame::VALUE
        };
        Json { out, frame }
    }

    fn scalar(self, tag: &str, kind: Kind, write: impl FnOnce(&mut Vec<u8>)) -> Kind {
        self.out.extend_from_slice(b"{\"");
        self.out.extend_from_slice(tag.as_bytes());
        self.out.extend_from_slice(b"\":");
        write(self.out);
        self.out.push(b'}');
        self.frame.close(self.out, kind)
    }
}

impl<'o> Sink for Json<'o> {
    type Value = Kind;
    type List = JsonList<'o>;
    type Map = JsonMap<'o>;

    fn tagged(self, variant: &'static str) -> Self {
        let (opening, closing): (&[u8], &[u8]) = if self.frame.is_item {
            (b"{", b"}")
        } else {
            (b"{\"M\":{", b"}}")
        };
        self.out.extend_from_slice(opening);
        write::string(self.out, variant);
        self.out.push(b':');
        let frame = Frame {
            is_item: false,
            closing,
        };
        Json { out: self.out, frame }
    }

    fn string(self, text: Cow<'_, str>) -> Kind {
        self.scalar("S", "a string", |out| write::string(out, &text))
    }

    fn number(self, text: Cow<'_, str>) -> Kind {
        self.scalar("N", "a number", |out| write::plain(out, &text))
    }

    fn binary(self, bytes: Cow<'_, [u8]>) -> Kind {
        self.scalar("B", "binary", |out| write::base64(out, &bytes))
    }

    fn boolean(self, value: bool) -> Kind {
        let text: &[u8] = if value { b"true" } else { b"false" };
        self.scalar("BOOL", "a boolean", |out| out.extend_from_slice(text))
    }

    fn null(self) -> Kind {
        self.scalar("NULL", "null", |out| out.extend_from_slice(b"true"))
    }

    fn value(self, value: AttributeValue) -> Kind {
        write::attribute_value(self.out, &value);
        self.frame.close(self.out, kind_of(&value))
    }

    fn list(self, _: usize) -> JsonList<'o> {
        self.out.extend_from_slice(b"{\"L\":[");
        JsonList {
            out: self.out,
            frame: self.frame,
            first: true,
        }
    }

    fn map(self, _: usize) -> JsonMap<'o> {
        let opening: &[u8] = if self.frame.is_item { b"{" } else { b"{\"M\":{" };
        self.out.extend_from_slice(opening);
        JsonMap {
            entry: self.out.len(),
            was_first: true,
            out: self.out,
            frame: self.frame,
            first: true,
        }
    }
}

/// `{"L":[…]}`
#[derive(Debug)]
pub struct JsonList<'o> {
    out: &'o mut Vec<u8>,
    frame: Frame,
    first: bool,
}

impl ListSink for JsonList<'_> {
    type Value = Kind;
    type Element<'a>
        = Json<'a>
    where
        Self: 'a;

    fn element(&mut self) -> Json<'_> {
        if !std::mem::take(&mut self.first) {
            self.out.push(b',');
        }
        Json::value(self.out)
    }

    fn null(&mut self) -> Kind {
        Json::value(self.out).null()
    }

    fn keep(&mut self, _: Kind) {}

    fn finish(self) -> Kind {
        self.out.extend_from_slice(b"]}");
        self.frame.close(self.out, "a list")
    }
}

/// `{"M":{…}}`, or an item's `{…}`.
#[derive(Debug)]
pub struct JsonMap<'o> {
    out: &'o mut Vec<u8>,
    frame: Frame,
    first: bool,
    /// Where the last entry begins, and whether it is the first.
    entry: usize,
    was_first: bool,
}

impl MapSink for JsonMap<'_> {
    type Value = Kind;
    type Entry<'a>
        = Json<'a>
    where
        Self: 'a;

    fn entry(&mut self, name: &str) -> Json<'_> {
        self.entry = self.out.len();
        self.was_first = std::mem::take(&mut self.first);
        if !self.was_first {
            self.out.push(b',');
        }
        write::string(self.out, name);
        self.out.push(b':');
        Json::value(self.out)
    }

    fn null(&mut self) -> Kind {
        Json::value(self.out).null()
    }

    fn keep(&mut self, _: Cow<'_, str>, _: Kind) {}

    fn drop_entry(&mut self) {
        self.out.truncate(self.entry);
        self.first = self.was_first;
    }

    fn finish(self) -> Kind {
        let closing: &[u8] = if self.frame.is_item { b"}" } else { b"}}" };
        self.out.extend_from_slice(closing);
        self.frame.close(self.out, "a map")
    }
}
