//! Fallback impls for inputs with mistakes. They satisfy the bounds of other code, so that one mistake gives one message.
//! They never run, because the program does not compile.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Path, parse_quote};

/// Expands an entity with mistakes.
pub(crate) fn entity(input: &DeriveInput) -> TokenStream {
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let ident = &input.ident;
    let crate_path = crate_path(input, "entity");
    quote! {
        const _: () = {
            use #crate_path::__private as __p;
            #[automatically_derived]
            impl __p::Entity for #ident {
                const SCHEMA: &'static __p::EntitySchema = __p::BROKEN;
                type Key = __p::Broken;
                type Fields = ();
                type Create = ();
                type Update = __p::Broken;
                type Query = ();
                const FIELDS: () = ();
                const CREATE: () = ();
                const QUERY: () = ();
                fn __part(&self, _: &__p::Field) -> __p::Part<'_> {
                    __p::Part::Absent
                }
                fn __serialize<__S: __p::Serializer>(&self, _: __S) -> __p::Result<__S::Ok, __S::Error> {
                    __p::broken_serialize::<__S>()
                }
                fn __deserialize<'de, __D: __p::Deserializer<'de>>(_: __D) -> __p::Result<Self, __D::Error> {
                    __p::broken_deserialize::<Self, __D>()
                }
                fn key(&self) -> __p::Broken {
                    __p::broken_key()
                }
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
            impl __p::UpdateCanCreate for #ident {}
            #[automatically_derived]
            impl __p::Batchable for #ident {}
            #[automatically_derived]
            impl<const __I: usize> __p::PartitionOf<__I, __p::UnknownPartition> for #ident {}
        };
    }
}

/// Expands a collection with mistakes.
pub(crate) fn collection(input: &DeriveInput) -> TokenStream {
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let ident = &input.ident;
    let vis = &input.vis;
    let crate_path = crate_path(input, "collection");
    let is_enum = matches!(input.data, Data::Enum(_));
    let output = if is_enum { quote!(__p::Vec<Self>) } else { quote!(Self) };
    let item = is_enum.then(|| {
        quote! {
            #[automatically_derived]
            impl __p::Pages for #ident {}
        }
    });
    quote! {
        const _: () = {
            use #crate_path::__private as __p;
            #[automatically_derived]
            impl #ident {
                #[doc(hidden)]
                #vis fn query<__K>(_: __K) -> __p::CollectionQuery<Self> {
                    __p::CollectionQuery::__partition::<()>(())
                }
            }
            #[automatically_derived]
            impl __p::Collection for #ident {
                type Output = #output;
                type __Found = ();
                const __NAME: &'static str = "";
                const __MEMBERS: &'static [__p::Member] = &[];
                fn __add(_: &mut (), _: usize, _: __p::StoredItem<'_, '_>, _: &__p::TableSchema) -> __p::Result<(), __p::Error> {
                    __p::broken_collection()
                }
                fn __finish(_: ()) -> __p::Result<#output, __p::Error> {
                    __p::broken_collection()
                }
            }
            #item
            #[automatically_derived]
            impl<__E> __p::Collects<__E> for #ident {}
            #[automatically_derived]
            impl<__S> __p::ReadFrom<__S> for #ident {}
        };
    }
}

/// Reads `#[entity(crate = "…")]`, as far as mistakes allow.
fn crate_path(input: &DeriveInput, attribute: &str) -> Path {
    let mut found = None;
    for attribute in input
        .attrs
        .iter()
        .filter(|candidate| candidate.path().is_ident(attribute))
    {
        // Mistakes in the attribute are reported by the `attr` stage.
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

/// Expands changes with mistakes.
pub(crate) fn changes(input: &DeriveInput) -> TokenStream {
    if !input.generics.params.is_empty() {
        return TokenStream::new();
    }
    let ident = &input.ident;
    let crate_path = crate_path(input, "changes");
    quote! {
        const _: () = {
            use #crate_path::__private as __p;
            #[automatically_derived]
            impl<__E> __p::Changes<__E> for #ident {
                type __Mode = __p::Unloaded;
                fn is_empty(&self) -> bool {
                    true
                }
                fn __apply(self, _: &mut __p::Applied<'_, __E>) {}
            }
        };
    }
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
