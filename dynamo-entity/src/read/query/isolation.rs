//! Whether the keys that a query reads may be another entity's.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::key::condition::SortCondition;
use crate::key::template::Template;
use crate::schema::definition::{EntitySchema, Index, Side};
use crate::schema::table::TableSchema;

/// The sort keys that a condition admits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Region {
    /// Any.
    Anything,
    /// One.
    Exactly(String),
    /// Those that begin with this.
    Within(String),
}

impl Region {
    /// The region of a condition that stays inside the keys that begin with `base`.
    pub(crate) fn of(condition: &SortCondition, base: &str) -> Self {
        match condition {
            SortCondition::Equal(text) => Region::Exactly(text.clone()),
            SortCondition::BeginsWith(text) => Region::Within(text.clone()),
            _ if base.is_empty() => Region::Anything,
            _ => Region::Within(base.to_owned()),
        }
    }

    /// Whether keys of this side may lie in the region.
    fn may_hold(&self, side: Option<&Side>) -> bool {
        match (self, side) {
            (Region::Exactly(text), Some(Side::Template(template))) => template.may_equal(text),
            (Region::Within(text), Some(Side::Template(template))) => template.may_begin_with(text),
            _ => true,
        }
    }
}

/// Whether an entity of the table that is not asked for may have items among those the query reads. Where none may, the key
/// condition alone keeps them apart; where one may, a filter on the type attribute does.
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
