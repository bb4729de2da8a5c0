//! The expansion of `#[derive(Entity)]`: named types at module scope, impls in one `const _`.

mod create;
mod default;
mod docs;
pub(crate) mod fields;
mod key;
mod kind;
mod markers;
mod options;
mod part_use;
mod query;
pub(crate) mod schema;
pub(crate) mod update;
mod update_traits;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::attr::symbol::VERSION;
use crate::expand::entity::default::{default_functions, default_value};
use crate::expand::place::place;
use crate::expand::{flattening, left_out};
use crate::model::entity::EntityModel;
use crate::model::field::Role;
use crate::model::type_names::TypeNames;

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
        update_traits::impls(model),
        query::impls(model),
    ];
    let defaults = default_functions(model);
    let options = options::items(model);
    let statics = schema::statics(model);
    // Reports a missing serde derive once, at the entity's name.
    let ident = &model.ident;
    let demand = quote_spanned!(place(ident)=> const _: () = __p::stored::<#ident>(););
    let fields = model.fields.iter();
    let left_out = fields.filter_map(|field| left_out::demand(&field.ty, &field.serde));
    let fields = model.fields.iter();
    let flattened = flattening::check(ident, fields.map(|field| (&field.ident, &field.ty, &field.serde)));
    quote! {
        #(#types)*
        const _: () = {
            use #crate_path::__private as __p;
            #[allow(unused_imports)]
            use __p::{NoKeyType as _, PlainShape as _, Unusable as _};
            #demand
            #(#left_out)*
            #flattened
            #defaults
            #options
            #statics
            #(#impls)*
        };
    }
}

fn entity_impl(model: &EntityModel) -> TokenStream {
    let ident = &model.ident;
    let TypeNames {
        key,
        fields,
        update,
        query,
        ..
    } = &model.types;
    let create = create::start_type(model);
    let schema = schema::schema(model);
    let paths = fields::paths(model);
    let create_start = create::start(model);
    let parts = part_arms(model);
    let loaded_part = loaded_part_function(model);
    let defaults = default_function(model);
    let upkeep = options::upkeep_functions(model);
    let flattened = flattened_function(model);
    let copied = key::copied(model);
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
            const CREATE: Self::Create = #create_start;
            const QUERY: #query = #query(());
            fn __part(&self, field: &__p::Field) -> __p::Part<'_> {
                match field.position {
                    #parts
                    _ => __p::Part::Absent,
                }
            }
            #loaded_part
            fn __serialize<__S: __p::Serializer>(&self, serializer: __S) -> __p::Result<__S::Ok, __S::Error> {
                __p::Probe::<Self>::serialize(self, serializer)
            }
            fn __deserialize<'de, __D: __p::Deserializer<'de>>(deserializer: __D) -> __p::Result<Self, __D::Error> {
                __p::Probe::<Self>::deserialize(deserializer)
            }
            #defaults
            #upkeep
            #flattened
            fn key(&self) -> #key {
                #copied
            }
        }
    }
}

/// Renders `fn __flattened` for an entity with flattened fields, also with fields that are only read.
fn flattened_function(model: &EntityModel) -> Option<TokenStream> {
    let flattened = model
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.serde.flatten && !(field.serde.skip && field.serde.skip_reading));
    let adds: Vec<_> = flattened
        .map(|(position, field)| {
            let (ident, ty) = (&field.ident, &field.ty);
            let write = match &field.serde.serialize_with {
                _ if field.serde.skip => quote!(encoder.nothing()),
                Some(with) => quote!(#with(&self.#ident, encoder)),
                None => quote!(__p::Serialize::serialize(&self.#ident, encoder)),
            };
            let read = match &field.serde.deserialize_with {
                _ if field.serde.skip_reading => quote!(names.none()),
                Some(with) => quote!(#with(names).map(|_: #ty| ())),
                None => quote!(__p::Probe::<#ty>::deserialize(names).map(|_| ())),
            };
            let field = schema::field(position);
            quote!(flattened.add(#field, |encoder| #write, |names| #read);)
        })
        .collect();
    (!adds.is_empty()).then(|| {
        quote! {
            fn __flattened(&self, flattened: &mut __p::FlattenedAttributes) {
                #(#adds)*
            }
        }
    })
}

/// Renders match arms such as `0 => IndexPart::index_part(&self.user_id),`.
fn part_arms(model: &EntityModel) -> TokenStream {
    let parts = model.fields.iter().enumerate().filter_map(|(position, field)| {
        let (ident, ty) = (&field.ident, &field.ty);
        let part_use = part_use::part_use(model, position)?;
        if let Some(set) = options::set(field) {
            let part = match part_use {
                part_use::PartUse::Template => quote!(set_part),
                part_use::PartUse::Native => quote!(set_native_part),
            };
            return Some(quote!(#position => __p::Probe::<#ty>::#part(&self.#ident, #set),));
        }
        match part_use {
            part_use::PartUse::Template => Some(quote!(#position => __p::Probe::<#ty>::part(&self.#ident),)),
            part_use::PartUse::Native => Some(quote!(#position => __p::Probe::<#ty>::native_part(&self.#ident),)),
        }
    });
    quote!(#(#parts)*)
}

/// Renders `fn __loaded_part` for an entity with parts that have `set` and no `get`.
fn loaded_part_function(model: &EntityModel) -> Option<TokenStream> {
    let parts = model.fields.iter().enumerate().filter_map(|(position, field)| {
        let (ident, ty) = (&field.ident, &field.ty);
        let set = options::set(field).filter(|_| field.options.get.is_none())?;
        let part = match part_use::part_use(model, position)? {
            part_use::PartUse::Template => quote!(loaded_part),
            part_use::PartUse::Native => quote!(loaded_native_part),
        };
        Some(quote!(#position => __p::Probe::<#ty>::#part(&self.#ident, #set),))
    });
    let parts: Vec<_> = parts.collect();
    (!parts.is_empty()).then(|| {
        quote! {
            fn __loaded_part(&self, field: &__p::Field) -> __p::Part<'_> {
                match field.position {
                    #(#parts)*
                    _ => __p::Entity::__part(self, field),
                }
            }
        }
    })
}

/// Renders a function that evaluates and encodes the default of one attribute.
fn default_function(model: &EntityModel) -> Option<TokenStream> {
    let arms: Vec<_> = model
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !matches!(field.role, Role::Skipped | Role::KeyPart) && !field.options.has(VERSION))
        .filter_map(|(position, field)| {
            let value = default_value(field)?;
            let (ident, ty) = (&field.ident, &field.ty);
            let make = match (schema::written_part(model, position), field.optional) {
                (Some(part_use::PartUse::Template), _) => quote!(Probe::<#ty>::default_part),
                (Some(part_use::PartUse::Native), _) => quote!(Probe::<#ty>::default_native_part),
                (_, true) => quote!(DefaultValue::of_optional),
                (_, false) => quote!(DefaultValue::of),
            };
            Some(quote!(#position => __p::#make(&f.#ident, || #value),))
        })
        .collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn __default(field: &__p::Field) -> __p::Option<__p::DefaultValue> {
                let f = Self::FIELDS;
                match field.position {
                    #(#arms)*
                    _ => __p::None,
                }
            }
        }
    })
}
