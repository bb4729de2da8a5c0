//! `UserCreate`, the builder, which is complete once every required field is set.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Index};

use crate::attr::symbol::{UNIQUE, VERSION};
use crate::expand::entity::default::default_value;
use crate::expand::entity::{docs, schema};
use crate::expand::names;
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role, inner_type};

/// Returns the fields that a builder must be given.
pub(super) fn required(model: &EntityModel) -> impl Iterator<Item = (usize, &FieldModel)> {
    let fields = model.fields.iter().enumerate();
    fields.filter(|(_, field)| !field.optional && default_value(field).is_none())
}

/// Returns one type parameter per required field, which records whether the field is set.
fn parameters(model: &EntityModel) -> Vec<Ident> {
    required(model)
        .map(|(position, _)| format_ident!("__R{position}"))
        .collect()
}

pub(super) fn types(model: &EntityModel) -> TokenStream {
    let EntityModel {
        crate_path, ident, vis, ..
    } = model;
    let name = &model.types.create;
    let parameters = parameters(model);
    let types = model.fields.iter().map(|field| &field.ty);
    let doc = format!(
        "Builds a [`{ident}`] once every required field is set; defaults are evaluated when it is built. Each parameter \
         says whether a required field is set; without parameters, all are."
    );
    quote! {
        #[doc = #doc]
        #[must_use = "a builder does nothing until it is passed to an operation"]
        #[allow(clippy::type_complexity)]
        #vis struct #name<#(#parameters = #crate_path::Set),*>(
            (#(#crate_path::__private::Option<#types>,)*),
            #crate_path::__private::PhantomData<(#(#parameters,)*)>,
        );
    }
}

/// Renders the type of the empty builder.
pub(super) fn start_type(model: &EntityModel) -> TokenStream {
    let name = &model.types.create;
    let unset = required(model).map(|_| quote!(__p::Unset));
    quote!(#name<#(#unset),*>)
}

/// Renders the empty builder.
pub(super) fn start(model: &EntityModel) -> TokenStream {
    let name = &model.types.create;
    let nothing = model.fields.iter().map(|_| quote!(__p::None));
    quote!(#name((#(#nothing,)*), __p::PhantomData))
}

pub(super) fn impls(model: &EntityModel) -> TokenStream {
    let ident = &model.ident;
    let vis = names::narrowest(model, &(0..model.fields.len()).collect::<Vec<_>>());
    let module = names::module(ident);
    let name = &model.types.create;
    let parameters = parameters(model);
    let setters = model
        .fields
        .iter()
        .enumerate()
        .map(|(position, field)| setter(model, position, field, &parameters));
    let bounds = required(model).zip(&parameters).map(|((_, field), parameter)| {
        let required = &field.ident;
        quote!(#parameter: #module::#required)
    });
    let values = model.fields.iter().enumerate().map(|(position, field)| {
        let (field_ident, at) = (&field.ident, Index::from(position));
        match default_value(field) {
            Some(default) => quote!(#field_ident: self.0.#at.unwrap_or_else(|| #default)),
            None if field.optional => quote!(#field_ident: self.0.#at.unwrap_or_default()),
            None => quote!(#field_ident: __p::required(self.0.#at)),
        }
    });
    let unset: Vec<_> = model
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.role != Role::Skipped && field.default.is_some() && !field.options.is_kept_up())
        .map(|(position, _)| {
            let at = Index::from(position);
            let field = schema::field(position);
            quote!((#field, self.0.#at.is_some()))
        })
        .collect();
    let unset = (!unset.is_empty()).then(|| {
        quote! {
            fn __unset(&self) -> __p::Vec<&'static __p::Field> {
                __p::unset(&[#(#unset),*])
            }
        }
    });
    let creates = model
        .fields
        .iter()
        .all(|field| {
            // Serde does not use the default of a flattened field.
            let has_default = field.serde.has_default && !field.serde.flatten;
            field.role == Role::KeyPart || field.optional || has_default || default_value(field).is_some()
        })
        .then(|| {
            quote! {
                #[automatically_derived]
                impl __p::UpdateCanCreate for #ident {}
            }
        });
    // A batch supports neither conditions nor extra items.
    let is_alone = |field: &FieldModel| !field.options.has(UNIQUE) && !field.options.has(VERSION);
    let alone = model.fields.iter().all(is_alone).then(|| {
        quote! {
            #[automatically_derived]
            impl __p::Batchable for #ident {}
        }
    });
    let doc = format!("Builds the [`{ident}`] and evaluates the default of every field that is not set.");
    let traits = traits(model, &parameters);
    quote! {
        #traits
        #[automatically_derived]
        impl<#(#parameters),*> #name<#(#parameters),*> {
            #(#setters)*
            #[doc = #doc]
            #vis fn build(self) -> #ident
            where
                Self: __p::IntoEntity<Entity = #ident>,
            {
                __p::IntoEntity::into_entity(self)
            }
        }
        #[automatically_derived]
        impl<#(#bounds),*> __p::IntoEntity for #name<#(#parameters),*> {
            type Entity = #ident;
            fn into_entity(self) -> #ident {
                #ident { #(#values),* }
            }
            #unset
        }
        #[automatically_derived]
        impl __p::IntoEntity for #ident {
            type Entity = #ident;
            fn into_entity(self) -> #ident {
                self
            }
        }
        #creates
        #alone
    }
}

/// Renders the calls of the macros with the traits of the builder. Only serde knows the names of a flattened field, so the
/// builder of an entity with such a field is not `Deserialize`.
fn traits(model: &EntityModel, parameters: &[Ident]) -> TokenStream {
    let (ident, name) = (&model.ident, &model.types.create);
    let values = model.fields.iter().enumerate().map(|(position, field)| {
        let (at, ty) = (Index::from(position), &field.ty);
        quote!(#at: #ty)
    });
    let is_flattened = |field: &FieldModel| field.role == Role::Flattened;
    let body = (!model.fields.iter().any(is_flattened)).then(|| {
        let denies = model.create_denies_unknown_fields.is_some();
        let fields = model.fields.iter().enumerate();
        let read = fields
            .filter(|(_, field)| field.is_stored() && !field.serde.skip_reading && default_value(field).is_none());
        let read = read.map(|(position, field)| {
            let (at, ty) = (Index::from(position), &field.ty);
            let with = field.serde.deserialize_with.as_ref().map(|with| quote!(: #ty = #with));
            quote!(#at #with)
        });
        quote!(__p::create_body!(#ident, #name [#(#parameters),*] #denies { #(#read,)* });)
    });
    quote! {
        __p::create_impls!(#ident, #name [#(#parameters),*] { #(#values,)* });
        #body
    }
}

fn setter(model: &EntityModel, position: usize, field: &FieldModel, parameters: &[Ident]) -> TokenStream {
    let FieldModel {
        ident, ty, vis, docs, ..
    } = field;
    let name = &model.types.create;
    let at = Index::from(position);
    let own = format_ident!("__R{position}");
    let is_required = parameters.contains(&own);
    let set = parameters.iter().map(|parameter| {
        if *parameter == own {
            quote!(__p::Set)
        } else {
            quote!(#parameter)
        }
    });
    let (output, result) = if is_required {
        (quote!(#name<#(#set),*>), quote!(#name(self.0, __p::PhantomData)))
    } else {
        (quote!(Self), quote!(self))
    };
    let doc = docs::documented(docs, &format!("Sets `{ident}`."));
    let (given, value) = if field.optional {
        let ty = inner_type(ty);
        (
            quote!(__p::IntoOption<#ty>),
            quote!(__p::IntoOption::into_option(value)),
        )
    } else {
        (quote!(__p::IntoValue<#ty>), quote!(__p::IntoValue::into_value(value)))
    };
    quote! {
        #doc
        #vis fn #ident(mut self, value: impl #given) -> #output {
            self.0.#at = __p::Some(#value);
            #result
        }
    }
}
