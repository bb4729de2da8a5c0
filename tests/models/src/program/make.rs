//! Random steps, made while the program runs from the model and the items of the oracle.

use std::collections::BTreeSet;

use super::poach::{matched, spelled};
use super::sample::Pool;
use super::step::{Condition, GetBy, Step, Verb, Whole, Write};
use crate::drive::Reading;
use crate::oracle::{Item, Oracle};
use crate::random::Random;
use crate::shape::{Entity, Model, PathShape, Ty};
use crate::value::Value;

/// Makes the steps of one program.
#[derive(Debug)]
pub struct Maker<'a> {
    pub(super) model: &'a Model,
    pub(super) paths: Vec<Vec<PathShape>>,
    pub(super) random: Random,
    pool: Pool,
    /// The percentage of difficult values.
    pub(super) nasty: usize,
}

impl<'a> Maker<'a> {
    /// Makes the generator of the program with this seed.
    #[must_use]
    pub fn new(model: &'a Model, seed: u64) -> Self {
        Maker {
            paths: model.entities.iter().map(|entity| entity.paths(&model.defs)).collect(),
            random: Random::new(seed),
            pool: Pool::of(model),
            model,
            nasty: 0,
        }
    }

    /// Makes the next step. Also returns whether all its values are ordinary, so that none of them is a reason to refuse it.
    pub fn step(&mut self, oracle: &Oracle<'_>) -> (Step, bool) {
        self.nasty = if self.random.chance(45) {
            0
        } else {
            *self.random.pick(&[8, 20, 45])
        };
        let step = self.any(oracle);
        (step, self.nasty == 0)
    }

    fn any(&mut self, oracle: &Oracle<'_>) -> Step {
        let entity = self.random.below(self.model.entities.len());
        match self.random.weighted(&[
            (50, 0),
            (5, 1),
            (7, 2),
            (6, 3),
            (3, 4),
            (18, 5),
            (4, 6),
            (5, 7),
            (6, 8),
            (4, 9),
            (2, 10),
        ]) {
            1 => {
                let writes = (0..self.random.between(1, 4))
                    .filter_map(|_| self.batched(oracle))
                    .collect();
                Step::Batch(distinct(oracle, writes))
            }
            2 => {
                let writes = (0..self.random.between(1, 4)).map(|_| {
                    let entity = self.random.below(self.model.entities.len());
                    self.write(oracle, entity, true)
                });
                let writes: Vec<Write> = writes.collect();
                Step::Transact(distinct(oracle, writes))
            }
            3 => Step::Get {
                entity,
                key: self.key(oracle, entity),
                by: *self.random.pick(&[GetBy::Key, GetBy::Key, GetBy::Loaded, GetBy::Brief]),
            },
            4 => Step::GetMany {
                entity,
                keys: (0..self.random.between(1, 3))
                    .map(|_| self.key(oracle, entity))
                    .collect(),
                together: self.model.entities[entity].has_rare_reads && self.random.chance(60),
            },
            5 => Step::Query(self.query(oracle, entity)),
            6 => {
                let known = oracle.any_of(entity, &mut self.random).map(|item| item.fields.clone());
                Step::Scan {
                    entity,
                    filter: if self.random.chance(80) {
                        self.condition(entity, known.as_deref())
                    } else {
                        None
                    },
                    segments: if self.model.entities[entity].has_rare_reads && self.random.chance(40) {
                        3
                    } else {
                        1
                    },
                }
            }
            7 if !self.model.collections.is_empty() => {
                let collection = self.random.below(self.model.collections.len());
                let shape = &self.model.collections[collection];
                let member = *self.random.pick(&shape.members);
                let index = self.model.entities[member]
                    .indexes
                    .iter()
                    .position(|index| index.pattern == shape.pattern);
                let query = self.query_of(oracle, member, index.unwrap_or_default());
                Step::Collection {
                    collection,
                    parts: query.parts,
                    stream: self.random.chance(30),
                }
            }
            9 => self.foreign(oracle, entity),
            10 => Step::Unknown {
                entity,
                key: self.key(oracle, entity),
            },
            8 if self.model.entities[0].older.is_some() => match self.random.below(5) {
                0 => Step::ScanOld(*self.random.pick(&[Reading::Strict, Reading::Lenient, Reading::Stream])),
                _ => Step::PutOld(self.fields(oracle, 0)),
            },
            _ => Step::Write(self.write(oracle, entity, false)),
        }
    }

    pub(super) fn sample(&mut self, ty: &Ty) -> Value {
        self.pool.value(&mut self.random, ty, &self.model.defs, self.nasty)
    }

    /// Makes a value for a field.
    pub(super) fn field(&mut self, entity: &Entity, at: usize) -> Value {
        let field = &entity.fields[at];
        if field.options.flatten && matches!(field.ty, Ty::Map(_)) {
            let attributes: Vec<String> = entity
                .fields
                .iter()
                .map(|field| field.attribute(entity.camel_case))
                .collect();
            return self.pool.rest(&mut self.random, &attributes, self.nasty);
        }
        let value = self.sample(&field.ty);
        if !field.options.ttl {
            return value;
        }
        // A future time, so that the number is in range.
        match (field.ty.inner(), value) {
            (_, Value::Absent) => Value::Absent,
            (Ty::Time(_), Value::Time(_, nanos)) => Value::Time(1_700_000_000, nanos),
            (_, value) => match value {
                Value::Int(number) => Value::Int(number.clamp(0, i128::from(u32::MAX))),
                other => other,
            },
        }
    }

    /// Makes the fields of an item, often with the key of an existing item.
    fn fields(&mut self, oracle: &Oracle<'_>, entity: usize) -> Vec<Value> {
        let shape = &self.model.entities[entity];
        let mut fields: Vec<Value> = (0..shape.fields.len()).map(|at| self.field(shape, at)).collect();
        let known = oracle.any_of(entity, &mut self.random).cloned();
        if self.random.chance(45)
            && let Some(Item { key, .. }) = &known
        {
            for (at, value) in shape.key_fields().into_iter().zip(key) {
                fields[at] = value.clone();
            }
        }
        if self.random.chance(self.nasty) && self.random.chance(60) {
            self.poach(oracle, entity, &mut fields);
        }
        if let Some(version) = shape.version() {
            let Ty::Int(int) = shape.fields[version].ty else {
                return fields;
            };
            let stored = oracle.find(entity, &fields).map(|item| item.fields[version].clone());
            fields[version] = match stored {
                Some(stored) if self.random.chance(80) => stored,
                None if self.random.chance(80) => Value::Int(0),
                _ => Value::Int(*self.random.pick(&[0, 1, 2, int.range().1 - 1])),
            };
        }
        fields
    }

    fn key(&mut self, oracle: &Oracle<'_>, entity: usize) -> Vec<Value> {
        let known = oracle.any_of(entity, &mut self.random).map(|item| item.key.clone());
        match known {
            Some(key) if self.random.chance(80) => key,
            _ => {
                let shape = &self.model.entities[entity];
                let mut fields: Vec<Value> = (0..shape.fields.len()).map(|at| self.field(shape, at)).collect();
                if self.random.chance(self.nasty) && self.random.chance(60) {
                    self.poach(oracle, entity, &mut fields);
                }
                shape.key_fields().into_iter().map(|at| fields[at].clone()).collect()
            }
        }
    }

    /// Changes the key to one that renders like the key of another entity's item.
    fn poach(&mut self, oracle: &Oracle<'_>, entity: usize, fields: &mut [Value]) {
        let others: Vec<usize> = (0..self.model.entities.len())
            .filter(|&other| other != entity)
            .collect();
        if others.is_empty() {
            return;
        }
        let other = *self.random.pick(&others);
        let Some(item) = oracle.any_of(other, &mut self.random) else {
            return;
        };
        let (theirs, own) = (&self.model.entities[other], &self.model.entities[entity]);
        let (from, to) = (&theirs.indexes[0], &own.indexes[0]);
        for (from, to) in [(Some(&from.pk), Some(&to.pk)), (from.sk.as_ref(), to.sk.as_ref())] {
            if let (Some(from), Some(to)) = (from, to)
                && let Some(found) = matched(own, to, &spelled(&item.fields, from))
            {
                for (at, value) in found {
                    fields[at] = value;
                }
            }
        }
    }

    fn batched(&mut self, oracle: &Oracle<'_>) -> Option<Write> {
        let entity = self.random.below(self.model.entities.len());
        if !self.model.entities[entity].writes_alone() {
            return None;
        }
        let verb = if self.random.chance(70) {
            Verb::Whole {
                how: Whole::Put,
                fields: self.fields(oracle, entity),
                unset: BTreeSet::new(),
            }
        } else {
            Verb::Delete {
                removes: false,
                key: self.key(oracle, entity),
                loaded: false,
            }
        };
        Some(Write {
            entity,
            verb,
            condition: None,
        })
    }

    fn write(&mut self, oracle: &Oracle<'_>, entity: usize, together: bool) -> Write {
        let shape = &self.model.entities[entity];
        let verb = match self.random.weighted(&[
            (16, 0),
            (7, 1),
            (8, 2),
            (6, 3),
            (18, 4),
            (6, 5),
            (14, 6),
            (5, 7),
            (2, 8),
            (3, 9),
        ]) {
            how @ 0..=2 => {
                let defaulted = (0..shape.fields.len()).filter(|&at| shape.fields[at].is_defaulted());
                let defaulted: Vec<usize> = defaulted.filter(|&at| !shape.fields[at].options.version).collect();
                let unset = self.random.chance(40);
                Verb::Whole {
                    // Refused, because other entries of the map in the item would stay.
                    how: match [Whole::Put, Whole::Create, Whole::Upsert][how] {
                        Whole::Upsert if shape.flattens_a_map() => Whole::Put,
                        how => how,
                    },
                    fields: self.fields(oracle, entity),
                    unset: defaulted
                        .into_iter()
                        .filter(|_| unset && self.random.chance(70))
                        .collect(),
                }
            }
            how @ 3..=4 => {
                let key = self.key(oracle, entity);
                Verb::Blind {
                    creates: how == 3 && shape.update_creates(),
                    actions: self.actions(oracle, entity, &key, false),
                    once: !together && self.random.chance(6),
                    key,
                }
            }
            5 => {
                let key = self.key(oracle, entity);
                let changes = self.changes(entity);
                // Empty changes are refused.
                if changes.is_empty() {
                    let (removes, loaded) = (false, false);
                    Verb::Delete { removes, key, loaded }
                } else {
                    Verb::Apply { key, changes }
                }
            }
            6 => {
                let key = self.key(oracle, entity);
                Verb::Edit {
                    actions: self.actions(oracle, entity, &key, true),
                    key,
                }
            }
            9 if !together => Verb::Reindex {
                key: self.key(oracle, entity),
            },
            8 if together => Verb::Check {
                key: self.key(oracle, entity),
            },
            _ => Verb::Delete {
                removes: self.random.chance(40),
                key: self.key(oracle, entity),
                loaded: self.random.chance(50),
            },
        };
        let known = oracle.any_of(entity, &mut self.random).map(|item| item.fields.clone());
        let demanded = matches!(verb, Verb::Check { .. });
        let condition = if demanded || self.random.chance(15) {
            self.condition(entity, known.as_deref())
        } else {
            None
        };
        let condition = condition.filter(|condition| !self.sizes_sets(entity, condition));
        // Fault N15: for an absent item, `ne` holds only for a field without a default.
        let defaulted = |field: usize| shape.fields[field].options.serde_default.is_some();
        let differs =
            |condition: &Condition| condition.has_ne() && self.fields_of(entity, condition).into_iter().any(defaulted);
        let condition = condition.filter(|condition| !differs(condition));
        Write {
            entity,
            verb,
            condition,
        }
    }
}

/// Makes writes of different items, because a request with two writes of the same item is refused.
fn distinct(oracle: &Oracle<'_>, writes: Vec<Write>) -> Vec<Write> {
    let mut seen = Vec::new();
    let mut kept = Vec::new();
    for write in writes {
        let identity = oracle.identity_of(&write);
        if !seen.contains(&identity) {
            seen.push(identity);
            kept.push(write);
        }
    }
    kept
}
