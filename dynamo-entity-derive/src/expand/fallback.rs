//! What stands in for an expansion after mistakes, so that one mistake is one message: the impls that other code asks for are
//! there, and nothing of them can run, because nothing compiled.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Path, parse_quote};

/// An entity of which nothing is known.
pub(crate) fn entity(input: &DeriveInput) -> TokenStream {
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let ident = &input.ident;
    let crate_path = crate_path(input);
    quote! {
        const _: () = {
            use #crate_path::__private as __p;
            #[automatically_derived]
            impl __p::Entity for #ident {
                const SCHEMA: &'static __p::EntitySchema = __p::BROKEN;
                type Key = ();
                type Fields = ();
                type Create = ();
                type Update = __p::Broken;
                type Query = ();
                const FIELDS: () = ();
                const CREATE: () = ();
                const QUERY: () = ();
                fn __part(&self, _: usize) -> __p::Part<'_> {
                    __p::Part::Absent
                }
                fn __serialize<__S: __p::Serializer>(&self, _: __S) -> __p::Result<__S::Ok, __S::Error> {
                    __p::broken_serialize::<__S>()
                }
                fn __deserialize<'de, __D: __p::Deserializer<'de>>(_: __D) -> __p::Result<Self, __D::Error> {
                    __p::broken_deserialize::<Self, __D>()
                }
                fn key(&self) {}
            }
            #[automatically_derived]
            impl<__K> __p::KeyFrom<__K> for #ident {
                fn key_from(_: __K) -> __p::PrimaryKey<Self> {
                    __p::PrimaryKey::__new([])
                }
            }
            #[automatically_derived]
            impl __p::IntoEntity for #ident {
                type Entity = #ident;
                fn into_entity(self) -> #ident {
                    self
                }
            }
            #[automatically_derived]
            impl __p::UpdateCreates for #ident {}
        };
    }
}

/// `#[entity(crate = "…")]`, as far as it can be read among mistakes.
fn crate_path(input: &DeriveInput) -> Path {
    let mut found = None;
    for attribute in input
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("entity"))
    {
        // A mistake in the attribute is reported where it is parsed for good.
        let _ = attribute.parse_nested_meta(|meta| {
            let value: syn::Expr = meta.value()?.parse()?;
            if meta.path.is_ident("crate")
                && let syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(path),
                    ..
                }) = value
            {
                found = path.parse().ok();
            }
            Ok(())
        });
    }
    found.unwrap_or_else(|| parse_quote!(::dynamo_entity))
}

pub(crate) fn document(_: &DeriveInput) -> TokenStream {
    TokenStream::new()
}

pub(crate) fn projection(_: &DeriveInput) -> TokenStream {
    TokenStream::new()
}

pub(crate) fn table(_: &DeriveInput) -> TokenStream {
    TokenStream::new()
}

pub(crate) fn key_part(_: &DeriveInput) -> TokenStream {
    TokenStream::new()
}
