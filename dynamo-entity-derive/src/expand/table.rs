//! The expansion of `#[derive(Table)]`: the table as data, its entities as impls, and the checks across the entities.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::expand::place::place;
use crate::model::attribute_names::{index_partition_key, index_sort_key};
use crate::model::table::{TableIndexModel, TableModel};

pub(crate) fn expand(model: &TableModel) -> TokenStream {
    let TableModel {
        crate_path,
        ident,
        entities,
        ..
    } = model;
    let (pk, sk, type_attribute) = (&model.pk.text, &model.sk.text, &model.type_attribute.text);
    let version = model.version_attribute.as_ref().map(|name| {
        let name = &name.text;
        quote!(.__with_version(#name))
    });
    let schemas = entities
        .iter()
        .map(|entity| quote_spanned!(place(entity)=> <#entity as __p::Entity>::SCHEMA));
    let renamed = model.indexes.iter().map(|index| {
        let TableIndexModel { name, pk, sk, .. } = index;
        let name = &name.text;
        let pk = pk
            .as_ref()
            .map_or_else(|| index_partition_key(name), |pk| pk.text.clone());
        let sk = sk.as_ref().map_or_else(|| index_sort_key(name), |sk| sk.text.clone());
        quote!(__p::IndexKeys::__new(#name, #pk, #sk))
    });
    // Each entity is compared with those before it in a constant of its own.
    let meetings = (0..entities.len()).map(|position| quote!(const { &__p::meetings::<#position>(ENTITIES) }));
    // One check per entity, so that the message points at its name.
    let checks = entities
        .iter()
        .enumerate()
        .map(|(position, entity)| quote_spanned!(place(entity)=> const _: () = __p::check_table(TABLE, #position);));
    quote! {
        // The number of entity pairs grows quadratically; the lint targets infinite loops.
        #[allow(long_running_const_eval)]
        const _: () = {
            use #crate_path::__private as __p;
            const ENTITIES: &[&__p::EntitySchema] = &[#(#schemas),*];
            const TABLE: &__p::TableSchema = &__p::TableSchema::__new(
                ENTITIES,
                __p::IndexKeys::__new("", #pk, #sk),
                #type_attribute,
                &[#(#renamed),*],
            )#version.__with_meetings(&[#(#meetings),*]).__with_visitors();
            #[automatically_derived]
            impl __p::Schema for #ident {
                fn schema() -> &'static __p::TableSchema {
                    TABLE
                }
            }
            #(
                #[automatically_derived]
                #[diagnostic::do_not_recommend]
                impl __p::Registers<#entities> for #ident {}
            )*
            #(#checks)*
        };
    }
}
