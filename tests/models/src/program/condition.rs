//! Random conditions.

use super::make::Maker;
use super::step::{Condition, Test};
use crate::shape::{PathKind, PathShape, Step, Ty};
use crate::value::Value;

impl Maker<'_> {
    /// Makes a condition on the entity. Values in `known` often satisfy it.
    pub(super) fn condition(&mut self, entity: usize, known: Option<&[Value]>) -> Option<Condition> {
        let test = self.tested(entity, known)?;
        Some(match self.random.below(8) {
            0 => Condition::Not(Box::new(test)),
            1 => Condition::All(Box::new(test), Box::new(self.tested(entity, known)?)),
            2 => Condition::Any(Box::new(test), Box::new(self.tested(entity, known)?)),
            _ => test,
        })
    }

    /// Whether a condition tests the size of a set, which is 0 if the set is absent. Such a condition does not show
    /// whether the item exists.
    pub(super) fn sizes_sets(&self, entity: usize, condition: &Condition) -> bool {
        match condition {
            Condition::Not(a) => self.sizes_sets(entity, a),
            Condition::All(a, b) | Condition::Any(a, b) => self.sizes_sets(entity, a) || self.sizes_sets(entity, b),
            Condition::Test(path, Test::SizeEq(_) | Test::SizeLt(_)) => {
                matches!(self.paths[entity][*path].ty.inner(), Ty::Set(_))
            }
            Condition::Test(..) => false,
        }
    }

    /// Returns the fields of a condition.
    pub(super) fn fields_of(&self, entity: usize, condition: &Condition) -> Vec<usize> {
        match condition {
            Condition::Not(a) => self.fields_of(entity, a),
            Condition::All(a, b) | Condition::Any(a, b) => {
                [self.fields_of(entity, a), self.fields_of(entity, b)].concat()
            }
            Condition::Test(path, _) => match self.paths[entity][*path].steps.first() {
                Some(Step::Field(field)) => vec![*field],
                _ => Vec::new(),
            },
        }
    }

    fn tested(&mut self, entity: usize, known: Option<&[Value]>) -> Option<Condition> {
        let shape = &self.model.entities[entity];
        let paths = &self.paths[entity];
        let fits = |path: &PathShape| {
            let Some(Step::Field(field)) = path.steps.first() else {
                return false;
            };
            let options = &shape.fields[*field].options;
            let newer = shape.older.as_ref().and_then(|older| older.without_field);
            !matches!(path.kind, PathKind::Group(_)) && !options.skip_if && newer != Some(*field)
        };
        let fitting: Vec<usize> = (0..paths.len()).filter(|&at| fits(&paths[at])).collect();
        if fitting.is_empty() {
            return None;
        }
        let at = *self.random.pick(&fitting);
        let path = self.paths[entity][at].clone();
        let hidden = match path.steps.first() {
            Some(Step::Field(field)) => shape.fields[*field].options.with,
            _ => false,
        };
        Some(Condition::Test(
            at,
            match self.test(&path, known) {
                // Text that serde's `with` converted has another order.
                test @ (Test::Eq(_) | Test::Ne(_) | Test::In(_)) => test,
                _ if hidden => Test::Exists,
                test => test,
            },
        ))
    }

    fn test(&mut self, path: &PathShape, known: Option<&[Value]>) -> Test {
        let inner = path.ty.inner().clone();
        let stored = match (path.steps.as_slice(), known) {
            ([Step::Field(field)], Some(known)) if known[*field] != Value::Absent => Some(known[*field].clone()),
            _ => None,
        };
        let operand = |maker: &mut Self| match &stored {
            Some(value) if maker.random.chance(55) => value.clone(),
            _ => maker.sample(&inner),
        };
        match (self.random.below(10), &inner) {
            (0, _) => Test::Exists,
            (1, _) if path.uses.rare_tests => Test::NotExists,
            (2, _) => Test::Ne(operand(self)),
            (3, ty) if path.uses.rare_tests && !matches!(ty, Ty::Set(_)) => {
                Test::In(vec![operand(self), self.sample(&inner)])
            }
            (4, Ty::List(of) | Ty::Set(of)) => Test::Contains(self.sample(of)),
            (5 | 6, Ty::List(_) | Ty::Set(_) | Ty::Map(_)) => {
                let size = self.random.below(3) as u64;
                if self.random.chance(50) {
                    Test::SizeEq(size)
                } else {
                    Test::SizeLt(size)
                }
            }
            (4, Ty::Text) => Test::BeginsWith(Value::text(*self.random.pick(&["a", "A", "S", "x"]))),
            (5, Ty::Text) => Test::Contains(Value::text(*self.random.pick(&["a", "b", "1", "#"]))),
            (4..=8, ty) if ty.is_ordered() => {
                let value = operand(self);
                match self.random.below(5) {
                    0 => Test::Lt(value),
                    1 => Test::Lte(value),
                    2 => Test::Gt(value),
                    3 => Test::Gte(value),
                    _ => {
                        let other = self.sample(&inner);
                        Test::Between(value.clone().min(other.clone()), value.max(other))
                    }
                }
            }
            _ => Test::Eq(operand(self)),
        }
    }
}
