//! Random queries.

use super::make::Maker;
use super::step::{End, Query, Range, Step};
use crate::oracle::Oracle;
use crate::render::begins;
use crate::shape::Ty;
use crate::value::Value;

impl Maker<'_> {
    /// Makes a query of the entity.
    pub(super) fn query(&mut self, oracle: &Oracle<'_>, entity: usize) -> Query {
        let index = self.random.below(self.model.entities[entity].indexes.len());
        self.query_of(oracle, entity, index)
    }

    /// Makes two queries; the second receives the cursor of the first.
    pub(super) fn foreign(&mut self, oracle: &Oracle<'_>, entity: usize) -> Step {
        let from = self.query(oracle, entity);
        let to = match self.random.below(3) {
            // Any other read.
            0 => {
                let entity = self.random.below(self.model.entities.len());
                self.query(oracle, entity)
            }
            // Another partition, or another condition on the sort key.
            1 => self.query_of(oracle, entity, from.index),
            _ => {
                let other = self.query_of(oracle, entity, from.index);
                Query {
                    parts: from.parts.clone(),
                    ..other
                }
            }
        };
        Step::Foreign(Box::new(from), Box::new(to))
    }

    /// Makes a query of the access pattern at this position, often with the values of an item.
    pub(super) fn query_of(&mut self, oracle: &Oracle<'_>, entity: usize, at: usize) -> Query {
        let shape = &self.model.entities[entity];
        let index = &shape.indexes[at];
        let known = oracle
            .any_of(entity, &mut self.random)
            .map(|item| oracle.given(entity, item));
        let value = |maker: &mut Self, field: usize, percent: usize| match &known {
            Some(known) if known[field] != Value::Absent && maker.random.chance(percent) => known[field].clone(),
            _ => maker.sample(shape.fields[field].ty.inner()),
        };
        let parts = index
            .pk
            .parts()
            .iter()
            .map(|part| value(self, part.field, 90))
            .collect();
        let sort_parts = index.sort_parts();
        let equal = self.random.below(sort_parts.len() + 1);
        let sort = sort_parts
            .iter()
            .take(equal)
            .map(|part| value(self, part.field, 80))
            .collect();
        let mut range = None;
        if let Some(part) = sort_parts.get(equal)
            && self.random.chance(75)
        {
            let ty = shape.fields[part.field].ty.inner();
            let (one, other) = (value(self, part.field, 50), value(self, part.field, 30));
            range = Some(match self.random.below(6) {
                0 if begins(part, ty, &self.model.defs) => match ty {
                    Ty::Bytes => Range::BeginsWith(Value::Bytes(vec![1])),
                    _ => Range::BeginsWith(Value::text(*self.random.pick(&["a", "A", "b", "in"]))),
                },
                1 => Range::Lt(one),
                2 => Range::Lte(one),
                3 => Range::Gt(one),
                4 => Range::Gte(one),
                _ => {
                    let (low, high) = oracle.in_order(entity, part, one, other);
                    Range::Between(low, high)
                }
            });
        }
        let known = oracle.any_of(entity, &mut self.random).map(|item| item.fields.clone());
        let filter = if self.random.chance(20) {
            self.condition(entity, known.as_deref())
        } else {
            None
        };
        // DynamoDB accepts no filter on a key of the queried index.
        let is_key = |field: usize| index.parts().iter().any(|part| part.field == field);
        let filter =
            filter.filter(|filter| !index.keys_only && !self.fields_of(entity, filter).into_iter().any(is_key));
        Query {
            entity,
            index: at,
            parts,
            sort,
            range,
            filter,
            descending: self.random.chance(20),
            end: match self.random.below(20) {
                0..=3 => End::Pages(*self.random.pick(&[1, 2, 3])),
                4 if self.nasty > 0 => End::Pages(0),
                5 | 6 if shape.has_rare_reads => End::Stream,
                7 if shape.has_rare_reads => End::Count,
                8 | 9 => End::Brief,
                _ => End::All,
            },
            hydrate: index.keys_only,
        }
    }
}
