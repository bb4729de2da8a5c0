//! The attributes that serde flattens into an item, whose names only the value knows.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode::encoder::Encoder;
use crate::codec::encoded::Encoded;
use crate::codec::shape::Shape;
use crate::codec::written;
use crate::error::codec::CodecError;

/// The names of the flattened attributes of an entity.
#[derive(Debug, Default)]
pub struct Flattened {
    pub(super) names: Vec<String>,
    pub(super) error: Option<CodecError>,
}

impl Flattened {
    /// Adds the attributes of a flattened field.
    pub fn add(&mut self, serialize: impl FnOnce(Encoder) -> Result<Encoded, CodecError>) {
        match serialize(Encoder::new(&Shape::Unknown)) {
            Ok(Encoded::Value(AttributeValue::M(attributes))) => {
                let mut names: Vec<String> = attributes.into_keys().collect();
                names.sort_unstable();
                for name in names {
                    if self.names.contains(&name) {
                        self.error.get_or_insert_with(|| written::taken(&name));
                    }
                    self.names.push(name);
                }
            }
            Ok(_) => {}
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
    }
}
