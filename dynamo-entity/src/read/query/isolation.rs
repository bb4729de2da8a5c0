//! Decides whether a query may read items of other entities.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::key::condition::SortCondition;
use crate::key::template::Template;
use crate::schema::definition::{EntitySchema, Index, Side};
use crate::schema::table::TableSchema;

/// The sort keys that a condition admits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Region {
    /// Any sort key.
    Anything,
    /// Exactly this sort key.
    Exactly(String),
    /// Sort keys that begin with this text.
    Within(String),
}

impl Region {
    /// Returns the region of a condition that stays within the keys that begin with `base`.
    pub(crate) fn of(condition: &SortCondition, base: &str) -> Self {
        match condition {
            SortCondition::Equal(text) => Region::Exactly(text.clone()),
            SortCondition::BeginsWith(text) => Region::Within(text.clone()),
            _ if base.is_empty() => Region::Anything,
            _ => Region::Within(base.to_owned()),
        }
    }

    /// Whether this side may render keys in the region.
    fn may_hold(&self, side: Option<&Side>) -> bool {
        match (self, side) {
            (Region::Exactly(text), Some(Side::Template(template))) => template.may_equal(text),
            (Region::Within(text), Some(Side::Template(template))) => template.may_begin_with(text),
            _ => true,
        }
    }
}

/// Whether the query may read items of entities that are not wanted. If so, a filter on the type attribute is needed; if
/// not, the key condition alone separates the entities.
pub(crate) fn may_meet_others(
    table: &TableSchema,
    wanted: &[&EntitySchema],
    (entity, index): (&'static EntitySchema, &'static Index),
    partition: &[AttributeValue],
    region: &Region,
) -> bool {
    if index.shared_with_other_programs {
        return true;
    }
    let is_other = |other: &&&EntitySchema| !wanted.iter().any(|wanted| wanted.is_same(other));
    let mut others = table.entities.iter().filter(is_other);
    others.any(|other| {
        let mut own = other.indexes.iter().filter(|own| own.kind.name() == index.kind.name());
        own.any(|own| may_share_partition(&own.pk, partition) && region.may_hold(own.sk.as_ref()))
            || table.visit(other, (entity, index)).is_some_and(|[pk, sk]| {
                let side = |template: Option<&Template>| template.copied().map(Side::Template);
                side(pk).is_none_or(|pk| may_share_partition(&pk, partition)) && region.may_hold(side(sk).as_ref())
            })
    })
}

fn may_share_partition(side: &Side, partition: &[AttributeValue]) -> bool {
    match (side, partition) {
        (Side::Template(template), [AttributeValue::S(text)]) => template.may_equal(text),
        _ => true,
    }
}
