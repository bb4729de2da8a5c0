//! Which attributes a read asks for, and what the answer is decoded to.

use std::cell::Cell;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Deserializer;

use crate::codec::decode;
use crate::codec::decode::json::IgnoredAttributes;
use crate::codec::item::Item;
use crate::codec::shape::{FieldShape, Shape};
use crate::codec::stored::StoredItem;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::item::{Claimed, claimed, decode_found, decode_stored};
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::expression::path::Path;
use crate::expression::path_kind::Flattened;
use crate::expression::placeholders::Placeholders;
use crate::key::text::same;
use crate::schema::table::TableSchema;

/// A type that a read of `E` may return: `E` itself, or a smaller struct with some of its fields.
///
/// The chapter [Indexes](mod@crate::guide::indexes) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection of `{E}`",
    label = "not a projection of `{E}`",
    note = "derive it: `#[derive(Projection, Deserialize)] #[projection(entity = {E})]`"
)]
pub trait Projected<E>: Sized + Send + 'static {
    /// The attributes to ask for; `None` asks for all.
    #[doc(hidden)]
    const __SHAPES: Option<&'static [FieldShape]>;

    #[doc(hidden)]
    fn __deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Decodes an item. Returns `None` for an item without a type attribute, unless the entity accepts untyped items.
    #[doc(hidden)]
    fn __decode(item: StoredItem<'_, '_>, table: &TableSchema, typed: Typed) -> Result<Option<Self>>;
}

impl<E: Entity> Projected<E> for E {
    const __SHAPES: Option<&'static [FieldShape]> = None;

    fn __deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <E as Entity>::__deserialize(deserializer)
    }

    fn __decode(item: StoredItem<'_, '_>, table: &TableSchema, typed: Typed) -> Result<Option<Self>> {
        match typed {
            Typed::Held => decode_found(item, table),
            Typed::Unheld => decode_stored(item, table).map(Some),
        }
    }
}

/// Whether the source of an item holds the type attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// The source holds the type attribute.
    Held,
    /// The item comes from an index that does not project the type attribute.
    Unheld,
}

impl Typed {
    pub(crate) fn of(is_held: bool) -> Self {
        if is_held { Typed::Held } else { Typed::Unheld }
    }
}

/// Decodes an item that was read by its key. Where entities may share keys, an item that names another entity gives `None`.
pub(crate) fn decode_own<E: Entity, T: Projected<E>>(
    item: StoredItem<'_, '_>,
    table: &TableSchema,
) -> Result<Option<T>> {
    if E::SCHEMA.dialect.may_share_keys() {
        let broken = |error| Error::broken_answer(error).with_entity(E::SCHEMA.name);
        for (attribute, wanted) in table.identifiers(E::SCHEMA) {
            let is_other = item
                .string(attribute)
                .map_err(broken)?
                .is_some_and(|found| found != wanted);
            if is_other {
                item.skip().map_err(broken)?;
                return Ok(None);
            }
        }
    }
    T::__decode(item, table, Typed::Held)
}

/// Decodes a row of an index that does not project the type attribute: only the keys tell which entity the row belongs to.
pub(crate) fn decode_row<E: Entity, T: Projected<E>>(
    item: StoredItem<'_, '_>,
    table: &TableSchema,
) -> Result<Option<T>> {
    T::__decode(item, table, Typed::Unheld)
}

/// Decodes an item for the generated half of a projection.
///
/// # Errors
/// If the item belongs to another entity, or does not match the projection.
pub fn decode_projection<E: Entity, T: Projected<E>>(
    item: StoredItem<'_, '_>,
    table: &TableSchema,
    typed: Typed,
) -> Result<Option<T>> {
    if typed == Typed::Held && E::SCHEMA.dialect.requests_identify() {
        let broken = |error| Error::broken_answer(error).with_entity(E::SCHEMA.name);
        match claimed(item, table, E::SCHEMA).map_err(broken)? {
            Claimed::Own => {}
            Claimed::OtherEntity(error) => return Err(Error::decode(error).with_entity(E::SCHEMA.name)),
            Claimed::Unclaimed => {
                // The item is left out, but it must still be well-formed.
                item.into_attributes().map_err(broken)?;
                return Ok(None);
            }
        }
    }
    decode_members::<E, T>(item, table).map(Some)
}

fn decode_members<E: Entity, T: Projected<E>>(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<T> {
    let shapes = T::__SHAPES.unwrap_or_default();
    // A flattened field takes every attribute, so bookkeeping attributes must be hidden from it.
    let hidden = if shapes.iter().any(|field| field.flatten) {
        table.bookkeeping(E::SCHEMA)
    } else {
        Vec::new()
    };
    let ignored = IgnoredAttributes {
        identifiers: [None, None],
        hidden: &hidden,
        found: Cell::default(),
    };
    // The projection's shapes do not know what the options of the entity's fields convert, so such items take the slow way.
    if !E::SCHEMA.converts() {
        let parser = item.parser();
        let place = parser.place();
        let decoded = decode::from_json(parser, shapes, Some(&ignored), |decoder| T::__deserialize(decoder));
        if let Ok(decoded) = decoded {
            return Ok(decoded);
        }
        parser.back_to(place);
    }
    let item = item
        .into_attributes()
        .map_err(|error| Error::broken_answer(error).with_entity(E::SCHEMA.name))?;
    let mut item = item;
    item.retain(|name, _| !hidden.contains(&name.as_str()));
    let item = loaded::<E>(without_others(item, shapes));
    let decoded = item.and_then(|item| {
        WrittenItem::of(&item)
            .read(|item| decode::from_json(item.parser(), shapes, None, |decoder| T::__deserialize(decoder)))?
    });
    decoded.map_err(|error| Error::decode(E::SCHEMA.withhold(error)).with_entity(E::SCHEMA.name))
}

/// Removes the attributes that the projection does not name: it may refuse the keys that were read in addition.
fn without_others(mut item: Item, shapes: &[FieldShape]) -> Item {
    // A flattened attribute may have any name.
    if !shapes.iter().any(|shape| shape.flatten) {
        item.retain(|name, _| {
            let is_own = |shape: &FieldShape| shape.name == name || shape.aliases.contains(&name.as_str());
            shapes.iter().any(is_own)
        });
    }
    item
}

/// Converts an item back to what serde wrote: the options of the entity's fields apply to its projections too.
fn loaded<E: Entity>(item: Item) -> Result<Item, CodecError> {
    if !E::SCHEMA.converts() {
        return Ok(item);
    }
    let shape = Shape::Fields(E::SCHEMA.shapes);
    let load = |(name, value): (String, AttributeValue)| match shape.attribute(&name).loaded(value) {
        Ok(value) => Ok((name, value)),
        Err(error) => Err(error.within(&name)),
    };
    item.into_iter().map(load).collect()
}

/// A type that a projection reads from an entity's field of type `T`: the same type.
#[diagnostic::on_unimplemented(
    message = "the field of the entity is a `{T}`: a projection must read it as a `{T}`, not as a `{Self}`",
    label = "a `{T}` in the entity"
)]
pub trait ReadsAs<T> {}
#[diagnostic::do_not_recommend]
impl<T> ReadsAs<T> for T {}

// Methods, because the compiler then knows the type of the path when it checks the bound.
impl<E, T, K> Path<E, T, K> {
    /// Checks that a projection reads this field as its own type and under its own name.
    ///
    /// # Panics
    /// At compile time, if the attribute has another name.
    #[doc(hidden)]
    pub const fn __read_as<P: ReadsAs<T>>(&self, attribute: &str) {
        assert!(
            same(self.segments, attribute),
            "serde gives this field another name than the entity does; use the entity's name, with `#[serde(rename = …)]`"
        );
    }
}

impl<E, T> Path<E, T, Flattened, ()> {
    /// Checks that a projection, which flattens the field too, reads it as its own type.
    #[doc(hidden)]
    pub const fn __flattened_as<P: ReadsAs<T>>(&self) {}
}

/// Renders the projection expression of a read of `T`. `needed` are the attributes that the read needs in addition.
/// Returns `None` to read all attributes, which a flattened field may need.
pub(crate) fn expression<E, T: Projected<E>>(
    needed: impl IntoIterator<Item = &'static str>,
    placeholders: &mut Placeholders,
) -> Option<String> {
    let mut names: Vec<&'static str> = Vec::new();
    let mut is_known = true;
    for shape in T::__SHAPES? {
        shape.each_attribute(&mut |attribute| match attribute {
            Some(attribute) => names.push(attribute),
            None => is_known = false,
        });
    }
    for name in needed {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if is_known {
        attributes(&names, placeholders)
    } else {
        None
    }
}

/// Renders the projection expression of these attributes.
pub(crate) fn attributes(names: &[&'static str], placeholders: &mut Placeholders) -> Option<String> {
    let mut text = String::new();
    for name in names {
        if !text.is_empty() {
            text.push_str(", ");
        }
        placeholders.name(*name, &mut text);
    }
    (!text.is_empty()).then_some(text)
}
