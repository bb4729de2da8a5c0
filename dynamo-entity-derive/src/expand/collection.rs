//! The expansion of `#[derive(Collection)]`: the members as data, how an item of each member is read, and the checks across
//! the members.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use crate::expand::names;
use crate::expand::place::place;
use crate::model::collection::{CollectionKind, CollectionModel, MemberModel, Number};

pub(crate) fn expand(model: &CollectionModel) -> TokenStream {
    let CollectionModel {
        crate_path, ident, vis, ..
    } = model;
    let (name, pattern) = (ident.unraw().to_string(), &model.pattern.text);
    let entities: Vec<_> = model.members.iter().map(|member| &member.entity).collect();
    let found = (model.kind == CollectionKind::Struct).then(|| found_type(model));
    let implementation = match model.kind {
        CollectionKind::Struct => of_struct(model),
        CollectionKind::Enum => of_enum(model),
    };
    let members = model.members.iter().map(|member| {
        let entity = &member.entity;
        quote_spanned!(place(&member.entity)=> __p::Member::of(<#entity as __p::Entity>::SCHEMA, #pattern))
    });
    // One check for each member, so that the message points at its type.
    let checks = model.members.iter().enumerate().map(|(position, member)| {
        let check = quote_spanned!(place(&member.entity)=> __p::check_member(#name, #pattern, MEMBERS, #position));
        quote!(const _: () = #check;)
    });
    let first = entities.first();
    let doc = describe(model);
    quote! {
        #found
        const _: () = {
            use #crate_path::__private as __p;
            #[allow(unused_imports)]
            use __p::Unusable as _;
            const MEMBERS: &'static [__p::Member] = &[#(#members),*];
            const AT: usize = __p::Member::position(&MEMBERS[0]);
            #(#checks)*
            #[automatically_derived]
            #[allow(private_bounds)]
            impl #ident {
                #[doc = #doc]
                #vis fn query<__T, __K: __p::IntoPartition<__T>>(parts: __K) -> __p::CollectionQuery<Self>
                where
                    #first: __p::PartitionOf<AT, __T>,
                {
                    __p::CollectionQuery::__partition(parts)
                }
            }
            #implementation
            #(
                #[automatically_derived]
                impl __p::Collects<#entities> for #ident {}
            )*
            #[automatically_derived]
            impl<__S: #(__p::Registers<#entities>)+*> __p::ReadFrom<__S> for #ident {}
        };
    }
}

fn found_ident(model: &CollectionModel) -> Ident {
    names::suffixed(&names::module(&model.ident), "Found")
}

/// Defines the type that holds the items of a struct while it is read.
fn found_type(model: &CollectionModel) -> TokenStream {
    let CollectionModel { crate_path, vis, .. } = model;
    let found = found_ident(model);
    let fields = model
        .members
        .iter()
        .map(|MemberModel { ident, entity, .. }| quote!(#ident: #crate_path::__private::MembersFound<#entity>));
    quote! {
        #[doc(hidden)]
        #[derive(#crate_path::__private::Default)]
        #[allow(missing_debug_implementations)]
        #vis struct #found { #(#fields),* }
    }
}

fn of_struct(model: &CollectionModel) -> TokenStream {
    let ident = &model.ident;
    let found = found_ident(model);
    let arms = arms(model.members.iter().map(|member| {
        let field = &member.ident;
        let entity = &member.entity;
        quote!(found.#field.add(__p::Probe::<#entity>::member(item, table)?))
    }));
    let fields = model.members.iter().enumerate().map(|(position, member)| {
        let field = &member.ident;
        let finish = match member.number {
            Number::ExactlyOne => quote!(exactly_one),
            Number::AtMostOne => quote!(at_most_one),
            Number::Any => quote!(any_number),
        };
        quote_spanned!(place(&member.entity)=> #field: found.#field.#finish(&MEMBERS[#position])?)
    });
    implementation(
        model,
        &quote!(Self),
        &quote!(#found),
        &quote!(match member { #arms } __p::Ok(())),
        &quote!(__p::Ok(#ident { #(#fields),* })),
        None,
    )
}

fn of_enum(model: &CollectionModel) -> TokenStream {
    let ident = &model.ident;
    let arms = arms(model.members.iter().map(|member| {
        let MemberModel {
            ident: variant, entity, ..
        } = member;
        quote!(Self::#variant(__p::Probe::<#entity>::member(item, table)?))
    }));
    let decode = quote! {
        fn __decode(member: usize, item: __p::StoredItem<'_, '_>, table: &__p::TableSchema) -> __p::Result<Self, __p::Error> {
            __p::Ok(match member { #arms })
        }
    };
    let collection = implementation(
        model,
        &quote!(__p::Vec<Self>),
        &quote!(__p::Vec<Self>),
        &quote! {
            found.push(<Self as __p::Collection>::__decode(member, item, table)?);
            __p::Ok(())
        },
        &quote!(__p::Ok(found)),
        Some(&decode),
    );
    quote! {
        #collection
        #[automatically_derived]
        impl __p::Pages for #ident {}
    }
}

fn implementation(
    model: &CollectionModel,
    output: &TokenStream,
    found: &TokenStream,
    add: &TokenStream,
    finish: &TokenStream,
    decode: Option<&TokenStream>,
) -> TokenStream {
    let ident = &model.ident;
    let name = ident.unraw().to_string();
    quote! {
        #[automatically_derived]
        impl __p::Collection for #ident {
            type Output = #output;
            type __Found = #found;
            const __NAME: &'static str = #name;
            const __MEMBERS: &'static [__p::Member] = MEMBERS;
            fn __add(
                found: &mut #found,
                member: usize,
                item: __p::StoredItem<'_, '_>,
                table: &__p::TableSchema,
            ) -> __p::Result<(), __p::Error> {
                #add
            }
            fn __finish(found: #found) -> __p::Result<#output, __p::Error> {
                #finish
            }
            #decode
        }
    }
}

/// Renders match arms, `0 => first, 1 => second, _ => third`: a member's position is always within its collection.
fn arms(values: impl ExactSizeIterator<Item = TokenStream>) -> TokenStream {
    let last = values.len().saturating_sub(1);
    let arms = values.enumerate().map(|(position, value)| {
        if position == last {
            quote!(_ => #value,)
        } else {
            quote!(#position => #value,)
        }
    });
    quote!(#(#arms)*)
}

fn describe(model: &CollectionModel) -> String {
    let members: Vec<_> = model
        .members
        .iter()
        .map(|member| format!("`{}`", member.ident.unraw()))
        .collect();
    format!(
        "Queries one partition of the access pattern `{}` for {}: takes the parts of the partition key in the order of its template, several as a tuple.",
        model.pattern.text,
        members.join(" and ")
    )
}
