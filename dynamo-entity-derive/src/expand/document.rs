//! `#[derive(Document)]`: paths for the members of a nested map.

use proc_macro2::TokenStream;
use quote::quote;

use super::entity::{absent, field_shape};
use super::names;
use crate::model::document::{DocumentFieldModel, DocumentModel};

pub(crate) fn expand(model: &DocumentModel) -> TokenStream {
    let DocumentModel {
        crate_path,
        ident,
        vis,
        fields,
    } = model;
    let name = names::suffixed(ident, "Fields");
    let doc = format!("The attributes of [`{ident}`], for conditions, filters and updates.");
    let with_paths = || fields.iter().filter(|field| field.has_path());
    let members = with_paths().map(|field| {
        let DocumentFieldModel {
            ident: member,
            ty,
            vis,
            docs,
            ..
        } = field;
        let fallback = format!("`{member}` of `{ident}`.");
        let doc = if docs.is_empty() {
            quote!(#[doc = #fallback])
        } else {
            quote!(#(#docs)*)
        };
        quote!(#doc #vis #member: #crate_path::Path<#ident, #ty>)
    });
    let paths = with_paths().map(|field| {
        let DocumentFieldModel {
            ident: member,
            ty,
            attribute,
            ..
        } = field;
        match &field.serde.serialize_with {
            Some(with) => quote!(#member: __p::Path::__with(#attribute, |value, encoder| #with(value, encoder))),
            None => {
                let absent = absent(ident, member, &field.serde);
                quote!(#member: __p::Path::__new(#attribute, __p::Probe::<#ty>::SHAPE) #absent)
            }
        }
    });
    let shapes = fields.iter().filter(|field| !field.serde.skip).map(|field| {
        let DocumentFieldModel {
            ty, attribute, serde, ..
        } = field;
        let shape = match serde.serialize_with {
            Some(_) => quote!(&__p::Shape::Plain),
            None => quote!(__p::Precise::<#ty, __DIGITS>::SHAPE),
        };
        field_shape(attribute, &shape, serde)
    });
    quote! {
        #[doc = #doc]
        #[allow(missing_debug_implementations)]
        #vis struct #name { #(#members),* }
        const _: () = {
            use #crate_path::__private as __p;
            #[allow(unused_imports)]
            use __p::PlainShape as _;
            #[automatically_derived]
            impl<const __DIGITS: u8> __p::Shaped<__DIGITS> for #ident {
                const SHAPE: &'static __p::Shape =
                    &__p::Shape::Deferred(__p::DeferredShape(|| &__p::Shape::Fields(const { &[#(#shapes),*] })));
            }
            #[automatically_derived]
            impl __p::Document for #ident {
                type Fields = #name;
                const FIELDS: #name = #name { #(#paths),* };
            }
        };
    }
}
