//! The attributes that an update's index keys are made of but that the update does not write. Conditions ensure that
//! these attributes hold the parts that were used.

use std::collections::BTreeSet;

use crate::expression::condition::Node;
use crate::expression::segment::Segment;
use crate::expression::term::Term;
use crate::key::field::Field;

/// A field whose attribute must hold the part that an index key was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relied {
    /// The condition holds for every item.
    Always(&'static Field),
    /// The condition holds only if the item lacks this key attribute, because only then the update writes the key
    /// attribute.
    WhereAbsent(&'static Field, &'static str),
}

/// The fields that an update relies on.
#[derive(Debug, Default)]
pub(crate) struct Reliance(BTreeSet<Relied>);

impl Reliance {
    pub(crate) fn add(&mut self, relied: Relied) {
        self.0.insert(relied);
    }

    /// Renders the conditions. `values` returns the values that the attribute of a field may hold; `creates` says whether
    /// the item may be missing.
    pub(crate) fn conditions(&self, creates: bool, values: impl Fn(&'static Field) -> Vec<Term>) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(self.0.len());
        for relied in &self.0 {
            let (field, key) = match *relied {
                Relied::Always(field) => (field, None),
                Relied::WhereAbsent(field, _) if self.0.contains(&Relied::Always(field)) => continue,
                Relied::WhereAbsent(field, key) => (field, Some(key)),
            };
            let attribute = field.attribute;
            let test = |function, attribute| Node::Function(function, vec![Term::attribute(attribute)]);
            let mut ways: Vec<Node> = key.map(|key| test("attribute_exists", key)).into_iter().collect();
            // A read accepts the attribute under these names too.
            let aliases = field.shape.aliases;
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
