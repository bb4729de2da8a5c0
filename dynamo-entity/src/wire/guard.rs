//! Guards: the conditions that a write adds to the user's, and the errors that their failures mean.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::entity::Entity;
use crate::entity::version::Version;
use crate::error::fault::Fault;
use crate::expression::condition::Node;
use crate::expression::requirement::Requirements;
use crate::expression::term::Term;
use crate::schema::definition::EntitySchema;
use crate::wire::target::Target;
use crate::wire::type_filter::is_entity;

/// Whether the item must exist, and in which version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// The item may exist or not.
    None,
    /// The item must exist and belong to the entity, or the write fails with `NotFound`.
    MustExist,
    /// The item must not exist, or the write fails with `AlreadyExists`.
    MustNotExist,
    /// The stored version must be the loaded one, or the write fails with `VersionConflict`.
    Version(VersionGuard),
}

/// The version that an item must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct VersionGuard {
    attribute: &'static str,
    /// 0 if no version was ever stored.
    loaded: i128,
    otherwise: Otherwise,
}

/// How a version guard treats a missing item and version 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Otherwise {
    /// A missing item has another version. Version 0 means that the item must not exist.
    New,
    /// A missing item has another version. Version 0 means an item that was written before the entity had versions.
    Unversioned,
    /// A missing item is not found. Version 0 means an item that was written before the entity had versions.
    NotFound,
}

impl Guard {
    /// Returns the guard of a whole item that replaces the loaded one.
    pub(crate) fn replacing<E: Entity>(loaded: Option<Version>) -> Self {
        Guard::version::<E>(loaded, Otherwise::New).unwrap_or(Guard::None)
    }

    /// Returns the guard of a change to the loaded item, which must exist.
    pub(crate) fn editing<E: Entity>(loaded: Option<Version>) -> Self {
        Guard::version::<E>(loaded, Otherwise::NotFound).unwrap_or(Guard::MustExist)
    }

    /// Returns the guard of a deletion of the loaded item.
    pub(crate) fn deleting<E: Entity>(loaded: Option<Version>) -> Self {
        Guard::version::<E>(loaded, Otherwise::Unversioned).unwrap_or(Guard::None)
    }

    /// Whether the guard requires that no item exists.
    pub(crate) fn demands_new(self) -> bool {
        match self {
            Guard::MustNotExist => true,
            Guard::Version(guard) => (guard.loaded, guard.otherwise) == (0, Otherwise::New),
            Guard::None | Guard::MustExist => false,
        }
    }

    /// Whether the write depends on a loaded version.
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

    /// Renders the guard as conditions on the type, the version, and the partition key attribute, which every item has.
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
                    if otherwise == Otherwise::NotFound && schema.dialect.requests_identify() {
                        nodes.push(is_entity(target.schema, schema));
                    }
                    nodes
                }
            },
        }
    }

    /// Returns the guard, the user's conditions and `required` as conditions on an item of `schema`.
    ///
    /// `required` are conditions that the library itself relies on.
    pub(crate) fn with(
        self,
        (target, schema): (&Target<'_>, &EntitySchema),
        conditions: &[Node],
        required: &[Node],
    ) -> Vec<Node> {
        let mut nodes = self.nodes(target, schema);
        let pk = target.schema.primary.pk;
        let conditions = conditions.iter().chain(required).cloned();
        nodes.extend(conditions.map(|condition| condition.of_item(pk)));
        nodes
    }

    /// Whether the guard treats an item of another entity as missing.
    pub(crate) fn wants_own(self) -> bool {
        match self {
            Guard::MustExist => true,
            Guard::Version(guard) => guard.otherwise == Otherwise::NotFound,
            Guard::None | Guard::MustNotExist => false,
        }
    }

    /// Returns what a failed condition means, given the item that made it fail: the guard's fault, or `ConditionFailed` if
    /// the guard holds.
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

/// Returns what a failed condition means for an update whose actions have requirements too.
///
/// If the user's conditions and a requirement both fail, the requirement is reported: without it, the write would be
/// refused whatever the conditions are.
pub(crate) fn fault_of(guard: Guard, requirements: &Requirements, item: Option<Item>) -> Fault {
    match guard.fault(item) {
        Fault::ConditionFailed(item) => requirements
            .out_of_range(item.as_ref())
            .unwrap_or(Fault::ConditionFailed(item)),
        fault => fault,
    }
}

/// The item exists and belongs to the entity. A missing item has no type either, so the type alone is checked unless the
/// entity accepts untyped items.
fn exists(target: &Target<'_>, schema: &EntitySchema) -> Vec<Node> {
    let is_there = Node::Function("attribute_exists", vec![Term::attribute(target.schema.primary.pk)]);
    if !schema.dialect.requests_identify() {
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
