//! `#[derive(Entity)]`: named types at module scope, impls in one `const _`.

mod create;
mod fields;
mod key;
mod markers;
mod query;
mod schema;
mod update;

pub(super) use schema::field_shape;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::names;
use crate::model::entity::EntityModel;
use crate::model::field::{DefaultModel, FieldModel, Role};

pub(crate) fn expand(model: &EntityModel) -> TokenStream {
    let crate_path = &model.crate_path;
    let types = [
        markers::module(model),
        fields::types(model),
        key::types(model),
        create::types(model),
        update::types(model),
        query::types(model),
    ];
    let impls = [
        entity_impl(model),
        key::impls(model),
        create::impls(model),
        update::impls(model),
        query::impls(model),
    ];
    quote! {
        #(#types)*
        const _: () = {
            use #crate_path::__private as __p;
            #[allow(unused_imports)]
            use __p::PlainShape as _;
            #(#impls)*
        };
    }
}

fn entity_impl(model: &EntityModel) -> TokenStream {
    let ident = &model.ident;
    let [key, fields, create, update, query] =
        ["Key", "Fields", "Create", "Update", "Query"].map(|suffix| names::suffixed(ident, suffix));
    let schema = schema::schema(model);
    let paths = fields::paths(model);
    let create_start = create::start(model);
    let parts = part_arms(model);
    let defaults = default_function(model);
    let key_fields = key::fields(model).into_iter().map(|(_, field)| &field.ident);
    let key_fields = key_fields.collect::<Vec<_>>();
    quote! {
        #[automatically_derived]
        impl __p::Entity for #ident {
            const SCHEMA: &'static __p::EntitySchema = &#schema;
            type Key = #key;
            type Fields = #fields;
            type Create = #create;
            type Update = #update;
            type Query = #query;
            const FIELDS: #fields = #paths;
            const CREATE: #create = #create_start;
            const QUERY: #query = #query(());
            fn __part(&self, field: usize) -> __p::Part<'_> {
                match field {
                    #parts
                    _ => __p::Part::Absent,
                }
            }
            fn __serialize<__S: __p::Serializer>(&self, serializer: __S) -> __p::Result<__S::Ok, __S::Error> {
                __p::Serialize::serialize(self, serializer)
            }
            fn __deserialize<'de, __D: __p::Deserializer<'de>>(deserializer: __D) -> __p::Result<Self, __D::Error> {
                __p::Deserialize::deserialize(deserializer)
            }
            #defaults
            fn key(&self) -> #key {
                #key { #(#key_fields: __p::Clone::clone(&self.#key_fields)),* }
            }
        }
    }
}

/// `0 => IndexPart::index_part(&self.user_id),`
fn part_arms(model: &EntityModel) -> TokenStream {
    let parts = model.fields.iter().enumerate().filter_map(|(position, field)| {
        let ident = &field.ident;
        match schema::part_use(model, position)? {
            schema::PartUse::Template => Some(quote!(#position => __p::IndexPart::index_part(&self.#ident),)),
            schema::PartUse::Native => Some(quote!(#position => __p::NativePart::native(&self.#ident),)),
        }
    });
    quote!(#(#parts)*)
}

/// The defaults of attributes, evaluated and encoded one at a time.
fn default_function(model: &EntityModel) -> Option<TokenStream> {
    let arms: Vec<_> = model
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.is_stored() && field.role != Role::KeyPart)
        .filter_map(|(position, field)| {
            let value = default_value(field)?;
            let ident = &field.ident;
            let make = match (schema::part_use(model, position), field.optional) {
                (Some(schema::PartUse::Template), _) => quote!(of_part),
                (_, true) => quote!(of_optional),
                (_, false) => quote!(of),
            };
            Some(quote!(#position => __p::DefaultValue::#make(&f.#ident, || #value),))
        })
        .collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn __default(field: usize) -> __p::Option<__p::DefaultValue> {
                let f = Self::FIELDS;
                match field {
                    #(#arms)*
                    _ => __p::None,
                }
            }
        }
    })
}

/// The expression of a field's default.
fn default_value(field: &FieldModel) -> Option<TokenStream> {
    match &field.default {
        Some(DefaultModel::Std) => Some(quote!(__p::Default::default())),
        Some(DefaultModel::Expr(expr)) => Some(quote!(#expr)),
        // serde makes up what it skips.
        None if field.role == Role::Skipped => Some(quote!(__p::Default::default())),
        None => None,
    }
}

/// `Option<String>` to `String`, where it is written so.
fn inner_type(ty: &Type) -> &Type {
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
