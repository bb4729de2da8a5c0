//! The identity of generated keys: equality, order, hash and `Debug`, by their parts.

use std::cmp::Ordering;
use std::fmt;
use std::hash::Hasher;

use crate::codec::redacted::Redacted;
use crate::entity::Entity;
use crate::entity::generated_key::EntityKey;
use crate::key::part::Part;

/// Compares the parts of two keys, in the order of the templates.
#[must_use]
pub fn compare_keys<E: Entity>(one: &E::Key, other: &E::Key) -> Ordering {
    let mut fields = E::SCHEMA.key_fields().into_iter();
    let differs = fields.find_map(|field| match one.__part(field).compare(&other.__part(field)) {
        Ordering::Equal => None,
        order => Some(order),
    });
    differs.unwrap_or(Ordering::Equal)
}

/// Hashes the parts of a key.
pub fn hash_key<E: Entity, H: Hasher>(key: &E::Key, state: &mut H) {
    for field in E::SCHEMA.key_fields() {
        key.__part(field).hash_value(state);
    }
}

/// Prints the parts of a key, as the derived `Debug` of a struct does. Sensitive parts are redacted.
///
/// # Errors
/// If the formatter fails.
pub fn debug_key<E: Entity>(name: &str, key: &E::Key, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut printed = f.debug_struct(name);
    for field in E::SCHEMA.key_fields() {
        if field.is_sensitive() {
            printed.field(field.name, &Redacted(()));
        } else {
            printed.field(field.name, &Shown(key.__part(field)));
        }
    }
    printed.finish()
}

/// A part as `Debug` prints it: text in quotes.
struct Shown<'a>(Part<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Part::Text(text) | Part::Fixed(text) => fmt::Debug::fmt(text, f),
            Part::Bytes(bytes) => fmt::Debug::fmt(bytes, f),
            part => f.write_str(&part.plain_text()),
        }
    }
}
