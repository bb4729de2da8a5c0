//! The kind of each path, and what it depends on.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Ident, Type};

use crate::expand::names;
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role};
use crate::model::index::IndexModel;
use crate::model::side::SideModel;

/// `Option<String>` to `String`, where it is written so.
pub(super) fn inner_type(ty: &Type) -> &Type {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && last.ident == "Option"
        && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(syn::GenericArgument::Type(inner)) = arguments.args.first()
    {
        return inner;
    }
    match ty {
        Type::Group(group) => inner_type(&group.elem),
        Type::Paren(paren) => inner_type(&paren.elem),
        ty => ty,
    }
}

/// Whether the field can only be set where the other parts of a key are known: it shares one with parts that may change, or
/// with one that is read-only and so never set beside it.
pub(super) fn needs_loaded(model: &EntityModel, field: &FieldModel) -> bool {
    matches!(field.role, Role::Grouped(_)) || (field.role == Role::Solo && !companions(model, field).is_empty())
}

/// The read-only fields that share an index key with this one.
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

/// The kind of a field that needs the others to be loaded.
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
