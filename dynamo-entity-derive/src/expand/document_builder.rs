//! `AddressBuilder`, the builder of a document with defaults, which is complete once every required field is set.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Index, Visibility};

use crate::expand::{document_option, names};
use crate::model::document::{DocumentFieldModel, DocumentModel};

/// The builder, only of a document with defaults: other documents are made as any struct is.
pub(super) struct Builder<'m> {
    model: &'m DocumentModel,
    fields: &'m [DocumentFieldModel],
    name: Ident,
}

impl<'m> Builder<'m> {
    pub(super) fn of(model: &'m DocumentModel) -> Option<Self> {
        let fields = model.struct_fields();
        fields.iter().any(|field| field.default.is_some()).then(|| Builder {
            model,
            fields,
            name: names::suffixed(&model.ident, "Builder"),
        })
    }

    /// The fields that the builder must be given, each with the type parameter that records whether it is.
    fn required(&self) -> impl Iterator<Item = (&'m DocumentFieldModel, Ident)> + use<'m> {
        let fields = self.fields.iter().enumerate();
        let required = fields.filter(|(_, field)| !field.optional && document_option::default_value(field).is_none());
        required.map(|(position, field)| (field, format_ident!("__R{position}")))
    }

    fn parameters(&self) -> Vec<Ident> {
        self.required().map(|(_, parameter)| parameter).collect()
    }

    /// The builder's visibility: it names every field's type.
    fn vis(&self) -> &'m Visibility {
        names::narrowest_of(self.fields.iter().map(|field| &field.vis), &self.model.vis)
    }

    /// Renders the type, and a hidden module with a trait for each required field, whose text is the compiler's message.
    pub(super) fn types(&self) -> TokenStream {
        let DocumentModel {
            crate_path, ident, vis, ..
        } = self.model;
        let (name, module, parameters) = (&self.name, names::module(ident), self.parameters());
        let types = self.fields.iter().map(|field| &field.ty);
        let doc =
            format!("Builds an [`{ident}`] once every required field is set; defaults are evaluated when it is built.");
        let markers = self.required().map(|(field, _)| {
            let field = &field.ident;
            let message = format!("`{field}` of `{ident}` is not set");
            let label = format!("call `.{field}(…)` before this");
            quote! {
                #[diagnostic::on_unimplemented(message = #message, label = #label)]
                pub trait #field {}
                impl #field for __p::Set {}
            }
        });
        quote! {
            #[doc = #doc]
            #[must_use = "a builder does nothing until it is built"]
            #[allow(missing_debug_implementations, clippy::type_complexity)]
            #vis struct #name<#(#parameters = #crate_path::__private::Unset),*>(
                (#(#crate_path::__private::Option<#types>,)*),
                #crate_path::__private::PhantomData<(#(#parameters,)*)>,
            );
            #[doc(hidden)]
            #[allow(non_camel_case_types, non_snake_case, unreachable_pub, missing_docs, unused_imports)]
            #vis mod #module {
                use #crate_path::__private as __p;
                #(#markers)*
            }
        }
    }

    pub(super) fn impls(&self) -> TokenStream {
        let (ident, name, vis, module) = (
            &self.model.ident,
            &self.name,
            self.vis(),
            names::module(&self.model.ident),
        );
        let parameters = self.parameters();
        let nothing = self.fields.iter().map(|_| quote!(__p::None));
        let setters = self
            .fields
            .iter()
            .enumerate()
            .map(|(position, field)| self.setter(position, field));
        let bounds = self.required().map(|(field, parameter)| {
            let field = &field.ident;
            quote!(#parameter: #module::#field)
        });
        let values = self.fields.iter().enumerate().map(|(position, field)| {
            let (field_ident, at) = (&field.ident, Index::from(position));
            match document_option::default_value(field) {
                Some(default) => quote!(#field_ident: self.0.#at.unwrap_or_else(|| #default)),
                None if field.optional => quote!(#field_ident: self.0.#at.unwrap_or_default()),
                None => quote!(#field_ident: __p::required(self.0.#at)),
            }
        });
        let start = "Starts a builder, which gives every field that is not set its default.";
        let build = format!("Builds the [`{ident}`].");
        quote! {
            #[automatically_derived]
            impl #ident {
                #[doc = #start]
                #vis fn builder() -> #name {
                    #name((#(#nothing,)*), __p::PhantomData)
                }
            }
            #[automatically_derived]
            impl<#(#parameters),*> #name<#(#parameters),*> {
                #(#setters)*
                #[doc = #build]
                #vis fn build(self) -> #ident
                where
                    #(#bounds,)*
                {
                    #ident { #(#values),* }
                }
            }
        }
    }

    fn setter(&self, position: usize, field: &DocumentFieldModel) -> TokenStream {
        let DocumentFieldModel {
            ident, ty, vis, docs, ..
        } = field;
        let (name, at, own) = (&self.name, Index::from(position), format_ident!("__R{position}"));
        let parameters = self.parameters();
        let set = parameters.iter().map(|parameter| {
            if *parameter == own {
                quote!(__p::Set)
            } else {
                quote!(#parameter)
            }
        });
        let (output, result) = if parameters.contains(&own) {
            (quote!(#name<#(#set),*>), quote!(#name(self.0, __p::PhantomData)))
        } else {
            (quote!(Self), quote!(self))
        };
        let fallback = format!("Sets `{ident}`.");
        let doc = if docs.is_empty() {
            quote!(#[doc = #fallback])
        } else {
            quote!(#(#docs)*)
        };
        quote! {
            #doc
            #vis fn #ident(mut self, value: impl __p::IntoValue<#ty>) -> #output {
                self.0.#at = __p::Some(__p::IntoValue::into_value(value));
                #result
            }
        }
    }
}
