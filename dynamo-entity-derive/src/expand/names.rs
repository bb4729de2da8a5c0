//! Names and visibility of generated items.

use syn::ext::IdentExt;
use syn::{Ident, Visibility};

use crate::expand::place::place;
use crate::model::entity::EntityModel;
use crate::model::field::FieldModel;

/// Joins `User` and `Fields` to `UserFields`.
///
/// The identifier resolves at the call site, so lints treat it as generated code, but errors point at the user's name.
pub(super) fn suffixed(ident: &Ident, suffix: &str) -> Ident {
    Ident::new(&format!("{}{suffix}", ident.unraw()), place(ident))
}

/// Returns `__User` for `User`, the module of its markers.
pub(super) fn module(ident: &Ident) -> Ident {
    Ident::new(&format!("__{}", ident.unraw()), place(ident))
}

/// Returns the visibility of an item that names the types of all these fields: the narrowest of the fields'.
pub(super) fn narrowest<'m>(model: &'m EntityModel, fields: &[usize]) -> &'m Visibility {
    let parts = fields.iter().filter_map(|&field| model.fields.get(field));
    narrowest_of(parts.map(|field: &FieldModel| &field.vis), &model.vis)
}

/// Returns the narrowest of the fields' visibilities and the type's.
pub(super) fn narrowest_of<'m>(fields: impl Iterator<Item = &'m Visibility>, ty: &'m Visibility) -> &'m Visibility {
    let hidden = fields.max_by_key(|vis| match vis {
        Visibility::Public(_) => 0,
        Visibility::Restricted(_) => 1,
        Visibility::Inherited => 2,
    });
    match (hidden, ty) {
        (Some(hidden), Visibility::Public(_)) => hidden,
        (Some(Visibility::Inherited), _) => &Visibility::Inherited,
        (_, vis) => vis,
    }
}
