//! The attributes that the index keys of an update are made of and that the update does not write: conditions see to it that
//! they hold the parts that were used.

use std::collections::BTreeSet;

use crate::expression::{Node, Term};
use crate::schema::EntitySchema;

/// A field whose attribute must hold the part that an index key was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relied {
    /// Whatever is stored.
    Always(usize),
    /// Where the item does not have this key attribute, so that the update writes it.
    WhereAbsent(usize, &'static str),
}

/// What an update relies on.
#[derive(Debug, Default)]
pub(in crate::operation) struct Reliance(BTreeSet<Relied>);

impl Reliance {
    pub(super) fn add(&mut self, relied: Relied) {
        self.0.insert(relied);
    }

    /// The conditions; `value` is what the attribute of a field was taken to hold, and `creates` whether the item may be
    /// missing.
    pub(in crate::operation) fn conditions(
        &self,
        schema: &'static EntitySchema,
        creates: bool,
        value: impl Fn(usize) -> Term,
    ) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(self.0.len());
        for relied in &self.0 {
            let (field, key) = match *relied {
                Relied::Always(field) => (field, None),
                Relied::WhereAbsent(field, _) if self.0.contains(&Relied::Always(field)) => continue,
                Relied::WhereAbsent(field, key) => (field, Some(key)),
            };
            let attribute = schema.fields.get(field).map_or("", |field| field.attribute);
            let test = |function, attribute| Node::Function(function, vec![Term::attribute(attribute)]);
            let mut ways: Vec<Node> = key.map(|key| test("attribute_exists", key)).into_iter().collect();
            match value(field) {
                Term::Absent => ways.push(test("attribute_not_exists", attribute)),
                value => {
                    if creates {
                        ways.push(test("attribute_not_exists", attribute));
                    }
                    ways.push(Node::Compare(Term::attribute(attribute), "=", value));
                }
            }
            nodes.push(if ways.len() == 1 {
                ways.remove(0)
            } else {
                Node::Any(ways)
            });
        }
        nodes
    }
}
