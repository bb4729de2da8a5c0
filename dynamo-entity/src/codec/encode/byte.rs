//! The serializer of one byte of a binary: serde sees a `Vec<u8>` as a sequence.

use std::fmt;

use serde::ser::{self, Serializer};

use crate::codec::encode::scalar::refuse_others;

/// Accepts only a `u8`.
pub(super) struct ByteEncoder;

/// The element is not a `u8`. Needs no message, because the sequence is then written as a list.
#[derive(Debug)]
pub(super) struct NotByte;

impl fmt::Display for NotByte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a byte")
    }
}

impl std::error::Error for NotByte {}

impl ser::Error for NotByte {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl Serializer for ByteEncoder {
    refuse_others! {
        u8, NotByte, NotByte;
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_bool: bool, serialize_char: char, serialize_str: &str
    }

    fn serialize_u8(self, value: u8) -> Result<u8, NotByte> {
        Ok(value)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<u8, NotByte> {
        Err(NotByte)
    }
}
