//! The oracle's values of fields, independent of serde and DynamoDB.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// `None`.
    Absent,
    /// `bool`
    Bool(bool),
    /// An integer of any width.
    Int(i128),
    /// `f64`
    Float(Float),
    /// `Decimal`, in units of 10^-10.
    Decimal(i128),
    /// `String`, `char`, a UUID, or a variant without data.
    Text(String),
    /// Binary.
    Bytes(Vec<u8>),
    /// A point in time: seconds since 1970, rounded down, and nanoseconds.
    Time(i64, u32),
    /// A date: days since 1970.
    Date(i64),
    /// `Vec` or a tuple.
    List(Vec<Value>),
    /// A set.
    Set(BTreeSet<Value>),
    /// A map with text keys.
    Map(BTreeMap<String, Value>),
    /// The fields of a struct in order.
    Record(Vec<Value>),
    /// A variant with data, by position.
    Variant(usize, Vec<Value>),
}

/// A finite `f64`.
#[derive(Debug, Clone, Copy)]
pub struct Float(pub f64);

impl Ord for Float {
    fn cmp(&self, other: &Self) -> Ordering {
        // DynamoDB has no negative zero.
        (self.0 + 0.0).total_cmp(&(other.0 + 0.0))
    }
}
impl PartialOrd for Float {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Float {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Float {}

impl Value {
    /// Makes a text.
    pub fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into())
    }

    /// Returns the fields of a struct.
    ///
    /// # Panics
    /// If the value is not a struct.
    #[must_use]
    pub fn record(&self) -> &[Value] {
        match self {
            Value::Record(fields) => fields,
            other => panic!("{other:?} is no record"),
        }
    }

    /// Whether the value has no attribute in DynamoDB, which is the case for `None` and an empty set.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        match self {
            Value::Absent => true,
            Value::Set(elements) => elements.is_empty(),
            _ => false,
        }
    }
}
