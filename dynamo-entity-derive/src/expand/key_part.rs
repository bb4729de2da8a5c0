//! The expansion of `#[derive(KeyPart)]`: the type renders as its field does, or as the text of its variant.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::key_part::{KeyPartKind, KeyPartModel, VariantModel};

pub(crate) fn expand(model: &KeyPartModel) -> TokenStream {
    let KeyPartModel {
        crate_path,
        ident,
        kind,
    } = model;
    let Stand {
        inner,
        value,
        copy,
        element,
    } = stand(kind);
    quote! {
        const _: () = {
            use #crate_path::__private as __p;

            #[automatically_derived]
            impl __p::DerivedPart for #ident {
                type Inner = #inner;

                fn inner(&self) -> &Self::Inner {
                    #value
                }

                fn copied(&self) -> Self {
                    #copy
                }
            }

            // The lifetime allows a bound that may not hold: a newtype of `bool` is not a set element.
            #[automatically_derived]
            impl<const __DIGITS: u8> __p::SetElement<__DIGITS> for #ident
            where
                for<'trivial> #element: __p::SetElement<__DIGITS>,
            {
                const SET: &'static __p::Shape = <#element as __p::SetElement<__DIGITS>>::SET;
            }

            #[automatically_derived]
            impl<const __DIGITS: u8> __p::Shaped<__DIGITS> for #ident
            where
                for<'trivial> #element: __p::Shaped<__DIGITS>,
            {
                const SHAPE: &'static __p::Shape = <#element as __p::Shaped<__DIGITS>>::SHAPE;
            }
        };
    }
}

/// How the type is represented in keys.
struct Stand {
    /// The type of the part.
    inner: TokenStream,
    /// The value of the part, from `self`.
    value: TokenStream,
    /// A copy of `self`.
    copy: TokenStream,
    /// The type whose sets represent sets of this type.
    element: TokenStream,
}

fn stand(kind: &KeyPartKind) -> Stand {
    match kind {
        KeyPartKind::Newtype { member, ty, .. } => Stand {
            inner: quote!(#ty),
            value: quote!(&self.#member),
            copy: quote!(Self { #member: __p::KeyPart::__copy(&self.#member) }),
            element: quote!(#ty),
        },
        KeyPartKind::Variants(variants) => {
            let prefix_free = is_prefix_free(variants);
            let idents = variants.iter().map(|variant| &variant.ident);
            let copies = idents.clone();
            let texts = variants.iter().map(|variant| &variant.text);
            Stand {
                inner: quote!(__p::UnitText<#prefix_free>),
                value: quote!(match self { #(Self::#idents => &__p::UnitText(#texts),)* }),
                copy: quote!(match self { #(Self::#copies => Self::#copies,)* }),
                element: quote!(::std::string::String),
            }
        }
    }
}

/// Whether no variant's text is a prefix of another's: true for `draft`, `published`; false for `in`, `in_review`.
fn is_prefix_free(variants: &[VariantModel]) -> bool {
    let is_prefix = |at: usize, shorter: &VariantModel| {
        let longer = variants.iter().enumerate().filter(|&(other, _)| other != at);
        longer
            .map(|(_, longer)| longer)
            .any(|longer| longer.text.starts_with(&shorter.text))
    };
    !variants.iter().enumerate().any(|(at, shorter)| is_prefix(at, shorter))
}
