//! The expansion of `#[document(…)]` on fields: the shapes of fields with options, their defaults, and the kinds of their
//! paths.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Path;
use syn::spanned::Spanned;

use crate::attr::symbol::READONLY;
use crate::expand::option::Optioned;
use crate::expand::told::{self, Digits};
use crate::model::document::{DocumentFieldModel, DocumentModel};
use crate::model::option::{DefaultModel, ValidateModel};

fn optioned(field: &DocumentFieldModel) -> Optioned<'_> {
    Optioned {
        ident: &field.ident,
        ty: &field.ty,
        optional: field.optional,
        options: &field.options,
    }
}

/// Whether an option changes the shape of the field.
fn is_shaped(field: &DocumentFieldModel) -> bool {
    let options = &field.options;
    options.set.is_some() || options.get.is_some() || options.validate.is_some()
}

/// Renders the functions and shapes of all fields with options. The shapes depend on the precision of the field that holds the
/// document.
pub(super) fn items(model: &DocumentModel) -> TokenStream {
    let fields = || model.struct_fields().iter();
    let functions = fields().map(|field| optioned(field).functions());
    let defaults = fields().filter_map(default_function);
    let demands = fields().filter_map(|field| match field.options.validate.as_ref()? {
        ValidateModel::Regex(_) => {
            let (at, ty) = (
                Span::call_site().located_at(field.ty.span()),
                optioned(field).given_type(),
            );
            Some(quote_spanned!(at=> const _: () = __p::pattern_text::<#ty>();))
        }
        ValidateModel::Path(_) => None,
    });
    let shapes: Vec<_> = fields().filter(|field| is_shaped(field)).map(shape_constant).collect();
    let shapes = (!shapes.is_empty()).then(|| {
        quote! {
            #[allow(dead_code)]
            struct __Options<const __DIGITS: u8>;
            #[allow(non_upper_case_globals)]
            impl<const __DIGITS: u8> __Options<__DIGITS> {
                #(#shapes)*
            }
        }
    });
    quote!(#(#functions)* #(#defaults)* #(#demands)* #shapes)
}

fn shape_constant(field: &DocumentFieldModel) -> TokenStream {
    let optioned = optioned(field);
    let (constant, plain) = (optioned.name("item"), plain_shape(field));
    let check = optioned.check(&plain).map(|check| quote!(.check(#check)));
    let conversions = optioned.conversions(&plain);
    quote! {
        const #constant: &'static __p::Shape =
            &__p::Shape::Converted(&__p::Conversion::new(#plain) #check #conversions);
    }
}

fn plain_shape(field: &DocumentFieldModel) -> TokenStream {
    match field.serde.serialize_with {
        Some(_) => quote!(&__p::Shape::Plain),
        None => told::shape(&field.ty, Digits::Generic),
    }
}

/// Renders the shape of the field in the document, with its options.
pub(super) fn shape(field: &DocumentFieldModel) -> TokenStream {
    if is_shaped(field) {
        let constant = optioned(field).name("item");
        return quote!(__Options::<__DIGITS>::#constant);
    }
    plain_shape(field)
}

fn default_ident(field: &DocumentFieldModel) -> Ident {
    optioned(field).name("default")
}

/// Renders the expression of a field's default. serde also uses a default for a skipped field.
pub(super) fn default_value(field: &DocumentFieldModel) -> Option<TokenStream> {
    if field.default.is_some() {
        let function = default_ident(field);
        return Some(quote!(#function()));
    }
    field.serde.skip.then(|| quote!(__p::Default::default()))
}

/// Renders `#[default(Role::Member)]` as a function, so that the expression, and any mistake in it, appears once in the code.
fn default_function(field: &DocumentFieldModel) -> Option<TokenStream> {
    let value = match field.default.as_ref()? {
        DefaultModel::Std => quote!(__p::Default::default()),
        DefaultModel::Expr(expr) => quote!(#expr),
    };
    let (function, ty) = (default_ident(field), &field.ty);
    Some(quote! {
        #[allow(non_snake_case)]
        fn #function() -> #ty {
            #value
        }
    })
}

/// Renders `.__set(…).__default(…)` for the path of the field.
pub(super) fn path_options(field: &DocumentFieldModel) -> TokenStream {
    let set = optioned(field).set().map(|set| quote!(.__set(#set)));
    let default = field.default.as_ref().map(|_| {
        let function = default_ident(field);
        quote!(.__default(#function))
    });
    quote!(#set #default)
}

/// Renders the kind of the field's path, with a comma before it.
pub(super) fn kind(field: &DocumentFieldModel, crate_path: &Path) -> Option<TokenStream> {
    let is_read_only = field.options.has(READONLY);
    is_read_only.then(|| quote!(, #crate_path::__private::ReadOnly))
}
