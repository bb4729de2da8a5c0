//! Checks flattened fields: names that a flattened attribute must not have, and attributes that an update must remove.

use crate::codec::item::Item;
use crate::codec::written;
use crate::entity::Entity;
use crate::entity::flattened::{Flattened, FlattenedField};
use crate::error::codec::CodecError;
use crate::error::{Error, Result as ItemResult};
use crate::key::field::Field;
use crate::schema::table::TableSchema;

/// Refuses a flattened attribute that has the name of a field, of a key or of the type attribute. The attribute would be
/// lost, or read as the other one.
pub(crate) fn check_flattened<E: Entity>(entity: &E, table: &TableSchema) -> Result<(), CodecError> {
    let mut flattened = Flattened::default();
    entity.__flattened(&mut flattened);
    if let Some(error) = flattened.error {
        return Err(error);
    }
    let mut names = flattened.fields.iter().flat_map(|field| &field.written);
    match names.find(|name| is_taken::<E>(name, table)) {
        Some(name) => Err(written::taken(name)),
        None => Ok(()),
    }
}

/// Whether the name is taken, so that an attribute that no field has cannot use it.
pub(crate) fn is_taken<E: Entity>(name: &str, table: &TableSchema) -> bool {
    let schema = E::SCHEMA;
    let of_field = schema.shapes.iter().any(|shape| !shape.flatten && shape.has_name(name));
    of_field || table.is_bookkeeping(name)
}

/// Returns the flattened attributes that a stored item of this entity may have and this value does not. A write that keeps
/// other attributes has to remove them.
///
/// `item` is the entity as it is written. `is_kept` tells whether the write leaves a field unchanged.
///
/// # Errors
/// If a flattened type does not know which attributes it reads; or if a kept field has attributes, because the stored item
/// may have some of them and not the others.
pub(crate) fn flattened_absent<E: Entity>(
    (entity, item): (&E, &Item),
    table: &TableSchema,
    is_kept: impl Fn(&Field) -> bool,
) -> ItemResult<Vec<&'static str>> {
    let mut flattened = Flattened {
        asks_types: true,
        ..Flattened::default()
    };
    entity.__flattened(&mut flattened);
    let mut absent: Vec<&'static str> = Vec::new();
    for flattened in &flattened.fields {
        if is_kept(flattened.field) {
            if !flattened.written.iter().any(|name| item.contains_key(name)) {
                continue;
            }
            return Err(refused(
                flattened.field,
                "so its attributes would be mixed with those of an existing item: set the field if it has a default, \
                 or `put` the item",
            ));
        }
        let Some(names) = names_of(flattened) else {
            return Err(refused(
                flattened.field,
                "and its type does not list its attributes, so those of an existing item cannot be removed: derive \
                 `Document` on a struct or an enum, `put` the whole item, or edit a loaded one",
            ));
        };
        for name in names {
            if !absent.contains(&name) && !item.contains_key(name) && !is_taken::<E>(name, table) {
                absent.push(name);
            }
        }
    }
    Ok(absent)
}

/// Returns the names of all attributes that the field may be stored as, if its shape or its type knows them.
fn names_of(flattened: &FlattenedField) -> Option<Vec<&'static str>> {
    let mut names = Vec::new();
    let mut knows_all = true;
    flattened.field.shape.each_attribute(&mut |attribute| match attribute {
        Some(name) => names.push(name),
        None => knows_all = false,
    });
    if !knows_all {
        names = flattened.read?.to_vec();
    }
    // A `Serialize` written by hand may use names that neither the shape nor `Deserialize` has.
    let mut written = flattened.written.iter();
    written.all(|name| names.contains(&name.as_str())).then_some(names)
}

#[cold]
fn refused(field: &Field, why: &str) -> Error {
    Error::input(format!("`{}` is flattened, {why}", field.name))
}
