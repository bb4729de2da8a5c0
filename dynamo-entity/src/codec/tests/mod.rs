//! Tests of the codec: shapes, the rules of encoding and decoding, errors, sizes, and agreement with `serde_dynamo` on
//! random values.

mod agreement;
mod decode;
mod encode;
mod error;
mod json;
mod model;
mod shape;
mod size;
mod written;

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::decode::decoder::Decoder;
use crate::codec::depth::Depth;
use crate::codec::encode::to_value;
use crate::codec::encoded::Encoded;
use crate::codec::item::Item;
use crate::codec::shape::{FieldShape, Shape};
use crate::error::codec::CodecError;

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn n(text: &str) -> AttributeValue {
    AttributeValue::N(text.to_owned())
}

fn b(bytes: &[u8]) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

fn null() -> AttributeValue {
    AttributeValue::Null(true)
}

fn l<const N: usize>(values: [AttributeValue; N]) -> AttributeValue {
    AttributeValue::L(values.into())
}

fn item<const N: usize>(entries: [(&str, AttributeValue); N]) -> Item {
    HashMap::from(entries.map(|(name, value)| (name.to_owned(), value)))
}

fn m<const N: usize>(entries: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(item(entries))
}

/// Encodes a value, which must not be absent.
#[track_caller]
fn encoded<T: Serialize + ?Sized>(value: &T, shape: &'static Shape) -> AttributeValue {
    match to_value(value, shape) {
        Ok(Encoded::Value(value)) => value,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn refused<T: Serialize + ?Sized>(value: &T, shape: &'static Shape) -> String {
    to_value(value, shape).expect_err("is refused").to_string()
}

fn to_item<T: Serialize>(value: &T, fields: &'static [FieldShape]) -> Result<Item, CodecError> {
    crate::codec::encode::to_item(|encoder| value.serialize(encoder), fields)
}

fn from_item<T: DeserializeOwned>(item: Item, fields: &'static [FieldShape]) -> Result<T, CodecError> {
    let item = AttributeValue::M(item);
    T::deserialize(Decoder::with(item, Shape::Fields(fields), Depth::READ))
}
