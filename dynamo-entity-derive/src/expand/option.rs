//! The options that fields of entities and of documents share: the functions of `set`, `get` and `validate`.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Ident, Path, Type};

use crate::expand::place::place;
use crate::model::field::inner_type;
use crate::model::option::{FieldOptions, ValidateModel};

/// A field with options, of an entity or of a document.
#[derive(Clone, Copy)]
pub(super) struct Optioned<'m> {
    pub(super) ident: &'m Ident,
    pub(super) ty: &'m Type,
    /// Whether the type is written `Option<…>`.
    pub(super) optional: bool,
    pub(super) options: &'m FieldOptions,
}

impl<'m> Optioned<'m> {
    /// Returns the type that the functions of the field take: the field's type without an `Option`.
    pub(super) fn given_type(self) -> &'m Type {
        if self.optional { inner_type(self.ty) } else { self.ty }
    }

    /// Returns the name of something that is generated for the field.
    pub(super) fn name(self, of: &str) -> Ident {
        format_ident!("__{of}_{}", self.ident.unraw(), span = Span::call_site())
    }

    /// Renders `#[entity(set = lowercase)]` as a constant, so that the path, and any mistake in it, appears once in the code.
    pub(super) fn functions(self) -> TokenStream {
        let function = |name: &str, path: &Path| {
            let (constant, ty) = (self.name(name), self.given_type());
            quote! {
                #[allow(non_upper_case_globals)]
                const #constant: fn(#ty) -> #ty = #path;
            }
        };
        let set = self.options.set.as_ref().map(|path| function("set", path));
        let get = self.options.get.as_ref().map(|path| function("get", path));
        quote!(#set #get)
    }

    /// Renders `.write(…).get(…)`, the conversions of `set` and `get`; `plain` is the shape of the value.
    pub(super) fn conversions(self, plain: &TokenStream) -> TokenStream {
        let ty = self.given_type();
        let [set, get] = ["set", "get"].map(|name| self.name(name));
        let write = self
            .options
            .set
            .as_ref()
            .map(|_| quote!(.write(|value| __p::transform_written::<#ty>(value, #plain, #set))));
        let read = self
            .options
            .get
            .as_ref()
            .map(|_| quote!(.get(|value| __p::transform_read::<#ty>(value, #plain, #get))));
        quote!(#write #read)
    }

    /// Renders `set` as a function on the field's whole type.
    pub(super) fn set(self) -> Option<TokenStream> {
        self.options.set.as_ref()?;
        let (function, ty) = (self.name("set"), self.ty);
        Some(if self.optional {
            quote!(|value: #ty| value.map(#function))
        } else {
            quote!(#function)
        })
    }

    /// Renders the function that checks a stored value of this shape.
    pub(super) fn check(self, shape: &TokenStream) -> Option<TokenStream> {
        let ty = self.given_type();
        Some(match self.options.validate.as_ref()? {
            ValidateModel::Path(path) => {
                let call = quote_spanned!(place(path)=> __p::verdict(#path(value)));
                quote!(|stored| __p::validate::<#ty>(stored, #shape, |value| #call))
            }
            ValidateModel::Regex(pattern) => quote! {
                |stored| {
                    static PATTERN: __p::Pattern = __p::Pattern::new(#pattern);
                    PATTERN.check(stored)
                }
            },
        })
    }
}
