//! The attributes that serde flattens into an item: the names that a value has, and the names that its type reads.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode::encoder::Encoder;
use crate::codec::encoded::Encoded;
use crate::codec::names::{self, NameReader, NothingRead};
use crate::codec::written;
use crate::error::codec::CodecError;
use crate::key::field::Field;

/// The fields of an entity that serde flattens.
#[derive(Debug, Default)]
pub struct Flattened {
    pub(super) fields: Vec<FlattenedField>,
    pub(super) error: Option<CodecError>,
    /// Whether to ask the types which names they read.
    pub(super) asks_types: bool,
}

/// A field that serde flattens.
#[derive(Debug)]
pub(super) struct FlattenedField {
    pub(super) field: &'static Field,
    /// The names of the attributes that the value has.
    pub(super) written: Vec<String>,
    /// The names of the attributes that the type reads, if it was asked and knows them.
    pub(super) read: Option<&'static [&'static str]>,
}

impl Flattened {
    /// Adds the attributes of a flattened field.
    pub fn add(
        &mut self,
        field: &'static Field,
        serialize: impl FnOnce(Encoder) -> Result<Encoded, CodecError>,
        read: impl FnOnce(NameReader<'_>) -> Result<(), NothingRead>,
    ) {
        let mut written = Vec::new();
        match serialize(Encoder::flattened()) {
            Ok(Encoded::Value(AttributeValue::M(attributes))) => {
                written.extend(attributes.into_keys());
                written.sort_unstable();
                if let Some(name) = written.iter().find(|name| self.writes(name)) {
                    self.error.get_or_insert_with(|| written::taken(name));
                }
            }
            Ok(_) => {}
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
        let read = if self.asks_types { names::names_read(read) } else { None };
        self.fields.push(FlattenedField { field, written, read });
    }

    fn writes(&self, name: &str) -> bool {
        let mut names = self.fields.iter().flat_map(|field| &field.written);
        names.any(|known| known == name)
    }
}
