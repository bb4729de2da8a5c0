//! The attributes of an entity that keys and unique markers are made from.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode;
use crate::codec::encode::encoder::Encoder;
use crate::codec::encoded::Origin;
use crate::codec::item::Item;
use crate::codec::shape::FieldShape;
use crate::entity::Entity;
use crate::error::codec::CodecError;
use crate::key::field::Field;
use crate::key::part::Part;

/// The attributes of an entity that are part of keys or unique. They are encoded when one is first needed.
#[derive(Debug)]
pub(crate) struct LoadedAttributes<'e, E> {
    entity: &'e E,
    origin: Origin,
    /// Encoded attributes, once one was needed.
    encoded: Option<Result<Item, CodecError>>,
    /// Attributes as serde alone writes them, once one was needed.
    plain: Option<Result<Item, CodecError>>,
}

impl<'e, E: Entity> LoadedAttributes<'e, E> {
    pub(crate) fn new(entity: &'e E, origin: Origin) -> Self {
        LoadedAttributes {
            entity,
            origin,
            encoded: None,
            plain: None,
        }
    }

    /// Returns the field as a part of a key.
    pub(crate) fn part(&self, field: &'static Field) -> Part<'e> {
        match self.origin {
            Origin::Given => self.entity.__part(field),
            Origin::Loaded => self.entity.__loaded_part(field),
        }
    }

    /// Returns the attribute of a field that is part of a key, or unique; `None` if the attribute is absent.
    pub(crate) fn value(&mut self, field: &'static Field) -> Result<Option<AttributeValue>, CodecError> {
        let (entity, origin) = (self.entity, self.origin);
        match self
            .encoded
            .get_or_insert_with(|| encode(entity, E::SCHEMA.shapes, origin))
        {
            Ok(item) => Ok(item.get(field.attribute).cloned()),
            Err(error) => Err(error.clone()),
        }
    }

    /// Returns the attribute of a time as serde alone writes it, which is how version 0.1 of this crate stored it. Returns
    /// `None` for other types.
    pub(crate) fn former(&mut self, field: &'static Field) -> Option<AttributeValue> {
        field.shape.shape.time()?;
        let (entity, origin) = (self.entity, self.origin);
        let plain = self.plain.get_or_insert_with(|| encode(entity, &[], origin));
        plain.as_ref().ok()?.get(field.attribute).cloned()
    }
}

/// Encodes the attributes that are part of keys or unique.
fn encode<E: Entity>(entity: &E, shapes: &'static [FieldShape], origin: Origin) -> Result<Item, CodecError> {
    let serialize = |encoder: Encoder| entity.__serialize(encoder);
    encode::to_attributes(serialize, shapes, is_asked::<E>, origin)
}

fn is_asked<E: Entity>(attribute: &str) -> bool {
    let mut fields = E::SCHEMA.fields.iter();
    fields.any(|field| field.attribute == attribute && (field.part.is_some() || field.unique))
}
