//! The serializer of a map key, which becomes the name of an attribute.

use serde::ser::Serializer;

use crate::codec::encode::scalar::refuse_others;
use crate::error::codec::CodecError;

/// Accepts keys that can be read back from text: text, characters, integers, booleans and the names of unit variants.
pub(super) struct MapKeyEncoder(pub(super) Keys);

/// The kinds of keys that a read returns unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Text, and integers and booleans, which are written as text.
    Any,
    /// Only text, because serde reads the map from its buffer, in which every key is text.
    Text,
}

#[cold]
fn refusal() -> CodecError {
    CodecError::new("a map key must be text, an integer, a boolean or a unit variant")
}

#[cold]
fn buffered() -> CodecError {
    CodecError::new(
        "serde reads the keys of a map as text in a flattened field and in an enum with a `tag`; store integers and \
         booleans as text there",
    )
}

macro_rules! as_text {
    ($($method:ident: $ty:ty),*) => {$(
        fn $method(self, key: $ty) -> Result<String, CodecError> {
            Ok(key.to_string())
        }
    )*};
}

macro_rules! if_any {
    ($($method:ident: $ty:ty),*) => {$(
        fn $method(self, key: $ty) -> Result<String, CodecError> {
            match self.0 {
                Keys::Any => Ok(key.to_string()),
                Keys::Text => Err(buffered()),
            }
        }
    )*};
}

impl Serializer for MapKeyEncoder {
    refuse_others! { String, CodecError, refusal(); }

    as_text! { serialize_char: char, serialize_str: &str }

    if_any! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64, serialize_u128: u128, serialize_bool: bool
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<String, CodecError> {
        Ok(variant.to_owned())
    }
}
