//! `#[derive(Document)]`, resolved: a map nested in an entity, whose members have typed paths.

use syn::{Attribute, DeriveInput, Field, Ident, Path, Type, Visibility};

use super::field::{SerdeModel, attribute_name, docs, unify_rules};
use super::{default_crate_path, shape};
use crate::attr::document::DocumentAttr;
use crate::attr::serde::{SerdeContainer, SerdeField};
use crate::error::Context;

pub(crate) struct DocumentModel {
    pub(crate) crate_path: Path,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) fields: Vec<DocumentFieldModel>,
}

pub(crate) struct DocumentFieldModel {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) vis: Visibility,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) attribute: String,
    pub(crate) serde: SerdeModel,
}

impl DocumentModel {
    pub(crate) fn resolve(input: &DeriveInput, context: &Context) -> Option<Self> {
        let attr = DocumentAttr::read(input, context);
        let mut container = SerdeContainer::read(&input.attrs);
        unify_rules(&mut container, context);
        let named = shape::named_fields(input, "Document", context)?;
        let resolve = |field| DocumentFieldModel::resolve(field, &container, context);
        let fields = named.iter().filter_map(resolve);
        Some(DocumentModel {
            crate_path: attr.crate_path.unwrap_or_else(default_crate_path),
            ident: input.ident.clone(),
            vis: input.vis.clone(),
            fields: fields.collect(),
        })
    }
}

impl DocumentFieldModel {
    /// Whether the field is one member of the map: not skipped, and not flattened into it.
    pub(crate) fn has_path(&self) -> bool {
        !self.serde.skip && !self.serde.flatten
    }

    pub(super) fn resolve(field: &Field, container: &SerdeContainer, context: &Context) -> Option<Self> {
        let ident = field.ident.clone()?;
        let serde = SerdeField::read(&field.attrs);
        Some(DocumentFieldModel {
            ty: field.ty.clone(),
            vis: field.vis.clone(),
            docs: docs(&field.attrs),
            attribute: attribute_name(&ident, &serde, container, context),
            serde: SerdeModel::resolve(serde, container),
            ident,
        })
    }
}
