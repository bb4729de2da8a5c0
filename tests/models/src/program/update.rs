//! Random actions of updates.

use std::collections::BTreeMap;

use super::make::Maker;
use super::step::{Act, Action};
use crate::oracle::Oracle;
use crate::shape::{Entity, Int, PathKind, PathShape, Step as PathStep, Ty};
use crate::value::Value;

impl Maker<'_> {
    /// Makes the fields that `apply` changes.
    pub(super) fn changes(&mut self, entity: usize) -> Vec<(usize, Value)> {
        let shape = &self.model.entities[entity];
        let single = |path: &PathShape| match (path.steps.as_slice(), &path.kind) {
            // A part of a shared key must be changed with the others, which `apply` checks only when it is sent.
            (_, PathKind::Never | PathKind::Loaded | PathKind::Group(_)) => None,
            ([PathStep::Field(at)], _) => Some(*at),
            _ => None,
        };
        let mut fields: Vec<usize> = self.paths[entity].iter().filter_map(single).collect();
        self.random.shuffle(&mut fields);
        fields.truncate(2);
        fields.into_iter().map(|at| (at, self.field(shape, at))).collect()
    }

    /// Makes the actions of an update.
    pub(super) fn actions(&mut self, oracle: &Oracle<'_>, entity: usize, key: &[Value], loaded: bool) -> Vec<Action> {
        let shape = &self.model.entities[entity];
        let paths = self.paths[entity].clone();
        let may = |path: &PathShape| match path.kind {
            _ if !(if loaded { path.uses.loaded } else { path.uses.blind }) => false,
            PathKind::Never => false,
            PathKind::Loaded => loaded,
            _ => true,
        };
        let mut possible: Vec<usize> = (0..paths.len()).filter(|&at| may(&paths[at])).collect();
        self.random.shuffle(&mut possible);
        let mut touched: Vec<usize> = Vec::new();
        let mut actions = Vec::new();
        let count = self.random.between(1, 3);
        for at in possible {
            let path = &paths[at];
            let fields = match (&path.kind, path.steps.first()) {
                (PathKind::Group(fields), _) => fields.clone(),
                (_, Some(PathStep::Field(field))) => vec![*field],
                _ => continue,
            };
            if actions.len() >= count || fields.iter().any(|field| touched.contains(field)) {
                continue;
            }
            // A path below an absent container has its own error.
            if path.steps.len() > 1 && self.random.chance(85) && !oracle.reaches(entity, key, &path.steps) {
                continue;
            }
            if let PathKind::Group(_) = &path.kind {
                let together = self.together(shape, &paths, at, &mut touched);
                actions.extend(together);
                continue;
            }
            let act = self.act(shape, path);
            touched.extend(fields);
            actions.push(Action { path: at, act });
        }
        actions
    }

    /// Sets the parts of one key, and usually also the parts of keys that share some of them, with the same values.
    fn together(&mut self, shape: &Entity, paths: &[PathShape], at: usize, touched: &mut Vec<usize>) -> Vec<Action> {
        let mut keys = vec![at];
        let mut values: BTreeMap<usize, Value> = BTreeMap::new();
        let shares = self.random.chance(85);
        loop {
            for &key in &keys {
                if let PathKind::Group(fields) = &paths[key].kind {
                    for &field in fields {
                        values.entry(field).or_insert_with(|| self.field(shape, field));
                    }
                }
            }
            let joins = |(key, path): &(usize, &PathShape)| match &path.kind {
                PathKind::Group(fields) => !keys.contains(key) && fields.iter().any(|field| values.contains_key(field)),
                _ => false,
            };
            match paths.iter().enumerate().find(joins) {
                // A field that another action sets is set once.
                Some((key, path)) if shares && !meets(path, touched) => keys.push(key),
                _ => break,
            }
        }
        touched.extend(values.keys());
        let action = |key: usize| {
            let PathKind::Group(fields) = &paths[key].kind else {
                return None;
            };
            let given = fields.iter().map(|field| values[field].clone());
            Some(Action {
                path: key,
                act: Act::Together(given.collect()),
            })
        };
        keys.into_iter().filter_map(action).collect()
    }

    fn act(&mut self, shape: &Entity, path: &PathShape) -> Act {
        let optional = matches!(path.ty, Ty::Option(_));
        if optional && self.random.chance(15) {
            return Act::Remove;
        }
        let inner = path.ty.inner().clone();
        let aliased = matches!(path.steps.as_slice(), [PathStep::Field(field)] if shape.fields[*field].alias.is_some());
        if path.kind == PathKind::Plain && !aliased && self.random.chance(60) {
            match &inner {
                Ty::Int(int) => {
                    let amount = self.amount(*int);
                    return if self.random.chance(50) {
                        Act::Add(amount)
                    } else {
                        Act::Subtract(amount)
                    };
                }
                Ty::Decimal => {
                    let amount = self.sample(&inner);
                    return if self.random.chance(50) {
                        Act::Add(amount)
                    } else {
                        Act::Subtract(amount)
                    };
                }
                Ty::List(_) => {
                    let elements = self.sample(&inner);
                    return if self.random.chance(50) {
                        Act::Append(elements)
                    } else {
                        Act::Prepend(elements)
                    };
                }
                Ty::Set(_) => {
                    let elements = self.sample(&inner);
                    return if self.random.chance(50) {
                        Act::Add(elements)
                    } else {
                        Act::Delete(elements)
                    };
                }
                _ => {}
            }
        }
        let value = match path.steps.as_slice() {
            [PathStep::Field(field)] => self.field(shape, *field),
            _ => self.sample(&path.ty),
        };
        if path.kind == PathKind::Plain && !aliased && self.random.chance(15) {
            Act::SetIfAbsent(value)
        } else {
            Act::Set(value)
        }
    }

    fn amount(&mut self, int: Int) -> Value {
        let (_, high) = int.range();
        Value::Int(if self.random.chance(self.nasty) {
            *self.random.pick(&[high, high / 2, 100])
        } else {
            1
        })
    }
}

/// Whether a key has one of these fields.
fn meets(path: &PathShape, fields: &[usize]) -> bool {
    matches!(&path.kind, PathKind::Group(own) if own.iter().any(|field| fields.contains(field)))
}
