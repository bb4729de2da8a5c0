//! Decides whether a query may read items of other entities.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::key::condition::SortCondition;
use crate::key::template::Template;
use crate::schema::definition::{EntitySchema, Index, Side};
use crate::schema::table::{MARKER_PREFIX, MARKER_TYPE, TableSchema};

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

    /// Whether the region may hold sort keys of marker items.
    fn may_hold_markers(&self) -> bool {
        match self {
            Region::Anything => true,
            Region::Exactly(text) => text.starts_with(MARKER_TYPE),
            Region::Within(text) => text.starts_with(MARKER_TYPE) || MARKER_TYPE.starts_with(text),
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
    if index.shared_with_other_programs || may_meet_markers(table, index, partition, region) {
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

/// Whether the query may read marker items of `unique(within = …)`, which lie between the entities' items. Their only key
/// attributes are those of the table.
fn may_meet_markers(table: &TableSchema, index: &Index, partition: &[AttributeValue], region: &Region) -> bool {
    let is_primary = |(name, _)| name == table.primary.pk || name == table.primary.sk;
    if !table.has_markers_within || !table.key_names(index).iter().all(is_primary) {
        return false;
    }
    let [AttributeValue::S(text)] = partition else {
        return false;
    };
    if table.key_pair(index).0 != table.primary.pk {
        return text.starts_with(MARKER_TYPE);
    }
    let marks = |entity: &EntitySchema| {
        let mut unique = entity.unique();
        unique.any(|field| field.within > 0) && may_share_partition(&entity.primary().pk, partition)
    };
    region.may_hold_markers() && (text.contains(MARKER_PREFIX) || table.entities.iter().any(|entity| marks(entity)))
}

fn may_share_partition(side: &Side, partition: &[AttributeValue]) -> bool {
    match (side, partition) {
        (Side::Template(template), [AttributeValue::S(text)]) => template.may_equal(text),
        _ => true,
    }
}
