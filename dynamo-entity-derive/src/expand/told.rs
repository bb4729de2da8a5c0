//! What a type tells of how it is stored.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

/// How many digits times have behind the point of a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digits {
    /// Nanoseconds, which is what a type tells by itself.
    Nine,
    /// As many as the field says.
    Few(u8),
    /// As many as the impl's parameter says.
    Generic,
}

/// The constant that is the type's shape. A tuple's is put together here, as one of its types may tell nothing.
pub(crate) fn shape(ty: &Type, digits: Digits) -> TokenStream {
    match ty {
        Type::Group(group) => shape(&group.elem, digits),
        Type::Paren(paren) => shape(&paren.elem, digits),
        Type::Tuple(tuple) if !tuple.elems.is_empty() => {
            let elements = tuple.elems.iter().map(|element| shape(element, digits));
            quote!(&__p::Shape::Tuple(&[#(#elements),*]))
        }
        ty => match digits {
            Digits::Nine => quote!(__p::Probe::<#ty>::SHAPE),
            Digits::Few(digits) => quote!(__p::Precise::<#ty, #digits>::SHAPE),
            Digits::Generic => quote!(__p::Precise::<#ty, __DIGITS>::SHAPE),
        },
    }
}
