//! What a write demands of the item that is there before any condition of the user's.

use crate::expression::{Node, Term};

use super::Target;

/// Whether the item must exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// It may or may not.
    None,
    /// Or the write fails with `NotFound`.
    MustExist,
    /// Or the write fails with `AlreadyExists`.
    MustNotExist,
}

impl Guard {
    /// The guard as a condition on the partition key attribute, which every item has.
    pub(crate) fn node(self, target: &Target<'_>) -> Option<Node> {
        let function = match self {
            Guard::None => return None,
            Guard::MustExist => "attribute_exists",
            Guard::MustNotExist => "attribute_not_exists",
        };
        let pk = Term::attribute(target.schema.primary.pk);
        Some(Node::Function(function, vec![pk]))
    }

    /// The guard and the user's conditions.
    pub(crate) fn with(self, target: &Target<'_>, conditions: &[Node]) -> Vec<Node> {
        self.node(target)
            .into_iter()
            .chain(conditions.iter().cloned())
            .collect()
    }
}
