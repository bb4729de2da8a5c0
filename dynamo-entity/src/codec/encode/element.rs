//! The serializer of one element of a set of strings or numbers, which is written directly to the set.

use std::fmt;

use serde::ser::{self, Serializer};

use crate::codec::encode::scalar::refuse_others;
use crate::codec::encode::sink::{SetKind, SetSink};

/// Accepts integers, and text in a set of strings. All other elements are encoded as values first.
#[derive(Debug)]
pub(super) struct ElementEncoder<'s, T> {
    set: &'s mut T,
    takes_text: bool,
}

impl<'s, T: SetSink> ElementEncoder<'s, T> {
    pub(super) fn new(set: &'s mut T, takes_text: bool) -> Self {
        Self { set, takes_text }
    }

    fn push(self, kind: SetKind, text: &str) -> Result<(), NotHere> {
        if self.set.push(kind, text) {
            Ok(())
        } else {
            Err(NotHere)
        }
    }

    fn text(self, text: &str) -> Result<(), NotHere> {
        if self.takes_text {
            self.push(SetKind::Strings, text)
        } else {
            Err(NotHere)
        }
    }
}

/// The element is not accepted. Needs no message, because the set is then built from values.
#[derive(Debug)]
pub(super) struct NotHere;

impl fmt::Display for NotHere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("neither an integer nor a string")
    }
}

impl std::error::Error for NotHere {}

impl ser::Error for NotHere {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

macro_rules! integers {
    ($($method:ident: $ty:ty;)*) => {$(
        fn $method(self, value: $ty) -> Result<(), NotHere> {
            self.push(SetKind::Numbers, itoa::Buffer::new().format(value))
        }
    )*};
}

impl<S: SetSink> Serializer for ElementEncoder<'_, S> {
    refuse_others! { (), NotHere, NotHere; serialize_bool: bool }

    integers! {
        serialize_i8: i8;
        serialize_i16: i16;
        serialize_i32: i32;
        serialize_i64: i64;
        serialize_u8: u8;
        serialize_u16: u16;
        serialize_u32: u32;
        serialize_u64: u64;
    }

    fn serialize_char(self, value: char) -> Result<(), NotHere> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), NotHere> {
        self.text(value)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), NotHere> {
        self.text(variant)
    }
}
