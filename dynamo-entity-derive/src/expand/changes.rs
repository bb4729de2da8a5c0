//! The expansion of `#[derive(Changes)]`: each field is applied to the path of the same name, and checked against the entity.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use crate::expand::entity::update::all;
use crate::model::changes::{ChangeModel, ChangesModel, ChangesTarget};

pub(crate) fn expand(model: &ChangesModel) -> TokenStream {
    let ChangesModel {
        crate_path,
        ident,
        target,
        fields,
    } = model;
    let kept = fields
        .iter()
        .map(|ChangeModel { ident, .. }| quote!((&__p::Kept(&self.#ident)).is_keep()));
    let is_empty = all(kept);
    let is_empty = quote! {
        fn is_empty(&self) -> bool {
            #is_empty
        }
    };
    let apply = |of: &TokenStream| {
        let applied = fields.iter().map(|ChangeModel { ident, ty }| {
            let at = Span::call_site().located_at(ty.span());
            let path = match target {
                ChangesTarget::Entity { .. } => quote!(f.#ident),
                ChangesTarget::Document(_) => quote!(place.dot(f.#ident)),
            };
            quote_spanned!(at=> (&__p::Changing(&#path)).apply(self.#ident, update);)
        });
        quote! {
            let f = #of::FIELDS;
            #(#applied)*
        }
    };
    let of_target = match target {
        ChangesTarget::Entity { path, edit } => {
            let checks = checks(model, *edit);
            let mode = if *edit { quote!(Loaded) } else { quote!(Unloaded) };
            let apply = apply(&quote!(<#path as __p::Entity>));
            quote! {
                #checks
                #[automatically_derived]
                impl __p::Changes<#path> for #ident {
                    type __Mode = __p::#mode;
                    #is_empty
                    fn __apply(self, update: &mut __p::Applied<'_, #path>) {
                        #apply
                    }
                }
            }
        }
        ChangesTarget::Document(path) => {
            let apply = apply(&quote!(<#path as __p::Document>));
            quote! {
                #[automatically_derived]
                impl __p::DocumentChanges for #ident {
                    type Document = #path;
                    #is_empty
                    fn apply_at<__E>(self, place: &__p::Place<__E, #path>, update: &mut __p::Applied<'_, __E>) {
                        #apply
                    }
                }
            }
        }
    };
    quote! {
        #[allow(unused_imports, unused_variables)]
        const _: () = {
            use #crate_path::__private as __p;
            use __p::{ChangeFlattened as _, KeptNever as _, KeptWhole as _, Unchangeable as _};
            #of_target
        };
    }
}

/// Renders one check for each field, at its name.
fn checks(model: &ChangesModel, edit: bool) -> TokenStream {
    let ChangesTarget::Entity { path, .. } = &model.target else {
        return TokenStream::new();
    };
    let name = model.ident.unraw().to_string();
    let names = model.fields.iter().map(|field| field.ident.unraw().to_string());
    let checks = model.fields.iter().enumerate().map(|(position, field)| {
        let position = Literal::usize_unsuffixed(position);
        quote_spanned!(field.ident.span()=> const _: () = CHANGES.check(#position);)
    });
    quote! {
        const CHANGES: __p::ChangesSchema = __p::ChangesSchema {
            entity: <#path as __p::Entity>::SCHEMA,
            name: #name,
            fields: &[#(#names),*],
            edit: #edit,
        };
        #(#checks)*
    }
}
