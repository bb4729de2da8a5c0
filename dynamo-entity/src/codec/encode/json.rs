//! DynamoDB's JSON as a [`Sink`]: `{"S":"text"}`, `{"M":{"name":{"N":"1"}}}`.

use std::borrow::Cow;
use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode::sink::{ListSink, MapSink, SetKind, SetSink, Sink};
use crate::codec::item::{Item, kind_of};
use crate::codec::json::parser::Parser;
use crate::codec::json::write;
use crate::codec::stored::StoredItem;

/// The kind of the value that was written, for messages.
type WrittenKind = &'static str;

/// The sink of one value, which is appended to JSON.
#[derive(Debug)]
pub(crate) struct Json<'o> {
    out: &'o mut Vec<u8>,
    frame: Frame<'o>,
}

/// The kind of an item with an attribute whose name is reserved.
pub(super) const RESERVED: WrittenKind = "a map with a reserved attribute name";

/// The context of a value.
#[derive(Clone, Copy)]
struct Frame<'o> {
    /// Set for an item, which is a map without a tag. The function recognizes names that the encoded type must not use.
    item: Option<&'o dyn Fn(&str) -> bool>,
    /// The text that closes the map around the variant of an enum.
    closing: &'static [u8],
}

impl fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Frame(..)")
    }
}

impl Frame<'_> {
    const VALUE: Frame<'static> = Frame {
        item: None,
        closing: b"",
    };

    fn is_reserved(&self, name: &str) -> bool {
        self.item.is_some_and(|is_reserved| is_reserved(name))
    }

    fn close(self, out: &mut Vec<u8>, kind: WrittenKind) -> WrittenKind {
        out.extend_from_slice(self.closing);
        if self.closing.is_empty() { kind } else { "a map" }
    }
}

impl<'o> Json<'o> {
    /// Makes the sink of an attribute value.
    pub(crate) fn value(out: &'o mut Vec<u8>) -> Self {
        Json {
            out,
            frame: Frame::VALUE,
        }
    }

    /// Makes the sink of an item in which some names are reserved.
    pub(super) fn item(out: &'o mut Vec<u8>, is_reserved: &'o dyn Fn(&str) -> bool) -> Self {
        let frame = Frame {
            item: Some(is_reserved),
            ..Frame::VALUE
        };
        Json { out, frame }
    }

    #[inline]
    fn scalar(self, opening: &[u8], kind: WrittenKind, write: impl FnOnce(&mut Vec<u8>)) -> WrittenKind {
        self.out.extend_from_slice(opening);
        write(self.out);
        self.out.push(b'}');
        self.frame.close(self.out, kind)
    }
}

impl<'o> Sink for Json<'o> {
    type Value = WrittenKind;
    type List = JsonList<'o>;
    type Set = JsonSet<'o>;
    type Map = JsonMap<'o>;

    fn tagged(self, variant: &'static str) -> Self {
        let (opening, closing): (&[u8], &[u8]) = if self.frame.item.is_some() {
            (b"{", b"}")
        } else {
            (b"{\"M\":{", b"}}")
        };
        self.out.extend_from_slice(opening);
        write::string(self.out, variant);
        self.out.push(b':');
        let frame = Frame { item: None, closing };
        Json { out: self.out, frame }
    }

    fn string(self, text: Cow<'_, str>) -> WrittenKind {
        self.scalar(b"{\"S\":", "a string", |out| write::string(out, &text))
    }

    fn number(self, text: Cow<'_, str>) -> WrittenKind {
        self.scalar(b"{\"N\":", "a number", |out| write::plain(out, &text))
    }

    fn binary(self, bytes: Cow<'_, [u8]>) -> WrittenKind {
        self.scalar(b"{\"B\":", "binary", |out| write::base64(out, &bytes))
    }

    fn boolean(self, value: bool) -> WrittenKind {
        let text: &[u8] = if value { b"true" } else { b"false" };
        self.scalar(b"{\"BOOL\":", "a boolean", |out| out.extend_from_slice(text))
    }

    fn null(self) -> WrittenKind {
        self.scalar(b"{\"NULL\":", "null", |out| out.extend_from_slice(b"true"))
    }

    fn value(self, value: AttributeValue) -> WrittenKind {
        if let (AttributeValue::M(item), Some(is_reserved)) = (&value, self.frame.item) {
            write::item(self.out, item);
            let clashes = item.keys().any(|name| is_reserved(name));
            return if clashes { RESERVED } else { "a map" };
        }
        write::attribute_value(self.out, &value);
        self.frame.close(self.out, kind_of(&value))
    }

    fn display(self, text: &dyn fmt::Display) -> Result<WrittenKind, fmt::Error> {
        let mut written = Ok(());
        let kind = self.scalar(b"{\"S\":", "a string", |out| written = write::display(out, text));
        written.map(|()| kind)
    }

    fn set(self, _: usize) -> JsonSet<'o> {
        JsonSet {
            start: self.out.len(),
            place: self,
            kind: None,
        }
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
        let opening: &[u8] = if self.frame.item.is_some() { b"{" } else { b"{\"M\":{" };
        self.out.extend_from_slice(opening);
        JsonMap {
            clashes: false,
            entry: self.out.len(),
            was_first: true,
            out: self.out,
            frame: self.frame,
            first: true,
        }
    }
}

/// `{"SS":[…]}` or `{"NS":[…]}`. Nothing is written before the first element.
#[derive(Debug)]
pub(crate) struct JsonSet<'o> {
    place: Json<'o>,
    start: usize,
    kind: Option<SetKind>,
}

impl<'o> SetSink for JsonSet<'o> {
    type Place = Json<'o>;

    fn push(&mut self, kind: SetKind, text: &str) -> bool {
        let out = &mut *self.place.out;
        match (self.kind, kind) {
            (None, SetKind::Strings) => out.extend_from_slice(b"{\"SS\":["),
            (None, SetKind::Numbers) => out.extend_from_slice(b"{\"NS\":["),
            (Some(before), now) if before != now => return false,
            _ => out.push(b','),
        }
        self.kind = Some(kind);
        match kind {
            SetKind::Strings => write::string(out, text),
            SetKind::Numbers => write::plain(out, text),
        }
        true
    }

    fn finish(self) -> Option<WrittenKind> {
        self.kind?;
        self.place.out.extend_from_slice(b"]}");
        Some(self.place.frame.close(self.place.out, "a set"))
    }

    fn take_back(self) -> (Vec<AttributeValue>, Json<'o>) {
        let out = &mut *self.place.out;
        let mut elements = Vec::new();
        if self.kind.is_some() {
            let mut item = b"{\"\":".to_vec();
            item.extend(out.drain(self.start..));
            item.extend_from_slice(b"]}}");
            elements = read_set(&item);
        }
        (elements, self.place)
    }
}

/// Reads the elements of the set in an item that holds only the set.
#[cold]
fn read_set(item: &[u8]) -> Vec<AttributeValue> {
    let item = Parser::new(item).and_then(|parser| StoredItem::at(&parser).into_attributes());
    let values = item.into_iter().flat_map(Item::into_values);
    let elements = values.map(|value| match value {
        AttributeValue::Ss(texts) => texts.into_iter().map(AttributeValue::S).collect(),
        AttributeValue::Ns(texts) => texts.into_iter().map(AttributeValue::N).collect(),
        _ => Vec::new(),
    });
    elements.flatten().collect()
}

/// `{"L":[…]}`
#[derive(Debug)]
pub(crate) struct JsonList<'o> {
    out: &'o mut Vec<u8>,
    frame: Frame<'o>,
    first: bool,
}

impl ListSink for JsonList<'_> {
    type Value = WrittenKind;
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

    fn null(&mut self) -> WrittenKind {
        Json::value(self.out).null()
    }

    fn keep(&mut self, _: WrittenKind) {}

    fn finish(self) -> WrittenKind {
        self.out.extend_from_slice(b"]}");
        self.frame.close(self.out, "a list")
    }
}

/// `{"M":{…}}`, or an item's `{…}`.
#[derive(Debug)]
pub(crate) struct JsonMap<'o> {
    out: &'o mut Vec<u8>,
    frame: Frame<'o>,
    first: bool,
    /// Whether an entry has a reserved name.
    clashes: bool,
    /// The position of the last entry. `was_first` tells whether that entry is the first.
    entry: usize,
    was_first: bool,
}

impl MapSink for JsonMap<'_> {
    type Value = WrittenKind;
    type Entry<'a>
        = Json<'a>
    where
        Self: 'a;

    fn stranger(&mut self, name: &str) {
        self.clashes |= self.frame.is_reserved(name);
    }

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

    fn null(&mut self) -> WrittenKind {
        Json::value(self.out).null()
    }

    fn keep(&mut self, _: Cow<'_, str>, _: WrittenKind) {}

    fn drop_entry(&mut self) {
        self.out.truncate(self.entry);
        self.first = self.was_first;
    }

    fn finish(self) -> WrittenKind {
        let closing: &[u8] = if self.frame.item.is_some() { b"}" } else { b"}}" };
        self.out.extend_from_slice(closing);
        if self.clashes {
            return RESERVED;
        }
        self.frame.close(self.out, "a map")
    }
}
