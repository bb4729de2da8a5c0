//! The shape of a type, which says how its values are stored.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

/// The number of fractional digits of a time's seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digits {
    /// Nanoseconds, the default of a type.
    Nine,
    /// The digits that the field's `precision` gives.
    Few(u8),
    /// The digits that the impl's const parameter gives.
    Generic,
}

/// Renders the constant with the type's shape. The shape of a tuple is built from its elements here, because an element may
/// have no shape of its own.
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
