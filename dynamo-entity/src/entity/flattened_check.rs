//! What the names of flattened fields may not be.

use crate::codec::written;
use crate::entity::Entity;
use crate::entity::flattened::Flattened;
use crate::error::codec::CodecError;
use crate::schema::table::TableSchema;

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
