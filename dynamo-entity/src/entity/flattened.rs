//! The attributes that serde flattens into an item, whose names only the value knows.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode::encoder::Encoder;
use crate::codec::encoded::Encoded;
use crate::codec::shape::Shape;
use crate::codec::written;
use crate::entity::Entity;
use crate::error::codec::CodecError;
use crate::schema::table::TableSchema;

/// The names of the flattened attributes of an entity.
#[derive(Debug, Default)]
pub struct Flattened {
    names: Vec<String>,
    error: Option<CodecError>,
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

/// Refuses a flattened attribute that has the name of a field, of a key or of the type attribute: it would be lost, or read
/// as that one.
pub(crate) fn check_flattened<E: Entity>(entity: &E, table: &TableSchema) -> Result<(), CodecError> {
    let mut flattened = Flattened::default();
    entity.__flattened(&mut flattened);
    if let Some(error) = flattened.error {
        return Err(error);
    }
    match flattened.names.iter().find(|name| is_taken::<E>(name, table)) {
        Some(name) => Err(written::taken(name)),
        None => Ok(()),
    }
}

/// Whether an attribute that no field has cannot have this name.
pub(crate) fn is_taken<E: Entity>(name: &str, table: &TableSchema) -> bool {
    let schema = E::SCHEMA;
    let of_field = schema.shapes.iter().any(|shape| !shape.flatten && shape.has_name(name));
    of_field || table.is_bookkeeping(name)
}
