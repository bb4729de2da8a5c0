//! The layout of an ElectroDB index: the text of its keys other than the parts.

use crate::attr::electrodb::ArrangementAttr;
use crate::attr::index::IndexKind;
use crate::attr::value::TextOrList;
use crate::error::Context;
use crate::model::electrodb::{Service, named};
use crate::template::side::SideKind;

/// The place of the entity's name in the keys of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The name is before the parts of the sort key.
    Isolated,
    /// The name is after the parts of the sort key.
    Clustered,
    /// The keys are attributes and have no name.
    Composite,
}

/// The layout of an index, without the parts of its sides.
pub(in crate::model) struct Arrangement {
    kind: Kind,
    collections: Vec<String>,
    scope: Option<String>,
    has_sort_key: bool,
}

impl Arrangement {
    pub(in crate::model) fn resolve(
        attr: &ArrangementAttr,
        index: IndexKind,
        has_sort_key: bool,
        context: &Context,
    ) -> Self {
        let kind = match attr.ty.as_ref().map(|ty| (ty, ty.value())) {
            None => Kind::Isolated,
            Some((ty, name)) => match name.as_str() {
                "isolated" => Kind::Isolated,
                "clustered" => Kind::Clustered,
                "composite" => {
                    if index == IndexKind::Gsi {
                        Kind::Composite
                    } else {
                        context.error(
                            ty,
                            "only a `#[gsi(…)]` can have keys of several attributes; remove the type",
                        );
                        Kind::Isolated
                    }
                }
                _ => {
                    let message =
                        format!(r#"unknown type `{name}`; write `"isolated"`, `"clustered"` or `"composite"`"#);
                    context.error(ty, message);
                    Kind::Isolated
                }
            },
        };
        let collections = match &attr.collection {
            None => Vec::new(),
            Some(TextOrList::Text(text)) => vec![named(text, "collection", context)],
            Some(TextOrList::List(span, texts)) => {
                if texts.is_empty() {
                    context.error_at(
                        *span,
                        "the list of collections is empty; remove it, or name a collection",
                    );
                }
                if texts.len() > 1 && kind == Kind::Clustered {
                    context.error_at(*span, "a clustered index has no sub-collections; name one collection");
                }
                texts.iter().map(|text| named(text, "collection", context)).collect()
            }
        };
        if let (Kind::Composite, Some(scope)) = (kind, &attr.scope) {
            context.error(
                scope,
                "a key of attributes has no text to hold a scope; remove the scope",
            );
        }
        if let (Kind::Composite, Some(condition)) = (kind, &attr.condition) {
            let message = "a key of attributes consists of the fields themselves, so a condition cannot omit it; remove the \
                           condition";
            context.error(condition, message);
        }
        Arrangement {
            kind,
            collections,
            scope: attr.scope.as_ref().map(|scope| named(scope, "scope", context)),
            has_sort_key,
        }
    }

    /// Reports `collection = "team"` on an index without a sort key, whose keys cannot hold the collection.
    pub(in crate::model) fn check_collection(&self, attr: &ArrangementAttr, context: &Context) {
        if let (false, false, Some(collection)) = (self.is_of_attributes(), self.has_sort_key, &attr.collection) {
            let message = "a collection is written in the sort key; give the index an `sk`, or remove `collection`";
            context.error_at(collection.span(), message);
        }
    }

    /// Whether the keys are attributes instead of text.
    pub(super) fn is_of_attributes(&self) -> bool {
        self.kind == Kind::Composite
    }

    /// Whether keys of unknown entities may lie between the keys of this entity.
    pub(in crate::model) fn mixes_entities(&self) -> bool {
        self.kind != Kind::Isolated
    }

    /// Returns the text at the start and at the end of a side.
    pub(super) fn around(&self, service: &Service, side: SideKind) -> (String, String) {
        let Service { name, entity, version } = service;
        let start = if self.collections.is_empty() { '$' } else { '#' };
        let entity = format!("{start}{entity}_{version}");
        match side {
            SideKind::Pk => {
                let entity = if self.has_sort_key { String::new() } else { entity };
                let scope = self
                    .scope
                    .as_ref()
                    .map_or_else(String::new, |scope| format!("_{scope}"));
                (format!("${name}{entity}{scope}"), String::new())
            }
            SideKind::Sk => {
                let collections = match self.collections.as_slice() {
                    [] => String::new(),
                    names => format!("${}", names.join("#")),
                };
                match self.kind {
                    Kind::Clustered => (collections, entity),
                    Kind::Isolated | Kind::Composite => (collections + &entity, String::new()),
                }
            }
        }
    }
}
