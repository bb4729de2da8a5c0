//! Scalars that serde serializes in parts: a time, or a `serde_json` number.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode::sink::Sink;
use crate::codec::number;
use crate::codec::shape::Shape;
use crate::error::codec::CodecError;

/// Writes a value that serde serializes in parts: a time, or a `serde_json` number.
pub(super) fn gathered<S: Sink>(shape: Shape, parts: AttributeValue, sink: S) -> Result<S::Value, CodecError> {
    match (shape, parts) {
        (Shape::Time(time), parts) => {
            let text = time.of_value(&parts)?;
            Ok(sink.string(Cow::Borrowed(text.as_str())))
        }
        (Shape::JsonNumber { buffered }, AttributeValue::M(parts)) => match parts.into_values().next() {
            Some(AttributeValue::S(text)) => {
                number::check_json(&text, buffered).map_err(CodecError::new)?;
                Ok(sink.number(Cow::Owned(text)))
            }
            _ => Err(CodecError::new("a `serde_json` number was not serialized as text")),
        },
        (_, parts) => Ok(sink.value(parts)),
    }
}
