//! The deserializer of a map key: text that is parsed as the key's type.

use serde::de::{Deserializer, IntoDeserializer, Visitor, value::StrDeserializer};
use serde::forward_to_deserialize_any;

use crate::codec::number;
use crate::error::codec::CodecError;

/// The name of an attribute. It is borrowed, because an error in the attribute's value contains the name.
pub(super) struct MapKeyDecoder<'a>(pub(super) &'a str);

macro_rules! integers {
    ($($method:ident => $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
            match number::parse_integer(self.0) {
                Ok(integer) => visitor.$visit(integer),
                Err(problem) => Err(CodecError::mismatch(&visitor, problem)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for MapKeyDecoder<'_> {
    type Error = CodecError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_str(self.0)
    }

    integers! {
        deserialize_i8 => visit_i8;
        deserialize_i16 => visit_i16;
        deserialize_i32 => visit_i32;
        deserialize_i64 => visit_i64;
        deserialize_i128 => visit_i128;
        deserialize_u8 => visit_u8;
        deserialize_u16 => visit_u16;
        deserialize_u32 => visit_u32;
        deserialize_u64 => visit_u64;
        deserialize_u128 => visit_u128;
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        match self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(CodecError::mismatch(&visitor, "other text")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        let variant: StrDeserializer<'_, CodecError> = self.0.into_deserializer();
        visitor.visit_enum(variant)
    }

    forward_to_deserialize_any! {
        f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map
        struct identifier ignored_any
    }
}
