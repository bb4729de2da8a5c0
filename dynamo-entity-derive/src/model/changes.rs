//! The resolved `#[derive(Changes)]`: which fields of an entity or a document may change.

use syn::{DeriveInput, Field, Ident, Path, Type};

use crate::attr::changes::ChangesAttr;
use crate::error::Context;
use crate::model::{default_crate_path, shape};

pub(crate) struct ChangesModel {
    pub(crate) crate_path: Path,
    pub(crate) ident: Ident,
    pub(crate) target: ChangesTarget,
    pub(crate) fields: Vec<ChangeModel>,
}

pub(crate) enum ChangesTarget {
    Entity {
        path: Path,
        /// The changes are applied to loaded items.
        edit: bool,
    },
    Document(Path),
}

/// The change of the field of the same name.
pub(crate) struct ChangeModel {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

impl ChangesModel {
    pub(crate) fn resolve(input: &DeriveInput, context: &Context) -> Option<Self> {
        let attr = ChangesAttr::read(input, context);
        let named = shape::named_fields(input, "Changes", context)?;
        let target = match (attr.entity, attr.document) {
            (Some(_), Some(document)) => {
                let message = format!(
                    "`{}` changes an entity or a document, not both; derive `Changes` on one struct for each",
                    input.ident
                );
                context.error(document, message);
                return None;
            }
            (Some(path), None) => ChangesTarget::Entity {
                path,
                edit: attr.edit.is_some(),
            },
            (None, Some(document)) => {
                if let Some(edit) = attr.edit {
                    let message = "a document has no index keys, so `edit` has no meaning here; write it on the \
                                   changes of the entity";
                    context.error(edit, message);
                }
                ChangesTarget::Document(document)
            }
            (None, None) => return None,
        };
        Some(ChangesModel {
            crate_path: attr.crate_path.unwrap_or_else(default_crate_path),
            ident: input.ident.clone(),
            target,
            fields: named.iter().filter_map(ChangeModel::resolve).collect(),
        })
    }
}

impl ChangeModel {
    fn resolve(field: &Field) -> Option<Self> {
        Some(ChangeModel {
            ident: field.ident.clone()?,
            ty: field.ty.clone(),
        })
    }
}
