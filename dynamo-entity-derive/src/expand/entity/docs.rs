//! The documentation of what is expanded.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::entity::EntityModel;
use crate::model::field::FieldModel;
use crate::model::group::Group;

pub(super) fn group_fields<'m>(model: &'m EntityModel, group: &'m Group) -> impl Iterator<Item = &'m FieldModel> {
    group.fields.iter().filter_map(|&field| model.fields.get(field))
}

/// `status` and `score`, in backticks.
pub(super) fn names_of(model: &EntityModel, group: &Group) -> String {
    let names: Vec<_> = group_fields(model, group)
        .map(|field| format!("`{}`", field.ident))
        .collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// The user's own documentation, or else a line of ours.
pub(super) fn documented(docs: &[syn::Attribute], fallback: &str) -> TokenStream {
    if docs.is_empty() {
        quote!(#[doc = #fallback])
    } else {
        quote!(#(#docs)*)
    }
}
