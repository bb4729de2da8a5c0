//! The defaults of fields: a function for each, and the expression that calls it.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;
use syn::ext::IdentExt;

use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role};
use crate::model::option::DefaultModel;

/// Renders the expression of a field's default.
pub(super) fn default_value(field: &FieldModel) -> Option<TokenStream> {
    match &field.default {
        Some(DefaultModel::Std) => Some(quote!(__p::Default::default())),
        Some(DefaultModel::Expr(_)) => {
            let function = default_ident(field);
            Some(quote!(#function()))
        }
        // serde also uses the default for a skipped field.
        None if field.role == Role::Skipped => Some(quote!(__p::Default::default())),
        None => None,
    }
}

/// Renders `#[default(Role::Member)]` as a function, so that the expression, and any mistake in it, appears once in the
/// code.
pub(super) fn default_functions(model: &EntityModel) -> TokenStream {
    let functions = model.fields.iter().filter_map(|field| match &field.default {
        Some(DefaultModel::Expr(expr)) => {
            let (function, ty) = (default_ident(field), &field.ty);
            Some(quote! {
                #[allow(non_snake_case)]
                fn #function() -> #ty {
                    #expr
                }
            })
        }
        _ => None,
    });
    quote!(#(#functions)*)
}

fn default_ident(field: &FieldModel) -> Ident {
    format_ident!("__default_{}", field.ident.unraw(), span = Span::call_site())
}
