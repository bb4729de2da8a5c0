//! What a write demands of the item that is there before any condition of the user's, and what it means where that fails.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::entity::Entity;
use crate::entity::version::Version;
use crate::error::fault::Fault;
use crate::expression::condition::Node;
use crate::expression::operand::Term;
use crate::expression::requirement::Requirements;
use crate::schema::definition::EntitySchema;
use crate::wire::target::Target;
use crate::wire::type_filter::is_entity;

/// Whether the item must exist, and in which version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// It may or may not.
    None,
    /// As one of the entity's, or the write fails with `NotFound`.
    MustExist,
    /// Or the write fails with `AlreadyExists`.
    MustNotExist,
    /// The stored version is the one that was loaded, or the write fails with `VersionConflict`.
    Version(VersionGuard),
}

/// The version that an item must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VersionGuard {
    attribute: &'static str,
    /// 0 if it was never stored.
    loaded: i128,
    otherwise: Otherwise,
}

/// What a version guard says of a missing item, and of version 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Otherwise {
    /// A missing item is another version; 0 is an item that must not exist.
    New,
    /// A missing item is another version; 0 is an item from before there were versions.
    Unversioned,
    /// A missing item is not found; 0 is an item from before there were versions.
    NotFound,
}

impl Guard {
    /// Of a whole item that is written in place of what was loaded.
    pub(crate) fn replacing<E: Entity>(loaded: Option<Version>) -> Self {
        Guard::version::<E>(loaded, Otherwise::New).unwrap_or(Guard::None)
    }

    /// Of a write to what was loaded, which must exist.
    pub(crate) fn editing<E: Entity>(loaded: Option<Version>) -> Self {
        Guard::version::<E>(loaded, Otherwise::NotFound).unwrap_or(Guard::MustExist)
    }

    /// Of a deletion of what was loaded.
    pub(crate) fn deleting<E: Entity>(loaded: Option<Version>) -> Self {
        Guard::version::<E>(loaded, Otherwise::Unversioned).unwrap_or(Guard::None)
    }

    /// Whether there must be no item.
    pub(crate) fn demands_new(self) -> bool {
        match self {
            Guard::MustNotExist => true,
            Guard::Version(guard) => (guard.loaded, guard.otherwise) == (0, Otherwise::New),
            Guard::None | Guard::MustExist => false,
        }
    }

    /// Whether the write depends on a version that was loaded.
    pub(crate) fn is_versioned(self) -> bool {
        matches!(self, Guard::Version(_))
    }

    fn version<E: Entity>(loaded: Option<Version>, otherwise: Otherwise) -> Option<Self> {
        Some(Guard::Version(VersionGuard {
            attribute: E::SCHEMA.version()?.attribute,
            loaded: loaded?.loaded,
            otherwise,
        }))
    }

    /// The guard as conditions, on the partition key attribute, which every item has, on the type and on the version.
    fn nodes(self, target: &Target<'_>, schema: &EntitySchema) -> Vec<Node> {
        let function = |name, attribute| Node::Function(name, vec![Term::attribute(attribute)]);
        let pk = target.schema.primary.pk;
        match self {
            Guard::None => Vec::new(),
            Guard::MustExist => exists(target, schema),
            Guard::MustNotExist => vec![function("attribute_not_exists", pk)],
            Guard::Version(guard) => match (guard.loaded, guard.otherwise) {
                (0, Otherwise::New) => vec![function("attribute_not_exists", pk)],
                (0, Otherwise::Unversioned) => vec![function("attribute_not_exists", guard.attribute)],
                (0, Otherwise::NotFound) => {
                    let mut nodes = exists(target, schema);
                    nodes.push(function("attribute_not_exists", guard.attribute));
                    nodes
                }
                (loaded, otherwise) => {
                    let loaded = Term::Value(AttributeValue::N(loaded.to_string()));
                    let mut nodes = vec![Node::Compare(Term::attribute(guard.attribute), "=", loaded)];
                    if otherwise == Otherwise::NotFound && !schema.requests_are_bare() {
                        nodes.push(is_entity(target.schema, schema));
                    }
                    nodes
                }
            },
        }
    }

    /// The guard and the user's conditions on an item of `schema`.
    ///
    /// `held` is what the library itself relies on besides.
    pub(crate) fn with(
        self,
        (target, schema): (&Target<'_>, &EntitySchema),
        conditions: &[Node],
        held: &[Node],
    ) -> Vec<Node> {
        let mut nodes = self.nodes(target, schema);
        let pk = target.schema.primary.pk;
        let conditions = conditions.iter().chain(held).cloned();
        nodes.extend(conditions.map(|condition| condition.of_item(pk)));
        nodes
    }

    /// Whether an item that is not the entity's is as good as none.
    pub(crate) fn wants_own(self) -> bool {
        match self {
            Guard::MustExist => true,
            Guard::Version(guard) => guard.otherwise == Otherwise::NotFound,
            Guard::None | Guard::MustNotExist => false,
        }
    }

    /// What a failed condition means, by the item that made it fail: the guard, or else a condition of the user's.
    pub(crate) fn fault(self, item: Option<Item>) -> Fault {
        match (self, item) {
            (Guard::MustExist, None) => Fault::NotFound,
            (Guard::MustNotExist, Some(item)) => Fault::AlreadyExists(Some(item)),
            (Guard::Version(guard), None) if guard.otherwise == Otherwise::NotFound => Fault::NotFound,
            (Guard::Version(guard), item) if !guard.holds(item.as_ref()) => Fault::VersionConflict(item),
            (_, item) => Fault::ConditionFailed(item),
        }
    }
}

/// What a failed condition means where an update also requires something for its actions.
///
/// Where the user's conditions fail too, the requirement is what is said: without it the write would have been refused
/// whatever the conditions are.
pub(crate) fn fault_of(guard: Guard, requirements: &Requirements, item: Option<Item>) -> Fault {
    match guard.fault(item) {
        Fault::ConditionFailed(item) => requirements
            .out_of_range(item.as_ref())
            .unwrap_or(Fault::ConditionFailed(item)),
        fault => fault,
    }
}

/// The item is there, and of the entity. Where there is none, there is no type either.
fn exists(target: &Target<'_>, schema: &EntitySchema) -> Vec<Node> {
    let is_there = Node::Function("attribute_exists", vec![Term::attribute(target.schema.primary.pk)]);
    if schema.requests_are_bare() {
        return vec![is_there];
    }
    let is_own = is_entity(target.schema, schema);
    if schema.accepts_untyped {
        vec![is_there, is_own]
    } else {
        vec![is_own]
    }
}

impl VersionGuard {
    fn holds(self, item: Option<&Item>) -> bool {
        let stored = item.map(|item| item.get(self.attribute));
        match (self.loaded, self.otherwise, stored) {
            (0, Otherwise::New, stored) => stored.is_none(),
            (0, _, stored) => stored.flatten().is_none(),
            (loaded, _, Some(Some(AttributeValue::N(stored)))) => stored.parse() == Ok(loaded),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(version: Option<&str>) -> Item {
        let version = version.map(|version| ("v".to_owned(), AttributeValue::N(version.to_owned())));
        Item::from_iter(version)
    }

    fn fault(loaded: i128, otherwise: Otherwise, item: impl Into<Option<Item>>) -> Fault {
        let attribute = "v";
        Guard::Version(VersionGuard {
            attribute,
            loaded,
            otherwise,
        })
        .fault(item.into())
    }

    #[test]
    fn the_item_tells_which_guard_failed() {
        use Otherwise::{New, NotFound, Unversioned};
        for otherwise in [New, NotFound, Unversioned] {
            assert!(matches!(
                fault(3, otherwise, stored(Some("3"))),
                Fault::ConditionFailed(Some(_))
            ));
            assert!(matches!(
                fault(3, otherwise, stored(Some("4"))),
                Fault::VersionConflict(Some(_))
            ));
            assert!(matches!(
                fault(3, otherwise, stored(None)),
                Fault::VersionConflict(Some(_))
            ));
            assert!(matches!(
                fault(0, otherwise, stored(Some("1"))),
                Fault::VersionConflict(Some(_))
            ));
        }
        assert!(matches!(fault(3, New, None), Fault::VersionConflict(None)));
        assert!(matches!(fault(3, Unversioned, None), Fault::VersionConflict(None)));
        assert!(matches!(fault(3, NotFound, None), Fault::NotFound));
        assert!(matches!(fault(0, New, None), Fault::ConditionFailed(None)));
        assert!(matches!(fault(0, New, stored(None)), Fault::VersionConflict(Some(_))));
        assert!(matches!(fault(0, Unversioned, None), Fault::ConditionFailed(None)));
        assert!(matches!(
            fault(0, NotFound, stored(None)),
            Fault::ConditionFailed(Some(_))
        ));
    }
}
