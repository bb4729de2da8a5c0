//! `UserUpdate`: an optional change for each mutable field.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::entity::part_use::PartUse;
use crate::expand::entity::{docs, schema};
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role, inner_type};

/// Returns the fields that an update may change as a whole, with their positions.
pub(super) fn changeable(model: &EntityModel) -> impl Iterator<Item = (usize, &FieldModel)> {
    let fields = model.fields.iter().enumerate();
    fields.filter(|(_, field)| matches!(field.role, Role::Plain | Role::Solo | Role::Grouped(_)))
}

pub(super) fn types(model: &EntityModel) -> TokenStream {
    let EntityModel {
        crate_path, ident, vis, ..
    } = model;
    let name = &model.types.update;
    let doc = format!(
        "Changes to a [`{ident}`], for `apply`. When deserialized, an absent field is kept and a `null` removes an \
         optional field."
    );
    let members = changeable(model).map(|(_, field)| {
        let FieldModel {
            ident: member,
            ty,
            vis,
            docs,
            ..
        } = field;
        let doc = docs::documented(docs, &format!("`{member}` of `{ident}`."));
        if field.optional {
            let ty = inner_type(ty);
            quote!(#doc #vis #member: #crate_path::Change<#ty>)
        } else {
            quote!(#doc #vis #member: #crate_path::__private::Option<#ty>)
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(Default)]
        #vis struct #name { #(#members),* }
    }
}

pub(super) fn impls(model: &EntityModel) -> TokenStream {
    let ident = &model.ident;
    let name = &model.types.update;
    let applied = changeable(model).map(|(position, field)| {
        let member = &field.ident;
        let ty = &field.ty;
        let apply = match schema::written_part(model, position) {
            Some(PartUse::Template) => Some(quote!(__p::Probe::<#ty>::apply)),
            Some(PartUse::Native) => Some(quote!(__p::Probe::<#ty>::apply_native)),
            None => None,
        };
        match (apply, field.optional) {
            (Some(apply), true) => quote!(#apply(update, &f.#member, __p::changed(self.#member));),
            (Some(apply), false) => quote!(#apply(update, &f.#member, self.#member);),
            (None, true) => quote!(update.optional(&f.#member, self.#member);),
            (None, false) => quote!(update.field(&f.#member, self.#member);),
        }
    });
    let kept = changeable(model).map(|(_, field)| {
        let member = &field.ident;
        let is_kept = if field.optional {
            quote!(is_keep)
        } else {
            quote!(is_none)
        };
        quote!(self.#member.#is_kept())
    });
    let is_empty = all(kept);
    let arms = changeable(model).map(|(_, field)| {
        let (member, attribute) = (&field.ident, &field.attribute);
        let value = read(field);
        quote!(#attribute => self.#member = #value,)
    });
    let names = changeable(model).map(|(_, field)| &field.attribute);
    let other = if model.update_denies_unknown_fields {
        quote!(__p::refuse_field(attribute, &[#(#names),*]))
    } else {
        quote!(__p::skip_value(map))
    };
    quote! {
        #[automatically_derived]
        impl __p::Changes<#ident> for #name {
            type __Mode = __p::Unloaded;
            fn is_empty(&self) -> bool {
                #is_empty
            }
            fn __apply(self, update: &mut __p::Applied<'_, #ident>) {
                let f = <#ident as __p::Entity>::FIELDS;
                #(#applied)*
            }
        }
        #[automatically_derived]
        impl<'de> __p::ReadChanges<'de> for #name {
            fn read<__A: __p::MapAccess<'de>>(&mut self, attribute: &str, map: &mut __A) -> __p::Result<(), __A::Error> {
                match attribute {
                    #(#arms)*
                    _ => #other?,
                }
                __p::Ok(())
            }
        }
    }
}

/// Joins conditions with `&&`.
pub(in crate::expand) fn all(conditions: impl Iterator<Item = TokenStream>) -> TokenStream {
    let conditions: Vec<_> = conditions.collect();
    if conditions.is_empty() {
        quote!(true)
    } else {
        quote!(#(#conditions)&&*)
    }
}

/// Renders the code that reads one field from a map that is positioned at its value.
fn read(field: &FieldModel) -> TokenStream {
    let ty = &field.ty;
    let value = match &field.serde.deserialize_with {
        None if field.optional => return quote!(map.next_value()?),
        None => return quote!(__p::Some(map.next_value()?)),
        Some(with) => quote! {{
            struct With(#ty);
            impl<'de> __p::Deserialize<'de> for With {
                fn deserialize<__D: __p::Deserializer<'de>>(deserializer: __D) -> __p::Result<Self, __D::Error> {
                    #with(deserializer).map(With)
                }
            }
            map.next_value::<With>()?.0
        }},
    };
    if field.optional {
        quote!(__p::Change::from(#value))
    } else {
        quote!(__p::Some(#value))
    }
}
