//! The resolved `#[derive(Projection)]`: a subset of an entity's fields.

use syn::{DeriveInput, Ident, Path};

use crate::attr::projection::ProjectionAttr;
use crate::attr::serde::SerdeContainer;
use crate::error::Context;
use crate::model::document::DocumentFieldModel;
use crate::model::{default_crate_path, shape};

pub(crate) struct ProjectionModel {
    pub(crate) crate_path: Path,
    pub(crate) ident: Ident,
    pub(crate) entity: Path,
    pub(crate) fields: Vec<DocumentFieldModel>,
}

impl ProjectionModel {
    pub(crate) fn resolve(input: &DeriveInput, context: &Context) -> Option<Self> {
        let attr = ProjectionAttr::read(input, context);
        let container = SerdeContainer::read(&input.attrs);
        let named = shape::named_fields(input, "Projection", context)?;
        let resolve = |field| DocumentFieldModel::resolve(field, &container, context);
        let fields = named.iter().filter_map(resolve).collect();
        Some(ProjectionModel {
            crate_path: attr.crate_path.unwrap_or_else(default_crate_path),
            ident: input.ident.clone(),
            entity: attr.entity?,
            fields,
        })
    }
}
