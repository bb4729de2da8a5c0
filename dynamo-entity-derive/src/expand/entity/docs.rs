//! The doc comments of generated items.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::entity::EntityModel;
use crate::model::field::FieldModel;
use crate::model::group::Group;

pub(super) fn group_fields<'m>(model: &'m EntityModel, group: &'m Group) -> impl Iterator<Item = &'m FieldModel> {
    group.fields.iter().filter_map(|&field| model.fields.get(field))
}

/// Lists the fields of a group in backticks, as in `status` and `score`.
pub(super) fn names_of(model: &EntityModel, group: &Group) -> String {
    let names: Vec<_> = group_fields(model, group)
        .map(|field| format!("`{}`", field.ident))
        .collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// Renders the user's own doc comment, or else the `fallback` line.
pub(super) fn documented(docs: &[syn::Attribute], fallback: &str) -> TokenStream {
    if docs.is_empty() {
        quote!(#[doc = #fallback])
    } else {
        quote!(#(#docs)*)
    }
}
