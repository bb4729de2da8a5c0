//! The attributes that the index keys of an update are made of and that the update does not write: conditions see to it that
//! they hold the parts that were used.

use std::collections::BTreeSet;

use crate::expression::condition::Node;
use crate::expression::operand::Term;
use crate::expression::path::Segment;
use crate::schema::definition::EntitySchema;

/// A field whose attribute must hold the part that an index key was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relied {
    /// Whatever is stored.
    Always(usize),
    /// Where the item does not have this key attribute, so that the update writes it.
    WhereAbsent(usize, &'static str),
}

/// What an update relies on.
#[derive(Debug, Default)]
pub(crate) struct Reliance(BTreeSet<Relied>);

impl Reliance {
    pub(crate) fn add(&mut self, relied: Relied) {
        self.0.insert(relied);
    }

    /// The conditions; `values` are the forms in which the attribute of a field may hold what it was taken to hold, and
    /// `creates` says whether the item may be missing.
    pub(crate) fn conditions(
        &self,
        schema: &'static EntitySchema,
        creates: bool,
        values: impl Fn(usize) -> Vec<Term>,
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
            // A read knows the attribute by these names too.
            let aliases = schema.shapes.get(field).map_or(&[][..], |shape| shape.aliases);
            let absent = || {
                Node::all(
                    [attribute]
                        .iter()
                        .chain(aliases)
                        .map(|name| test("attribute_not_exists", name)),
                )
            };
            let mut values = values(field);
            let holds = match values.as_slice() {
                [] | [Term::Absent, ..] => None,
                [_] => values
                    .pop()
                    .map(|value| Node::Compare(Term::attribute(attribute), "=", value)),
                _ => Some(Node::In(Term::attribute(attribute), values)),
            };
            if creates || holds.is_none() {
                ways.push(absent());
            }
            let alias_paths = || {
                aliases
                    .iter()
                    .map(|alias| vec![Segment::Name((*alias).into())])
                    .collect()
            };
            ways.extend(holds.map(|holds| holds.on_names(alias_paths(), None)));
            nodes.push(if ways.len() == 1 {
                ways.remove(0)
            } else {
                Node::Any(ways)
            });
        }
        nodes
    }
}
