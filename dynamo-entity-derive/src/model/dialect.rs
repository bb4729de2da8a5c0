//! The dialect of an entity or table: whose rules its keys and items follow. What depends on the dialect is asked here.

use proc_macro2::Span;

use crate::attr::electrodb::ServiceAttr;
use crate::attr::symbol::{ELECTRODB, Symbol};
use crate::error::Context;
use crate::model::electrodb::Service;

/// Whose rules the keys and items of an entity follow.
pub(crate) enum Dialect {
    DynamoEntity,
    ElectroDb(Service),
}

impl Dialect {
    pub(super) fn resolve(service: Option<ServiceAttr>, context: &Context) -> Self {
        match service {
            Some(service) => {
                require_electrodb(ELECTRODB, service.span, context);
                Dialect::ElectroDb(Service::resolve(&service, context))
            }
            None => Dialect::DynamoEntity,
        }
    }

    /// Returns the service whose name and version the keys contain.
    pub(super) fn service(&self) -> Option<&Service> {
        match self {
            Dialect::DynamoEntity => None,
            Dialect::ElectroDb(service) => Some(service),
        }
    }

    /// Returns the version that each item stores.
    pub(crate) fn stored_version(&self) -> Option<&str> {
        self.service().map(|service| service.version.as_str())
    }

    /// Returns the name of the entity, if the dialect gives it.
    pub(super) fn entity_name(&self) -> Option<&str> {
        self.service().map(|service| service.entity.as_str())
    }

    /// Whether the indexes have a type, collections and a scope, and the fields a label and padding.
    pub(super) fn arranges_indexes(&self) -> bool {
        self.service().is_some()
    }

    /// Whether other programs write items to indexes in which entities are mixed.
    pub(super) fn shares_indexes(&self) -> bool {
        self.service().is_some()
    }

    /// Whether a template need not identify the entity, because every program filters by type.
    pub(super) fn filters_templates_by_type(&self) -> bool {
        self.service().is_some()
    }

    /// Whether every item has a type attribute.
    pub(super) fn types_every_item(&self) -> bool {
        self.service().is_some()
    }

    /// Returns the fractional digits of a second in times without a `precision`, if the dialect fixes them.
    pub(super) fn digits(&self) -> Option<u8> {
        // Milliseconds, as in JavaScript's `toISOString`.
        self.service().map(|_| 3)
    }

    /// Whether a condition on an absent optional attribute also holds for `NULL`.
    pub(crate) fn reads_null_as_absent(&self) -> bool {
        self.service().is_none()
    }

    /// Whether several sort parts may include a partition part.
    pub(crate) fn repeats_parts(&self) -> bool {
        self.service().is_none()
    }
}

/// Refuses an option of ElectroDB's if the runtime does not have ElectroDB's dialect.
pub(super) fn require_electrodb(option: Symbol, span: Span, context: &Context) {
    if !context.features.electrodb {
        let message =
            format!("`{option}` needs the feature `electrodb` of `dynamo-entity`; add it to `features` in Cargo.toml");
        context.error_at(span, message);
    }
}
