//! The expected results of reads.

use super::{Item, Oracle, fold};
use crate::program::{Condition, End, Query, Range};
use crate::shape::{Index, Part, Side};
use crate::value::Value;

impl Oracle<'_> {
    /// Whether the item is in the index.
    #[must_use]
    pub fn is_in(&self, entity: usize, at: usize, item: &Item) -> bool {
        let index = &self.entity(entity).indexes[at];
        let lists = [(false, Some(&index.pk)), (true, index.sk.as_ref())];
        let written = lists.into_iter().all(|(sort, side)| match side {
            Some(Side::Template(_)) => !item.dormant.contains(&(at, sort)),
            _ => true,
        });
        written
            && index.condition.is_none_or(|at| fold::is_listed(&item.fields[at]))
            && index
                .parts()
                .iter()
                .all(|part| !item.fields[part.field].is_absent() && !item.missing.contains(&part.field))
    }

    fn same(&self, entity: usize, part: &Part, item: &Item, given: &Value) -> bool {
        let field = &self.entity(entity).fields[part.field];
        fold::fold(part.format, &item.fields[part.field]) == fold::fold(part.format, &fold::set(field, given))
    }

    fn in_partition(&self, entity: usize, index: &Index, item: &Item, parts: &[Value]) -> bool {
        let all = index.pk.parts();
        all.iter()
            .zip(parts)
            .all(|(part, given)| self.same(entity, part, item, given))
    }

    /// Returns the expected items of a query.
    #[must_use]
    pub fn rows(&self, query: &Query) -> Vec<Value> {
        let entity = query.entity;
        let index = &self.entity(entity).indexes[query.index];
        let sort = index.sort_parts();
        let matches = |item: &Item| {
            self.is_in(entity, query.index, item)
                && self.in_partition(entity, index, item, &query.parts)
                && sort
                    .iter()
                    .zip(&query.sort)
                    .all(|(part, given)| self.same(entity, part, item, given))
                && match (&query.range, sort.get(query.sort.len())) {
                    (Some(range), Some(part)) => self.in_range(entity, part, item, range),
                    _ => true,
                }
                && query
                    .filter
                    .as_ref()
                    .is_none_or(|filter| self.holds(entity, filter, Some(item)))
        };
        let items = self.of(entity).filter(|(_, item)| matches(item));
        if query.end == End::Count {
            return vec![Value::Int(items.count().try_into().unwrap_or_default())];
        }
        let read = |item: &Item| match query.end {
            End::Brief => self.read_brief(entity, item),
            _ => self.read(entity, item),
        };
        items.map(|(_, item)| read(item)).collect()
    }

    /// Whether two queries differ at most in filters and direction.
    #[must_use]
    pub fn is_same_read(&self, one: &Query, other: &Query) -> bool {
        if (one.entity, one.index) != (other.entity, other.index) {
            return false;
        }
        let shape = self.entity(one.entity);
        let index = &shape.indexes[one.index];
        let key = |part: &Part, value: &Value| fold::fold(part.format, &fold::set(&shape.fields[part.field], value));
        let keys = |parts: &[Part], values: &[Value]| -> Vec<Value> {
            parts.iter().zip(values).map(|(part, value)| key(part, value)).collect()
        };
        let sort = index.sort_parts();
        let range = |query: &Query| match (&query.range, sort.get(query.sort.len())) {
            (Some(range), Some(part)) => Some(range.map(|value| key(part, value))),
            _ => None,
        };
        keys(&index.pk.parts(), &one.parts) == keys(&index.pk.parts(), &other.parts)
            && keys(&sort, &one.sort) == keys(&sort, &other.sort)
            && range(one) == range(other)
    }

    fn in_range(&self, entity: usize, part: &Part, item: &Item, range: &Range) -> bool {
        let field = &self.entity(entity).fields[part.field];
        let own = fold::fold(part.format, &item.fields[part.field]);
        let bound = |given: &Value| fold::fold(part.format, &fold::set(field, given));
        match range {
            Range::Lt(given) => own < bound(given),
            Range::Lte(given) => own <= bound(given),
            Range::Gt(given) => own > bound(given),
            Range::Gte(given) => own >= bound(given),
            Range::Between(low, high) => own >= bound(low) && own <= bound(high),
            Range::BeginsWith(prefix) => match (&own, bound(prefix)) {
                (Value::Text(text), Value::Text(prefix)) => text.starts_with(&prefix),
                (Value::Bytes(bytes), Value::Bytes(prefix)) => bytes.starts_with(&prefix),
                _ => false,
            },
        }
    }

    /// Returns the expected items of a scan.
    #[must_use]
    pub fn scanned(&self, entity: usize, filter: Option<&Condition>) -> Vec<Value> {
        let passes = |item: &Item| filter.is_none_or(|filter| self.holds(entity, filter, Some(item)));
        let items = self.of(entity).filter(|(_, item)| passes(item));
        items.map(|(_, item)| self.read(entity, item)).collect()
    }

    /// Returns the expected items of a collection, with their members.
    #[must_use]
    pub fn collected(&self, collection: usize, parts: &[Value]) -> Vec<(usize, Value)> {
        let shape = &self.model.collections[collection];
        let mut found = Vec::new();
        for (member, &entity) in shape.members.iter().enumerate() {
            let Some(at) = self
                .entity(entity)
                .indexes
                .iter()
                .position(|index| index.pattern == shape.pattern)
            else {
                continue;
            };
            let index = &self.entity(entity).indexes[at];
            for (_, item) in self.of(entity) {
                if self.is_in(entity, at, item) && self.in_partition(entity, index, item, parts) {
                    found.push((member, self.read(entity, item)));
                }
            }
        }
        found
    }
}
