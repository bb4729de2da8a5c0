//! Which attributes a read asks for, and what it makes of them.

use std::cell::Cell;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Deserializer;

use crate::codec::decode;
use crate::codec::decode::json::IgnoredAttributes;
use crate::codec::item::Item;
use crate::codec::shape::{FieldShape, Shape};
use crate::codec::stored::StoredItem;
use crate::entity::Entity;
use crate::entity::item::{Claimed, claimed, decode_found, decode_stored};
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::expression::path::Path;
use crate::expression::path_kind::Flattened;
use crate::expression::placeholders::Placeholders;
use crate::key::text::same;
use crate::schema::table::TableSchema;

/// What a read of `E` may give: `E` itself, or a smaller struct with some of its fields.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection of `{E}`",
    label = "not a projection of `{E}`",
    note = "derive it: `#[derive(Projection, Deserialize)] #[projection(entity = {E})]`"
)]
pub trait Projected<E>: Sized + Send + 'static {
    /// The attributes to ask for; `None` for all.
    #[doc(hidden)]
    const __SHAPES: Option<&'static [FieldShape]>;

    #[doc(hidden)]
    fn __deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// `None` for an item that does not say of which entity it is, unless the entity accepts those.
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

/// Whether what is read has the type attribute, if its item does.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    Held,
    /// It is of an index that does not hold it.
    Unheld,
}

impl Typed {
    pub(crate) fn of(is_held: bool) -> Self {
        if is_held { Typed::Held } else { Typed::Unheld }
    }
}

/// What a read by keys gives: nothing of an item that says that it is of another entity, where programs share a table that are
/// not seen from here. ElectroDB gives none of them either.
pub(crate) fn decode_own<E: Entity, T: Projected<E>>(
    item: StoredItem<'_, '_>,
    table: &TableSchema,
) -> Result<Option<T>> {
    if E::SCHEMA.model_version.is_some() {
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

/// What a read gives of a row of an index that does not hold the type attribute: the keys alone tell whose it is.
pub(crate) fn decode_row<E: Entity, T: Projected<E>>(
    item: StoredItem<'_, '_>,
    table: &TableSchema,
) -> Result<Option<T>> {
    T::__decode(item, table, Typed::Unheld)
}

/// What the generated half of a projection calls.
#[doc(hidden)]
pub fn decode_projection<E: Entity, T: Projected<E>>(
    item: StoredItem<'_, '_>,
    table: &TableSchema,
    typed: Typed,
) -> Result<Option<T>> {
    if typed == Typed::Held && !E::SCHEMA.requests_are_bare() {
        let broken = |error| Error::broken_answer(error).with_entity(E::SCHEMA.name);
        match claimed(&item, table, E::SCHEMA).map_err(broken)? {
            Claimed::Own => {}
            Claimed::Anothers(error) => return Err(Error::decode(error).with_entity(E::SCHEMA.name)),
            Claimed::Nobodys => {
                // It is left out, but still has to be an item.
                item.into_attributes().map_err(broken)?;
                return Ok(None);
            }
        }
    }
    decode_members::<E, T>(item, table).map(Some)
}

fn decode_members<E: Entity, T: Projected<E>>(item: StoredItem<'_, '_>, table: &TableSchema) -> Result<T> {
    let shapes = T::__SHAPES.unwrap_or_default();
    // A flattened field takes whatever it is given.
    let hidden = if shapes.iter().any(|field| field.flatten) {
        table.bookkeeping(E::SCHEMA)
    } else {
        Vec::new()
    };
    let besides = IgnoredAttributes {
        identifiers: [None, None],
        hidden: &hidden,
        found: Cell::default(),
    };
    // What an option of the entity's changes is not told by the projection's shapes.
    if let StoredItem::Json(parser) = item
        && !E::SCHEMA.converts()
    {
        let place = parser.place();
        let decoded = decode::from_json(parser, shapes, Some(&besides), |decoder| T::__deserialize(decoder));
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
    let decoded = item.and_then(|item| decode::from_item(item, shapes, |decoder| T::__deserialize(decoder)));
    decoded.map_err(|error| Error::decode(E::SCHEMA.withhold(error)).with_entity(E::SCHEMA.name))
}

/// What is left of an item without the keys that were asked for besides, which a projection may refuse to know.
fn without_others(mut item: Item, shapes: &[FieldShape]) -> Item {
    // What is flattened may have any name.
    if !shapes.iter().any(|shape| shape.flatten) {
        item.retain(|name, _| {
            let is_own = |shape: &FieldShape| shape.name == name || shape.aliases.contains(&name.as_str());
            shapes.iter().any(is_own)
        });
    }
    item
}

/// The item as serde wrote it: the options of the entity's fields hold in its projections too.
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

/// The entity's field of this path is of type `T`, by its type here, and the attribute of this name.
///
/// # Panics
/// At compile time, if it is another attribute.
#[doc(hidden)]
pub const fn check_projected<E, T, K>(path: &Path<E, T, K>, attribute: &str) {
    assert!(
        same(path.segments, attribute),
        "serde gives this field another name than the entity's; give it the entity's with `#[serde(rename = …)]`"
    );
}

/// The entity's field of this path is flattened too, and of type `T`.
#[doc(hidden)]
pub const fn check_flattened_projection<E, T>(_: &Path<E, T, Flattened, ()>) {}

/// The projection expression of a read that gives `T`; `besides` are the attributes it needs besides. `None` reads all
/// attributes, which a flattened field may need.
pub(crate) fn expression<E, T: Projected<E>>(
    besides: impl IntoIterator<Item = &'static str>,
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
    for name in besides {
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

/// The projection expression of these attributes.
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
