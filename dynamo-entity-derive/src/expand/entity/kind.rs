//! The kind of each path, and the facts that it depends on.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;
use syn::ext::IdentExt;

use crate::expand::names;
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role};
use crate::model::index::IndexModel;
use crate::model::side::SideModel;

/// Whether the field can only be set if the other parts of a key are loaded: it shares a key with parts that may change, or
/// with a read-only part, which updates never set.
pub(super) fn needs_loaded(model: &EntityModel, field: &FieldModel) -> bool {
    matches!(field.role, Role::Grouped(_)) || (field.role == Role::Solo && !companions(model, field).is_empty())
}

/// Returns the read-only fields that share an index key with this field.
pub(super) fn companions<'m>(model: &'m EntityModel, field: &FieldModel) -> Vec<&'m FieldModel> {
    let position = model.fields.iter().position(|other| other.ident == field.ident);
    let sides = model.indexes.iter().flat_map(IndexModel::own_sides);
    let shared = sides.filter_map(|(_, side)| match side {
        SideModel::Template(_) => {
            Some(side.fields()).filter(|fields| fields.iter().any(|part| Some(*part) == position))
        }
        SideModel::Attributes(_) => None,
    });
    let mut found: Vec<&FieldModel> = Vec::new();
    for part in shared.flatten() {
        if let Some(other) = model.fields.get(part)
            && other.role == Role::Readonly
            && !found.iter().any(|known| known.ident == other.ident)
        {
            found.push(other);
        }
    }
    found
}

/// Renders the kind of a field that requires the other parts to be loaded.
pub(super) fn kind(model: &EntityModel, field: &FieldModel) -> TokenStream {
    let (module, kind) = (names::module(&model.ident), kind_ident(field));
    quote!(#module::#kind)
}

pub(super) fn kind_ident(field: &FieldModel) -> Ident {
    Ident::new(&format!("part_{}", field.ident.unraw()), Span::call_site())
}

pub(super) fn loaded_ident(field: &FieldModel) -> Ident {
    Ident::new(&format!("loaded_{}", field.ident.unraw()), Span::call_site())
}
