//! [`Sink`]: the interface of the encoder to attribute values and to JSON.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use aws_sdk_dynamodb::types::AttributeValue;

/// The destination of one value, which becomes an `AttributeValue` or DynamoDB's JSON.
pub trait Sink: Sized {
    /// A finished value.
    type Value;
    /// A list under construction.
    type List: ListSink<Value = Self::Value>;
    /// A set under construction.
    type Set: SetSink<Place = Self>;
    /// A map under construction.
    type Map: MapSink<Value = Self::Value>;

    /// Returns a sink that stores the value as the content of an enum variant: `{ "Variant": value }`.
    #[must_use]
    fn tagged(self, variant: &'static str) -> Self;

    /// `S`
    fn string(self, text: Cow<'_, str>) -> Self::Value;
    /// `N`
    fn number(self, text: Cow<'_, str>) -> Self::Value;
    /// `B`
    fn binary(self, bytes: Cow<'_, [u8]>) -> Self::Value;
    /// `BOOL`
    fn boolean(self, value: bool) -> Self::Value;
    /// `NULL`
    fn null(self) -> Self::Value;
    /// Stores a finished attribute value.
    fn value(self, value: AttributeValue) -> Self::Value;
    /// `S`, with the text that `Display` writes.
    ///
    /// # Errors
    /// If displaying it fails.
    fn display(self, text: &dyn fmt::Display) -> Result<Self::Value, fmt::Error> {
        let mut owned = String::with_capacity(64);
        write!(owned, "{text}")?;
        Ok(self.string(Cow::Owned(owned)))
    }
    /// `SS` or `NS`, of about `length` elements.
    fn set(self, length: usize) -> Self::Set;
    /// `L`, of about `length` elements.
    fn list(self, length: usize) -> Self::List;
    /// `M`, of about `length` entries.
    fn map(self, length: usize) -> Self::Map;
    /// Returns the context for the entries of a map in this sink.
    fn context(&self) -> MapContext {
        MapContext::default()
    }
}

/// The context of the entries of a map: which entries are wanted, and whether they were loaded.
#[derive(Clone, Copy, Debug, Default)]
pub struct MapContext {
    /// Decides whether an entry is wanted; `None` if all are.
    pub(super) wanted: Option<fn(&str) -> bool>,
    /// Whether the values may have been loaded.
    pub(super) is_loaded: bool,
}

/// The stored type of the elements of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetKind {
    /// `SS`
    Strings,
    /// `NS`
    Numbers,
}

/// A set of strings or numbers under construction.
pub trait SetSink: Sized {
    /// The sink that the set is written to.
    type Place: Sink;

    /// Adds an element. Returns false without adding it if the other elements have another kind.
    fn push(&mut self, kind: SetKind, text: &str) -> bool;
    /// Finishes the set. Returns `None` for an empty set.
    fn finish(self) -> Option<<Self::Place as Sink>::Value>;
    /// Undoes the set: returns its elements and the unchanged sink.
    fn take_back(self) -> (Vec<AttributeValue>, Self::Place);
}

/// A list under construction.
pub trait ListSink {
    /// A finished value.
    type Value;
    /// The sink of an element.
    type Element<'a>: Sink<Value = Self::Value>
    where
        Self: 'a;

    /// Returns the sink of the next element, which must then be [kept](ListSink::keep).
    fn element(&mut self) -> Self::Element<'_>;
    /// Writes `NULL` for an element that wrote nothing.
    fn null(&mut self) -> Self::Value;
    /// Adds the finished element to the list.
    fn keep(&mut self, element: Self::Value);
    /// Finishes the list.
    fn finish(self) -> Self::Value;
}

/// A map under construction.
pub trait MapSink {
    /// A finished value.
    type Value;
    /// The sink of an entry's value.
    type Entry<'a>: Sink<Value = Self::Value>
    where
        Self: 'a;

    /// Whether an entry of this name is wanted.
    fn takes(&self, name: &str) -> bool {
        let _ = name;
        true
    }
    /// Whether the values may have been loaded, so that `set` was applied to them.
    fn is_loaded(&self) -> bool {
        false
    }
    /// Called before an entry whose name is not a field's.
    fn stranger(&mut self, name: &str) {
        let _ = name;
    }
    /// Returns the sink of the next entry's value, which must then be [kept](MapSink::keep) or
    /// [dropped](MapSink::drop_entry).
    fn entry(&mut self, name: &str) -> Self::Entry<'_>;
    /// Writes `NULL` for an entry whose value wrote nothing.
    fn null(&mut self) -> Self::Value;
    /// Adds the finished entry to the map.
    fn keep(&mut self, name: Cow<'_, str>, value: Self::Value);
    /// Removes an entry whose value wrote nothing.
    fn drop_entry(&mut self);
    /// Finishes the map.
    fn finish(self) -> Self::Value;
}
