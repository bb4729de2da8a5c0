//! Where values are encoded to.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use aws_sdk_dynamodb::types::AttributeValue;

/// The place of one value: what is written to it becomes an `AttributeValue`, or DynamoDB's JSON.
pub trait Sink: Sized {
    /// A value that is written.
    type Value;
    /// A list that is being written.
    type List: ListSink<Value = Self::Value>;
    /// A set that is being written.
    type Set: SetSink<Place = Self>;
    /// A map that is being written.
    type Map: MapSink<Value = Self::Value>;

    /// The same place, in which the value is the content of an enum's variant: `{ "Variant": value }`.
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
    /// A value that was made already.
    fn value(self, value: AttributeValue) -> Self::Value;
    /// `S`, of what is displayed.
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
    /// Returns the context of the entries of a map at this place.
    fn context(&self) -> MapContext {
        MapContext::default()
    }
}

/// The context of the entries of a map: which are wanted, and whether they were loaded.
#[derive(Clone, Copy, Debug, Default)]
pub struct MapContext {
    /// Whether an entry of this name is wanted, if not all are.
    pub(super) wanted: Option<fn(&str) -> bool>,
    /// Whether the values may have been loaded.
    pub(super) is_loaded: bool,
}

/// What the elements of a set are stored as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetKind {
    /// `SS`
    Strings,
    /// `NS`
    Numbers,
}

/// A set of strings or numbers that is being written.
pub trait SetSink: Sized {
    /// Where it is written.
    type Place: Sink;

    /// Adds an element; false, and nothing is added, if the others are of another kind.
    fn push(&mut self, kind: SetKind, text: &str) -> bool;
    /// Ends the set; without elements there is none.
    fn finish(self) -> Option<<Self::Place as Sink>::Value>;
    /// Takes back all that was written: the elements, and the place as it was.
    fn take_back(self) -> (Vec<AttributeValue>, Self::Place);
}

/// A list that is being written.
pub trait ListSink {
    /// A value that is written.
    type Value;
    /// The place of an element.
    type Element<'a>: Sink<Value = Self::Value>
    where
        Self: 'a;

    /// The place of the next element, to be [kept](ListSink::keep) once it is written.
    fn element(&mut self) -> Self::Element<'_>;
    /// `NULL`, in the place of an element that wrote nothing.
    fn null(&mut self) -> Self::Value;
    /// Ends an element.
    fn keep(&mut self, element: Self::Value);
    /// Ends the list.
    fn finish(self) -> Self::Value;
}

/// A map that is being written.
pub trait MapSink {
    /// A value that is written.
    type Value;
    /// The place of an entry's value.
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
    /// Hears the name of an entry that no field has, before it comes.
    fn stranger(&mut self, name: &str) {
        let _ = name;
    }
    /// The place of the next entry's value, to be [kept](MapSink::keep) or [dropped](MapSink::drop_entry).
    fn entry(&mut self, name: &str) -> Self::Entry<'_>;
    /// `NULL`, in the place of an entry whose value wrote nothing.
    fn null(&mut self) -> Self::Value;
    /// Ends an entry.
    fn keep(&mut self, name: Cow<'_, str>, value: Self::Value);
    /// Takes back an entry in which nothing was written.
    fn drop_entry(&mut self);
    /// Ends the map.
    fn finish(self) -> Self::Value;
}
