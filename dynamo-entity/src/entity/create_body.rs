//! Builders that serde reads, such as the body of a request that creates an item.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::entity::Entity;
use crate::key::field::{Auto, Field};

/// A builder that fields can be read into.
pub trait ReadCreate {
    /// Reads the value of the field at `position`. Returns `false`, and reads nothing, if a body does not give this field.
    ///
    /// # Errors
    /// If the value does not match the field.
    fn read<'de, A: MapAccess<'de>>(&mut self, position: usize, map: &mut A) -> Result<bool, A::Error>;
}

/// Reads a builder from a map. `given` says for each required field whether the map has to give it; the program gives the
/// others. `denies_unknown` refuses members that are no fields.
///
/// # Errors
/// If a required field is missing, a value does not match its field, or the map gives a field that only the program may set.
pub fn read_create<'de, E, D>(deserializer: D, given: &[bool], denies_unknown: bool) -> Result<E::Create, D::Error>
where
    E: Entity<Create: ReadCreate>,
    D: Deserializer<'de>,
{
    let required = E::SCHEMA.fields.iter().filter(|field| is_required(field));
    deserializer.deserialize_map(Body::<E> {
        create: E::CREATE,
        required: required.zip(given.iter().copied()).collect(),
        denies_unknown,
    })
}

/// Whether a builder is complete only with the field.
fn is_required(field: &Field) -> bool {
    field.stored && !field.defaulted && !field.shape.optional
}

struct Body<E: Entity> {
    create: E::Create,
    /// Each required field, and whether the map has to give it.
    required: Vec<(&'static Field, bool)>,
    denies_unknown: bool,
}

impl<'de, E: Entity<Create: ReadCreate>> Visitor<'de> for Body<E> {
    type Value = E::Create;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the fields of a `{}`", E::SCHEMA.name)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<E::Create, A::Error> {
        let mut given: Vec<&'static Field> = Vec::new();
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            let mut fields = E::SCHEMA.fields.iter().filter(|field| field.stored);
            let field = fields.find(|field| field.attribute == name || field.shape.aliases.contains(&&*name));
            if let Some(field) = field {
                if given.contains(&field) {
                    return Err(de::Error::duplicate_field(field.attribute));
                }
                if let Some(reason) = self.refusal(field) {
                    return Err(de::Error::custom(format_args!("`{name}` cannot be given: {reason}")));
                }
                if self.create.read(field.position, &mut map)? {
                    given.push(field);
                    continue;
                }
            }
            if self.denies_unknown {
                return Err(de::Error::custom(format_args!("unknown field `{name}`")));
            }
            map.next_value::<IgnoredAny>()?;
        }
        let mut required = self.required.iter();
        match required.find(|(field, is_required)| *is_required && !given.contains(field)) {
            Some((missing, _)) => Err(de::Error::missing_field(missing.attribute)),
            None => Ok(self.create),
        }
    }
}

impl<E: Entity> Body<E> {
    /// Returns why a body cannot give the field.
    fn refusal(&self, field: &'static Field) -> Option<&'static str> {
        match field.auto {
            Some(Auto::Version { .. }) => return Some("it counts the writes of the item"),
            Some(Auto::OnWrite) => return Some("every write sets it"),
            None => {}
        }
        if field.defaulted {
            return Some("it has a default, which only the program changes");
        }
        let mut required = self.required.iter();
        let is_left = required.any(|(known, is_required)| *known == field && !is_required);
        is_left.then_some("the program sets it")
    }
}
