//! The attributes of a loaded entity that keys and claims are made of.

use aws_sdk_dynamodb::types::AttributeValue;

use super::Entity;
use crate::codec::{self, CodecError, Encoder, Item};

/// The attributes of an entity that are part of keys or unique, encoded only if one is asked for.
#[derive(Debug)]
pub(crate) struct LoadedAttributes<'e, E> {
    entity: &'e E,
    /// Once one was asked for.
    encoded: Option<Result<Item, CodecError>>,
}

impl<'e, E: Entity> LoadedAttributes<'e, E> {
    pub(crate) fn of(entity: &'e E) -> Self {
        LoadedAttributes { entity, encoded: None }
    }

    /// The attribute of a field that is part of a key, or unique; `None` if it is absent.
    pub(crate) fn value(&mut self, field: usize) -> Result<Option<AttributeValue>, CodecError> {
        let Some(facts) = E::SCHEMA.fields.get(field) else {
            return Ok(None);
        };
        match self.encoded.get_or_insert_with(|| encode(self.entity)) {
            Ok(item) => Ok(item.get(facts.attribute).cloned()),
            Err(error) => Err(error.clone()),
        }
    }
}

/// The attributes of parts of keys and of unique fields.
fn encode<E: Entity>(entity: &E) -> Result<Item, CodecError> {
    let serialize = |encoder: Encoder| entity.__serialize(encoder);
    codec::to_attributes(serialize, E::SCHEMA.shapes, is_asked::<E>)
}

fn is_asked<E: Entity>(attribute: &str) -> bool {
    let mut fields = E::SCHEMA.fields.iter();
    fields.any(|field| field.attribute == attribute && (field.part.is_some() || field.unique))
}
