//! The key of a map entry: an attribute name, so text.

use serde::ser::Serializer;

use crate::codec::encode::scalar::refuse_others;
use crate::error::codec::CodecError;

/// Takes what reads back from text without a doubt: text, characters, integers, booleans and the
/// names of unit variants.
pub(super) struct MapKeyEncoder;

#[cold]
fn refusal() -> CodecError {
    CodecError::new("a map key must be text, an integer, a boolean or a unit variant")
}

macro_rules! as_text {
    ($($method:ident: $ty:ty),*) => {$(
        fn $method(self, key: $ty) -> Result<String, CodecError> {
            Ok(key.to_string())
        }
    )*};
}

impl Serializer for MapKeyEncoder {
    refuse_others! { String, CodecError, refusal(); }

    as_text! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64, serialize_u128: u128, serialize_bool: bool, serialize_char: char,
        serialize_str: &str
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<String, CodecError> {
        Ok(variant.to_owned())
    }
}
