//! The expansion of field options: the functions of `set`, `get` and `validate`, and the shapes of fields with options. A
//! field without options adds nothing.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Type};

use crate::attr::symbol::{ON_WRITE, PRECISION, SENSITIVE, TTL, UNIQUE, VERSION};
use crate::expand::entity::part_use::PartUse;
use crate::expand::option::Optioned;
use crate::expand::told::{self, Digits};
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role};
use crate::model::given::GivenForm;
use crate::model::option::ValidateModel;
use crate::template::format::Format as FormatModel;

/// Renders the functions and constants of all fields with options.
pub(super) fn items(model: &EntityModel) -> TokenStream {
    let items = model.fields.iter().map(|field| {
        let functions = optioned(field).functions();
        let stored = stored_shape(field).map(|shape| constant(&stored_ident(field), &shape));
        let item = item_shape(field).map(|shape| constant(&item_ident(field), &shape));
        quote!(#functions #stored #item)
    });
    quote!(#(#items)*)
}

fn optioned(field: &FieldModel) -> Optioned<'_> {
    Optioned {
        ident: &field.ident,
        ty: &field.ty,
        optional: field.optional,
        options: &field.options,
    }
}

fn constant(ident: &Ident, shape: &TokenStream) -> TokenStream {
    quote! {
        #[allow(non_upper_case_globals)]
        const #ident: &__p::Shape = #shape;
    }
}

fn function_ident(name: &str, field: &FieldModel) -> Ident {
    optioned(field).name(name)
}

fn stored_ident(field: &FieldModel) -> Ident {
    function_ident("stored", field)
}

fn item_ident(field: &FieldModel) -> Ident {
    function_ident("item", field)
}

fn given_type(field: &FieldModel) -> &Type {
    optioned(field).given_type()
}

// ---- shapes

/// Renders the shape of serde's value of the field, without any option.
fn plain_shape(field: &FieldModel) -> TokenStream {
    let ty = &field.ty;
    match field.serde.serialize_with {
        Some(_) => quote!(&__p::Shape::Plain),
        None if field.role == Role::Skipped => quote!(&__p::Shape::Plain),
        None => told::shape(
            ty,
            field
                .digits
                .filter(|digits| *digits < 9)
                .map_or(Digits::Nine, Digits::Few),
        ),
    }
}

/// Renders the shape of a value after `set`, if an option changes it.
fn stored_shape(field: &FieldModel) -> Option<TokenStream> {
    let ty = &field.ty;
    let ttl = field.options.has(TTL).then(|| quote!(__p::Probe::<#ty>::TIME_TO_LIVE));
    if !field.options.has(SENSITIVE) {
        return ttl;
    }
    let inner = ttl.unwrap_or_else(|| plain_shape(field));
    Some(quote!(&__p::Shape::Converted(&__p::Conversion::new(#inner).sensitive())))
}

/// Renders the shape of the field in the whole item, which serde sees before `set` and after `get`.
fn item_shape(field: &FieldModel) -> Option<TokenStream> {
    if field.options.set.is_none() && field.options.get.is_none() {
        return None;
    }
    let conversions = optioned(field).conversions(&plain_shape(field));
    let inner = path_shape(field);
    Some(quote!(&__p::Shape::Converted(&__p::Conversion::new(#inner) #conversions)))
}

/// Renders the shape of the field's path.
pub(super) fn path_shape(field: &FieldModel) -> TokenStream {
    match stored_shape(field) {
        Some(_) => stored_ident(field).into_token_stream(),
        None => plain_shape(field),
    }
}

/// Renders the shape of the field in the item.
pub(super) fn field_shape(field: &FieldModel) -> TokenStream {
    match item_shape(field) {
        Some(_) => item_ident(field).into_token_stream(),
        None => path_shape(field),
    }
}

/// Whether an option changes how a value of the field is encoded.
pub(super) fn is_shaped(field: &FieldModel) -> bool {
    stored_shape(field).is_some()
}

// ---- set

/// Renders `set` as a function on the field's whole type.
pub(super) fn set(field: &FieldModel) -> Option<TokenStream> {
    optioned(field).set()
}

/// Applies `set` to a value of the field's whole type.
pub(super) fn apply_set(field: &FieldModel, value: &TokenStream) -> TokenStream {
    let function = function_ident("set", field);
    if field.optional {
        quote!(#value.map(#function))
    } else {
        quote!(#function(#value))
    }
}

/// Renders `set` for a value that a query takes for the field.
pub(super) fn set_target(field: &FieldModel, format: Option<&FormatModel>) -> Option<TokenStream> {
    field.options.set.as_ref()?;
    let function = function_ident("set", field);
    Some(match GivenForm::of(format) {
        GivenForm::Native => quote!(|value| __p::Native::map(value, #function)),
        GivenForm::ValueOrText => quote!(|value| __p::Formatted::map(value, #function)),
        GivenForm::Value => quote!(#function),
    })
}

// ---- the field's entry in the schema

/// Renders `.__set(|part| …)` for a part with `set`.
pub(super) fn set_given(field: &FieldModel, part_use: PartUse) -> Option<TokenStream> {
    field.options.set.as_ref()?;
    let (function, ty) = (function_ident("set", field), given_type(field));
    let given = match part_use {
        PartUse::Template => quote!(set_given),
        PartUse::Native => quote!(set_given_native),
    };
    Some(quote!(.__set(|part| __p::Probe::<#ty>::#given(part, #function))))
}

/// Renders `.__version::<u32>()` and similar calls, at the span of the type.
pub(super) fn facts(model: &EntityModel, field: &FieldModel, at: Span) -> TokenStream {
    let ty = &field.ty;
    let version = field
        .options
        .has(VERSION)
        .then(|| quote_spanned!(at=> .__version::<#ty>()));
    let on_write = field.options.has(ON_WRITE).then(|| quote!(.__on_write()));
    let unique = field
        .options
        .has(UNIQUE)
        .then(|| quote_spanned!(at=> .__unique::<#ty>()));
    let within = (!field.options.within.is_empty()).then(|| {
        let parts = Literal::usize_unsuffixed(model.parts_within(field));
        quote!(.__within(#parts))
    });
    let ttl = field.options.has(TTL).then(|| quote_spanned!(at=> .__ttl::<#ty>()));
    let validate = optioned(field).check(&path_shape(field)).map(|check| {
        let given = given_type(field);
        let demand = match &field.options.validate {
            Some(ValidateModel::Regex(_)) => Some(quote_spanned!(at=> .__matching::<#given>())),
            _ => None,
        };
        quote!(#demand.__validated(#check))
    });
    let precise = field.options.has(PRECISION).then(|| {
        let shape = plain_shape(field);
        quote_spanned!(at=> .__precise(#shape))
    });
    quote!(#version #on_write #unique #within #ttl #precise #validate)
}

// ---- fields that every write sets

/// Renders `fn __version` and `fn __touch` of the entity, if it has such fields.
pub(super) fn upkeep_functions(model: &EntityModel) -> TokenStream {
    let version = model.fields.iter().find(|field| field.options.has(VERSION));
    let kept_up: Vec<_> = model
        .fields
        .iter()
        .filter_map(|field| {
            let (ident, ty) = (&field.ident, &field.ty);
            if field.options.has(VERSION) {
                Some(quote!(__p::Probe::<#ty>::advance(&mut self.#ident);))
            } else if field.options.has(ON_WRITE) {
                let value = crate::expand::entity::default::default_value(field);
                Some(quote!(self.#ident = #value;))
            } else {
                None
            }
        })
        .collect();
    let version = version.map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote! {
            fn __version(&self) -> __p::Option<__p::Version> {
                __p::Probe::<#ty>::version(&self.#ident)
            }
        }
    });
    let touch = (!kept_up.is_empty()).then(|| {
        quote! {
            fn __touch(&mut self) {
                #(#kept_up)*
            }
        }
    });
    quote!(#version #touch)
}
