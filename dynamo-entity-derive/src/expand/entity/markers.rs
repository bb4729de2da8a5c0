//! The hidden module of an entity: marker types, and traits whose texts are compiler messages.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::entity::kind::{companions, kind_ident, loaded_ident, needs_loaded};
use crate::expand::entity::{create, docs, query};
use crate::expand::names;
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role};
use crate::model::group::Group;
use crate::model::side::SideModel;

pub(super) fn module(model: &EntityModel) -> TokenStream {
    let EntityModel {
        crate_path, ident, vis, ..
    } = model;
    let module = names::module(ident);
    let required = create::required(model).map(|(_, field)| {
        let name = &field.ident;
        let message = format!("`{name}` of `{ident}` is not set");
        let label = format!("call `.{name}(…)` before this");
        quote! {
            #[diagnostic::on_unimplemented(message = #message, label = #label)]
            pub trait #name {}
            impl #name for __p::Set {}
        }
    });
    let kinds = model
        .fields
        .iter()
        .filter(|field| needs_loaded(model, field))
        .map(|field| {
            let (kind, loaded) = (kind_ident(field), loaded_ident(field));
            let (message, label) = texts(model, field);
            quote! {
                #[diagnostic::on_unimplemented(message = #message, label = #label)]
                pub trait #loaded {}
                impl #loaded for __p::Loaded {}
                pub enum #kind {}
                impl<M: #loaded, T: __p::IndexPart> __p::SetIn<M, T> for #kind {
                    fn __parts(value: &T) -> __p::PartList {
                        __p::one_part(value)
                    }
                }
            }
        });
    let steps = query::step_markers(model);
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types, non_snake_case, missing_debug_implementations, unreachable_pub, missing_docs)]
        #vis mod #module {
            use #crate_path::__private as __p;
            #(#required)*
            #(#kinds)*
            #(pub enum #steps {})*
        }
    }
}

/// Returns the read-only fields that share an index key with a group.
pub(super) fn read_only_of<'m>(model: &'m EntityModel, group: &Group) -> Vec<&'m FieldModel> {
    let Some(index) = model.indexes.get(group.index) else {
        return Vec::new();
    };
    let sides = index
        .own_sides()
        .filter(|(kind, side)| matches!(side, SideModel::Template(_)) && group.side.is_none_or(|side| side == *kind));
    let mut found: Vec<&FieldModel> = Vec::new();
    for part in sides.flat_map(|(_, side)| side.fields()) {
        if let Some(field) = model.fields.get(part)
            && field.role == Role::Readonly
            && !found.iter().any(|known| known.ident == field.ident)
        {
            found.push(field);
        }
    }
    found
}

/// Returns the groups that must be set together with these groups, because they share parts.
fn connected(model: &EntityModel, groups: &[usize]) -> Vec<usize> {
    let mut found = groups.to_vec();
    let mut at = 0;
    while let Some(group) = found.get(at).and_then(|&group| model.groups.get(group)) {
        for (position, other) in model.groups.iter().enumerate() {
            if !found.contains(&position) && other.fields.iter().any(|field| group.fields.contains(field)) {
                found.push(position);
            }
        }
        at += 1;
    }
    found.sort_unstable();
    found
}

/// Returns the texts of the compiler's message for a blind update of the field.
fn texts(model: &EntityModel, field: &FieldModel) -> (String, String) {
    let (ident, name) = (&model.ident, &field.ident);
    if let Role::Grouped(groups) = &field.role
        && let Some(group) = groups.first().and_then(|&group| model.groups.get(group))
    {
        let names = docs::names_of(model, group);
        let groups: Vec<&Group> = connected(model, groups)
            .into_iter()
            .filter_map(|group| model.groups.get(group))
            .collect();
        let read_only = groups.iter().flat_map(|group| read_only_of(model, group)).next();
        if let Some(read_only) = read_only {
            return (
                format!(
                    "{names} of `{ident}` form one index key with the read-only `{}`",
                    read_only.ident
                ),
                format!("load the `{ident}` and set them there: `.edit()`"),
            );
        }
        let together: Vec<_> = groups.iter().map(|group| format!("`{}`", group.ident)).collect();
        return (
            format!("{names} of `{ident}` form one index key"),
            format!(
                "a blind update sets them together, with {}; an update of a loaded `{ident}` (`.edit()`) can set one \
                 alone",
                together.join(" and ")
            ),
        );
    }
    let others = companions(model, field);
    let others: Vec<_> = others.iter().map(|other| format!("`{}`", other.ident)).collect();
    (
        format!(
            "`{name}` of `{ident}` forms one index key with the read-only {}",
            others.join(" and ")
        ),
        format!("load the `{ident}` and set it there: `.edit()`"),
    )
}
