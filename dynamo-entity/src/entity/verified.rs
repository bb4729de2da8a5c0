//! Checks that a write would read back unchanged, for tables that verify their writes.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode::encoder::Encoder;
use crate::codec::item::Item;
use crate::codec::same::same_value;
use crate::codec::shape::Conversion;
use crate::codec::written::WrittenItem;
use crate::codec::{decode, encode};
use crate::entity::Entity;
use crate::entity::item::without_bookkeeping;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::expression::segment::{Segment, write_segments};
use crate::schema::table::TableSchema;

/// Refuses an item that would not read back unchanged: an item that cannot be decoded, or whose attributes differ when the
/// decoded value is encoded again. A field whose values `get` and `set` change must only decode.
pub(crate) fn verify_item<E: Entity>(item: &WrittenItem, table: &TableSchema) -> Result<()> {
    let schema = E::SCHEMA;
    let verify = || {
        let item = without_bookkeeping(item.attributes()?, table, schema);
        let read: E = read_back(&item).map_err(|error| error.saying(UNREADABLE))?;
        let again = encode::to_item(|encoder: Encoder| read.__serialize(encoder), schema.shapes)
            .map_err(|error| error.saying(UNREADABLE))?;
        let names = item.keys().chain(again.keys());
        let differs = |name: &&String| match (item.get(*name), again.get(*name)) {
            (Some(written), Some(again)) => !is_alike(written, again),
            (written, again) => written.is_some() != again.is_some(),
        };
        let converts = |name: &str| {
            let mut shapes = schema.shapes.iter();
            shapes.any(|field| field.name == name && field.shape.has_within(Conversion::converts))
        };
        // The first by name, so that the message does not vary.
        let changed = names.filter(differs).filter(|name| !converts(name)).min();
        changed.map_or(Ok(()), |name| {
            Err(CodecError::new("the attribute is read back as another value than the one written").within(name))
        })
    };
    verify().map_err(|error| Error::encode(error.advising(REMEDY)).with_entity(schema.name))
}

/// Refuses a value at `path` that the entity could not read there.
///
/// The other attributes of the item are not known, so only errors inside the value count.
pub(crate) fn verify_value<E: Entity>(path: &[Segment], value: &AttributeValue) -> Result<()> {
    let mut at = Vec::with_capacity(path.len());
    let mut wrapped = value.clone();
    for segment in path.iter().rev() {
        wrapped = match segment {
            Segment::Name(name) => {
                at.push(segment.clone());
                AttributeValue::M(HashMap::from([(name.clone().into_owned(), wrapped)]))
            }
            Segment::Index(_) => {
                at.push(Segment::Index(0));
                AttributeValue::L(vec![wrapped])
            }
        };
    }
    at.reverse();
    let (AttributeValue::M(item), Some(mut place)) = (wrapped, text(&at)) else {
        return Ok(());
    };
    let Err(error) = read_back::<E>(&item) else {
        return Ok(());
    };
    if error.path() == place {
        return Err(refused::<E>(error));
    }
    place.push('.');
    let in_list = format!("{}[", place.trim_end_matches('.'));
    if error.path().starts_with(&place) || error.path().starts_with(&in_list) {
        return Err(refused::<E>(error));
    }
    Ok(())
}

const UNREADABLE: &str = "the written value could not be read back";
const REMEDY: &str = "make its `Serialize` write a form that its `Deserialize` reads";

fn refused<E: Entity>(error: CodecError) -> Error {
    Error::encode(error.saying(UNREADABLE).advising(REMEDY)).with_entity(E::SCHEMA.name)
}

fn read_back<E: Entity>(item: &Item) -> Result<E, CodecError> {
    WrittenItem::of(item).read(|item| {
        decode::from_json(item.parser(), E::SCHEMA.shapes, None, |decoder| {
            E::__deserialize(decoder)
        })
    })?
}

/// Whether two values are equal. Lists may be sets, which serde writes in any order, so their order is ignored.
fn is_alike(one: &AttributeValue, other: &AttributeValue) -> bool {
    use AttributeValue::{L, M};
    match (one, other) {
        (L(one), L(other)) => {
            let has = |list: &[AttributeValue], value| list.iter().any(|known| is_alike(known, value));
            one.len() == other.len()
                && (one.iter().zip(other).all(|(one, other)| is_alike(one, other))
                    || (one.iter().all(|value| has(other, value)) && other.iter().all(|value| has(one, value))))
        }
        (M(one), M(other)) => {
            let has_alike = |(name, value)| other.get(name).is_some_and(|other| is_alike(value, other));
            one.len() == other.len() && one.iter().all(has_alike)
        }
        (one, other) => same_value(one, other),
    }
}

fn text(path: &[Segment]) -> Option<String> {
    let mut text = String::new();
    write_segments(&mut text, path).ok()?;
    Some(text)
}
