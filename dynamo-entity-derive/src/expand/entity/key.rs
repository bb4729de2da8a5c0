//! `UserKey`, and the other values that are accepted as a key.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::attr::symbol::{SENSITIVE, SET};
use crate::expand::entity::schema;
use crate::model::entity::EntityModel;
use crate::model::field::FieldModel;
use crate::model::given::GivenForm;
use crate::model::index::IndexModel;
use crate::model::side::SideModel;
use crate::template::format::Format as FormatModel;

/// Returns the fields of the primary key, in the order of the templates, each once.
pub(super) fn fields(model: &EntityModel) -> Vec<(usize, &FieldModel)> {
    let mut found: Vec<(usize, &FieldModel)> = Vec::new();
    let Some(primary) = model.indexes.first() else {
        return found;
    };
    for (_, side) in primary.own_sides() {
        for part in side.fields() {
            if let Some(field) = model.fields.get(part)
                && !found.iter().any(|(known, _)| *known == part)
            {
                found.push((part, field));
            }
        }
    }
    found
}

/// Returns how the key takes the value of a field. A field at several places of the key takes a value.
fn given(model: &EntityModel, position: usize) -> GivenForm {
    let sides = model.indexes.first().into_iter().flat_map(IndexModel::own_sides);
    let formats: Vec<&FormatModel> = sides
        .flat_map(|(_, side)| match side {
            SideModel::Template(template) => template
                .placeholders()
                .filter(|(field, _)| *field == position)
                .map(|(_, format)| format)
                .collect::<Vec<_>>(),
            SideModel::Attributes(_) => Vec::new(),
        })
        .collect();
    match formats.as_slice() {
        [format] => GivenForm::of(Some(format)),
        _ => GivenForm::Value,
    }
}

pub(super) fn types(model: &EntityModel) -> TokenStream {
    let EntityModel { ident, vis, .. } = model;
    let name = &model.types.key;
    let doc = format!("The primary key of a [`{ident}`].");
    let fields = fields(model).into_iter().map(|(_, field)| {
        let FieldModel {
            ident: field_ident,
            ty,
            vis,
            docs,
            ..
        } = field;
        let doc = crate::expand::entity::docs::documented(docs, &format!("`{field_ident}` of `{ident}`."));
        quote!(#doc #vis #field_ident: #ty)
    });
    quote! {
        #[doc = #doc]
        #vis struct #name { #(#fields),* }
    }
}

/// Whether the key has a `sensitive` part.
fn is_sensitive(model: &EntityModel) -> bool {
    fields(model).iter().any(|(_, field)| field.options.has(SENSITIVE))
}

/// Renders the call of the macro with the traits of the key. A key with a `sensitive` part has no `Display`.
fn traits(model: &EntityModel) -> TokenStream {
    let (ident, name) = (&model.ident, &model.types.key);
    let display = (!is_sensitive(model)).then(|| quote!(Display));
    let fields = fields(model).into_iter().map(|(position, field)| {
        let (ident, ty, at) = (&field.ident, &field.ty, syn::Index::from(position));
        let (part, copy) = match given(model, position) {
            GivenForm::Native => (quote!(native_part), quote!(native_copy)),
            GivenForm::Value | GivenForm::ValueOrText => (quote!(part), quote!(copy)),
        };
        quote!(#at #ident: #ty = #part #copy)
    });
    quote!(__p::key_impls!(#ident, #name [#display] { #(#fields,)* });)
}

/// Renders a key struct with copies of the fields of `self`, which is an entity or a key.
pub(super) fn copied(model: &EntityModel) -> TokenStream {
    let name = &model.types.key;
    let copies = fields(model).into_iter().map(|(position, field)| {
        let (ident, ty) = (&field.ident, &field.ty);
        let copy = match given(model, position) {
            GivenForm::Native => quote!(native_copy),
            GivenForm::Value | GivenForm::ValueOrText => quote!(copy),
        };
        quote!(#ident: __p::Probe::<#ty>::#copy(&self.#ident))
    });
    quote!(#name { #(#copies),* })
}

pub(super) fn impls(model: &EntityModel) -> TokenStream {
    let ident = &model.ident;
    let name = &model.types.key;
    let fields = fields(model);
    let bounds = fields.iter().enumerate().map(|(at, (position, field))| {
        let (parameter, ty) = (format_ident!("__V{at}"), &field.ty);
        match given(model, *position) {
            GivenForm::ValueOrText => quote!(#parameter: __p::IntoValue<__p::Formatted<#ty>>),
            GivenForm::Value | GivenForm::Native => quote!(#parameter: __p::IntoValue<#ty>),
        }
    });
    let parameters: Vec<_> = (0..fields.len()).map(|at| format_ident!("__V{at}")).collect();
    let (tuple, values): (_, Vec<_>) = match parameters.as_slice() {
        [one] => (quote!(#one), vec![quote!(key)]),
        several => {
            let indexes = (0..several.len()).map(syn::Index::from);
            (
                quote!((#(#several),*)),
                indexes.map(|index| quote!(key.#index)).collect(),
            )
        }
    };
    let parts = fields.iter().zip(values).map(|((position, field), value)| {
        let (field_ident, ty) = (&field.ident, &field.ty);
        let (make, at) = (maker(model, *position, field), schema::field(*position));
        match given(model, *position) {
            GivenForm::Value | GivenForm::Native if field.options.has(SET) => {
                quote!(__p::Probe::<#ty>::#make(#at, &f.#field_ident, __p::into_value::<#ty, _>(#value)))
            }
            GivenForm::ValueOrText => {
                quote!(__p::Probe::<#ty>::formatted(#at, &f.#field_ident, __p::IntoValue::into_value(#value)))
            }
            _ => quote!(__p::Probe::<#ty>::#make(#at, &f.#field_ident, &__p::into_value::<#ty, _>(#value))),
        }
    });
    let parts = list(&parts.collect::<Vec<_>>());
    let own_parts = fields.iter().map(|(position, field)| {
        let (field_ident, ty) = (&field.ident, &field.ty);
        let (make, at) = (maker(model, *position, field), schema::field(*position));
        let reference = (!field.options.has(SET)).then(|| quote!(&));
        quote!(__p::Probe::<#ty>::#make(#at, &f.#field_ident, #reference key.#field_ident))
    });
    let own_parts = list(&own_parts.collect::<Vec<_>>());
    let traits = traits(model);
    quote! {
        #traits
        #[automatically_derived]
        impl<#(#bounds),*> __p::KeyFrom<#tuple> for #ident {
            fn key_from(key: #tuple) -> __p::PrimaryKey<Self> {
                let f = <Self as __p::Entity>::FIELDS;
                __p::PrimaryKey::__new(#parts)
            }
        }
        #[automatically_derived]
        impl __p::KeyFrom<#name> for #ident {
            fn key_from(key: #name) -> __p::PrimaryKey<Self> {
                let f = <Self as __p::Entity>::FIELDS;
                __p::PrimaryKey::__new(#own_parts)
            }
        }
        #[automatically_derived]
        impl __p::KeyFrom<&#ident> for #ident {
            fn key_from(key: &#ident) -> __p::PrimaryKey<Self> {
                __p::PrimaryKey::__of(key)
            }
        }
    }
}

fn maker(model: &EntityModel, position: usize, field: &FieldModel) -> TokenStream {
    match given(model, position) {
        GivenForm::Native if field.options.has(SET) => quote!(set_native),
        GivenForm::Native => quote!(native),
        _ if field.options.has(SET) => quote!(set_value),
        _ if field.serde.serialize_with.is_some() => quote!(custom),
        _ => quote!(value),
    }
}

/// Renders an array, or an empty `Vec` with a known type.
fn list(items: &[TokenStream]) -> TokenStream {
    if items.is_empty() {
        quote!(__p::Vec::new())
    } else {
        quote!([#(#items),*])
    }
}
