//! The expected outcome of a write.

use std::collections::BTreeSet;

use super::act::Stuck;
use super::{Identity, Item, Oracle, fold};
use crate::drive::Why;
use crate::program::{Verb, Whole, Write};
use crate::shape::{Side, Ty};
use crate::value::Value;

/// The expected outcome of a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The item is this afterwards, or does not exist.
    Done(Option<Item>),
    /// The write fails in one of these ways.
    Fails(Vec<Why>),
    /// Nothing is done, because a loaded item is needed and does not exist.
    Nothing,
}

/// The item of a write, and the expected outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The identity of the item.
    pub identity: Identity,
    /// The expected outcome.
    pub outcome: Outcome,
}

impl Oracle<'_> {
    /// Returns the expected outcome of the write on the current items.
    #[must_use]
    pub fn expect(&self, write: &Write) -> Expected {
        let identity = self.identity_of(write);
        let existing = self.items.get(&identity);
        let outcome = self.outcome(write, existing);
        let outcome = match outcome {
            Outcome::Done(Some(item)) if self.is_taken(&identity, &item) => Outcome::Fails(vec![Why::Unique]),
            outcome => outcome,
        };
        Expected { identity, outcome }
    }

    /// Like [`expect`](Self::expect), for one of several writes. Unique values are checked after all of them.
    #[must_use]
    pub fn expect_alone(&self, write: &Write) -> Expected {
        let identity = self.identity_of(write);
        let outcome = self.outcome(write, self.items.get(&identity));
        Expected { identity, outcome }
    }

    /// Whether two items have the same unique value.
    #[must_use]
    pub fn has_duplicates(&self) -> bool {
        self.items.iter().any(|(identity, item)| self.is_taken(identity, item))
    }

    /// Whether a write has a condition on kept values, which may differ in the item. Such writes are an upsert that keeps
    /// a part of a key, and a write in another spelling of the key that does not know all fields.
    #[must_use]
    pub fn is_guarded(&self, write: &Write) -> bool {
        if self.respelled(write).is_some() {
            return true;
        }
        let Verb::Whole {
            how: Whole::Upsert,
            fields,
            unset,
        } = &write.verb
        else {
            return false;
        };
        let Some(item) = self.items.get(&self.identity_of(write)) else {
            return false;
        };
        let shape = self.entity(write.entity);
        let kept = (0..shape.fields.len()).filter(|at| shape.fields[*at].options.readonly || unset.contains(at));
        let kept: Vec<usize> = kept.collect();
        // The spelling of the key is part of index keys that cannot be rewritten without the kept values.
        let mut key = shape.key_fields().into_iter();
        let respells = key.any(|at| fold::set(&shape.fields[at], &fields[at]) != item.fields[at]);
        if respells && !kept.is_empty() {
            return true;
        }
        kept.into_iter().any(|at| {
            let field = &shape.fields[at];
            let given = match &field.options.default {
                Some(default) if unset.contains(&at) => default,
                _ => &fields[at],
            };
            fold::set(field, given) != item.fields[at]
        })
    }

    /// Applies a write to the oracle.
    pub fn apply(&mut self, expected: Expected) {
        match expected.outcome {
            Outcome::Done(Some(item)) => drop(self.items.insert(expected.identity, item)),
            Outcome::Done(None) => drop(self.items.remove(&expected.identity)),
            Outcome::Fails(_) | Outcome::Nothing => {}
        }
    }

    /// Whether another item has the value of a unique field.
    fn is_taken(&self, identity: &Identity, item: &Item) -> bool {
        let shape = self.entity(identity.0);
        let unique = (0..shape.fields.len()).filter(|&at| shape.fields[at].options.unique);
        let mut taken = unique.filter(|&at| !item.fields[at].is_absent());
        taken.any(|at| {
            let mut others = self.of(identity.0).filter(|(other, _)| *other != identity);
            others.any(|(_, other)| other.fields[at] == item.fields[at])
        })
    }

    fn outcome(&self, write: &Write, existing: Option<&Item>) -> Outcome {
        let entity = write.entity;
        let condition = || {
            write
                .condition
                .as_ref()
                .is_none_or(|condition| self.holds(entity, condition, existing))
        };
        let missing = |why: Why| {
            if condition() {
                vec![why]
            } else {
                vec![why, Why::Condition]
            }
        };
        match &write.verb {
            Verb::Whole { how, fields, unset } => self.whole(write, *how, fields, unset, existing),
            Verb::Blind {
                creates: true,
                key,
                actions,
                ..
            } => {
                if actions.iter().any(|action| self.starts_anywhere(entity, action)) {
                    return Outcome::Fails(vec![Why::Invalid]);
                }
                let mut item = match existing {
                    Some(item) => item.clone(),
                    None => self.created(entity, key),
                };
                if !condition() {
                    return Outcome::Fails(vec![Why::Condition]);
                }
                let nested = |action: &crate::program::Action| {
                    let nothing = matches!(&action.act, crate::program::Act::SetIfAbsent(value) if value.is_absent());
                    !nothing && self.paths[entity][action.path].steps.len() > 1
                };
                if existing.is_none() && actions.iter().any(nested) {
                    return Outcome::Fails(vec![Why::Parent]);
                }
                self.updated(entity, &mut item, actions, false, true)
            }
            Verb::Blind { actions, .. } => match existing {
                None => Outcome::Fails(missing(Why::NotFound)),
                Some(item) if !condition() => self.failing(entity, item, actions, false),
                Some(item) => self.updated(entity, &mut item.clone(), actions, false, false),
            },
            Verb::Apply { changes, .. } => match existing {
                None => Outcome::Fails(missing(Why::NotFound)),
                Some(_) if !condition() => Outcome::Fails(vec![Why::Condition]),
                Some(item) => {
                    let mut item = item.clone();
                    let touched: BTreeSet<usize> = changes.iter().map(|(at, _)| *at).collect();
                    for (at, value) in changes {
                        if self.assign(entity, &mut item, *at, value).is_err() {
                            return Outcome::Fails(vec![Why::Validation]);
                        }
                    }
                    if !self.keep_up(entity, &mut item) {
                        return Outcome::Fails(vec![Why::Range, Why::Invalid]);
                    }
                    self.wake(entity, &mut item, &touched, false);
                    Outcome::Done(Some(item))
                }
            },
            Verb::Edit { actions, .. } => match existing {
                None => Outcome::Nothing,
                Some(item) if !condition() => self.failing(entity, item, actions, true),
                Some(item) => self.updated(entity, &mut item.clone(), actions, true, false),
            },
            Verb::Reindex { .. } => match existing {
                None => Outcome::Nothing,
                Some(_) if !condition() => Outcome::Fails(vec![Why::Condition]),
                Some(item) => Outcome::Done(Some(Item {
                    dormant: BTreeSet::new(),
                    ..item.clone()
                })),
            },
            Verb::Delete { removes, loaded, .. } => match existing {
                None if *loaded => Outcome::Nothing,
                None if *removes => Outcome::Fails(missing(Why::NotFound)),
                _ if !condition() => Outcome::Fails(vec![Why::Condition]),
                _ => Outcome::Done(None),
            },
            Verb::Check { .. } if condition() => Outcome::Done(existing.cloned()),
            Verb::Check { .. } => Outcome::Fails(vec![Why::Condition]),
        }
    }

    fn whole(
        &self,
        write: &Write,
        how: Whole,
        given: &[Value],
        unset: &BTreeSet<usize>,
        existing: Option<&Item>,
    ) -> Outcome {
        let entity = write.entity;
        let shape = self.entity(entity);
        let condition = write
            .condition
            .as_ref()
            .is_none_or(|condition| self.holds(entity, condition, existing));
        let mut fields = Vec::new();
        let mut missing = BTreeSet::new();
        for (at, field) in shape.fields.iter().enumerate() {
            let value = match &field.options.default {
                Some(default) if unset.contains(&at) => default.clone(),
                _ => given[at].clone(),
            };
            let value = fold::set(field, &value);
            if !fold::is_valid(field, &value) {
                return Outcome::Fails(vec![Why::Validation]);
            }
            if field.options.skip_if && value == Value::Int(0) {
                missing.insert(at);
            }
            fields.push(value);
        }
        let version = shape.version();
        if let Some(at) = version {
            let stored = existing.map_or(Value::Int(0), |item| item.fields[at].clone());
            match how {
                Whole::Put if given[at] != stored => return Outcome::Fails(vec![Why::Version, Why::Condition]),
                Whole::Upsert => fields[at] = stored,
                _ => {}
            }
        }
        if how == Whole::Create && existing.is_some() {
            return Outcome::Fails(vec![Why::AlreadyExists]);
        }
        if !condition {
            return Outcome::Fails(vec![Why::Condition]);
        }
        let mut item = Item {
            key: shape.key_fields().into_iter().map(|at| given[at].clone()).collect(),
            fields,
            missing,
            dormant: BTreeSet::new(),
        };
        if how == Whole::Upsert
            && let Some(existing) = existing
        {
            for (at, field) in shape.fields.iter().enumerate() {
                let there = !existing.fields[at].is_absent() && !existing.missing.contains(&at);
                let kept = field.options.readonly || (unset.contains(&at) && !field.options.on_write);
                if kept && there {
                    item.fields[at] = existing.fields[at].clone();
                    item.missing.remove(&at);
                }
            }
        }
        if self.keep_up(entity, &mut item) {
            Outcome::Done(Some(item))
        } else {
            Outcome::Fails(vec![Why::Range, Why::Invalid])
        }
    }

    /// Returns the item that `update` creates.
    fn created(&self, entity: usize, key: &[Value]) -> Item {
        let shape = self.entity(entity);
        let value = |field: &crate::shape::Field| match (&field.options.default, &field.ty) {
            (Some(default), _) => fold::set(field, default),
            (None, Ty::Text) => Value::text(""),
            (None, Ty::Int(_)) => Value::Int(0),
            _ => Value::Absent,
        };
        let mut fields: Vec<Value> = shape.fields.iter().map(value).collect();
        for (at, value) in shape.key_fields().into_iter().zip(key) {
            fields[at] = fold::set(&shape.fields[at], value);
        }
        // Defaults are written to fields that no action wrote.
        let defaulted = (0..shape.fields.len()).filter(|&at| shape.fields[at].options.default.is_some());
        Item {
            key: key.to_vec(),
            fields,
            missing: defaulted.collect(),
            dormant: BTreeSet::new(),
        }
    }

    /// An update whose condition fails. The error may report another reason that also applies.
    fn failing(&self, entity: usize, item: &Item, actions: &[crate::program::Action], loaded: bool) -> Outcome {
        let mut why = vec![Why::Condition];
        if let Outcome::Fails(others) = self.updated(entity, &mut item.clone(), actions, loaded, false) {
            why.extend(others);
        }
        Outcome::Fails(why)
    }

    fn updated(
        &self,
        entity: usize,
        item: &mut Item,
        actions: &[crate::program::Action],
        loaded: bool,
        completes: bool,
    ) -> Outcome {
        let mut touched = BTreeSet::new();
        let mut why = Vec::new();
        for action in actions {
            match self.act(entity, item, action) {
                Ok(fields) => touched.extend(fields),
                Err(Stuck::NoParent) => why.push(Why::Parent),
                Err(Stuck::Range) => why.extend([Why::Range, Why::Invalid]),
                Err(Stuck::Invalid) => why.push(Why::Validation),
            }
        }
        if !loaded && self.leaves_unknown(entity, &touched) {
            why.push(Why::Invalid);
        }
        if !why.is_empty() {
            return Outcome::Fails(why);
        }
        if completes {
            for (at, field) in self.entity(entity).fields.iter().enumerate() {
                if let Some(default) = &field.options.default
                    && !touched.contains(&at)
                    && (item.fields[at].is_absent() || item.missing.contains(&at))
                {
                    item.fields[at] = fold::set(field, default);
                    item.missing.remove(&at);
                }
            }
        }
        if !self.keep_up(entity, item) {
            return Outcome::Fails(vec![Why::Range, Why::Invalid]);
        }
        self.wake(entity, item, &touched, loaded);
        Outcome::Done(Some(item.clone()))
    }

    /// Applies the changes that every write makes itself. Returns false if the version has no successor.
    fn keep_up(&self, entity: usize, item: &mut Item) -> bool {
        for (at, field) in self.entity(entity).fields.iter().enumerate() {
            if field.options.on_write {
                item.fields[at] = match field.ty {
                    Ty::Text => Value::Text(format!("s{}", self.step)),
                    _ => Value::Int(self.step.into()),
                };
            }
            if field.options.version
                && let (Value::Int(version), Some((_, high))) = (&mut item.fields[at], fold::bounds(&field.ty))
            {
                if *version >= high {
                    return false;
                }
                *version += 1;
            }
        }
        true
    }

    /// Writes the index halves that an update can now write: those of an index of which it changes a part, and constant
    /// halves.
    fn wake(&self, entity: usize, item: &mut Item, touched: &BTreeSet<usize>, loaded: bool) {
        let shape = self.entity(entity);
        let key = shape.key_fields();
        for (at, index) in shape.indexes.iter().enumerate() {
            if !index.parts().iter().any(|part| touched.contains(&part.field)) {
                continue;
            }
            let known = |side: &Side| {
                loaded
                    || side
                        .parts()
                        .iter()
                        .all(|part| touched.contains(&part.field) || key.contains(&part.field))
            };
            for (sort, side) in [(false, Some(&index.pk)), (true, index.sk.as_ref())] {
                if side.is_some_and(known) {
                    item.dormant.remove(&(at, sort));
                }
            }
        }
    }
}
