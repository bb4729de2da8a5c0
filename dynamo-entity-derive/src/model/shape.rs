//! The kinds of types that the derives accept, and the errors for others.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Field, Fields, Token};

use crate::error::Context;

/// Returns the fields of a struct with named fields and no generics.
pub(crate) fn named_fields<'a>(
    input: &'a DeriveInput,
    derive: &str,
    context: &Context,
) -> Option<&'a Punctuated<Field, Token![,]>> {
    let ident = &input.ident;
    let rule = format!("`{derive}` can be derived on a struct with named fields and no generics");
    let found = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) if !has_generics(input) => return Some(&fields.named),
            Fields::Named(_) => {
                context.error(generics(input), format_args!("`{ident}` is generic; {rule}"));
                return None;
            }
            Fields::Unnamed(_) => "is a tuple struct",
            Fields::Unit => "is a unit struct",
        },
        Data::Enum(_) => "is an enum",
        Data::Union(_) => "is a union",
    };
    context.error(ident, format_args!("`{ident}` {found}; {rule}"));
    None
}

pub(crate) fn has_generics(input: &DeriveInput) -> bool {
    !input.generics.params.is_empty() || input.generics.where_clause.is_some()
}

/// Returns the tokens that make a type generic.
pub(crate) fn generics(input: &DeriveInput) -> TokenStream {
    if input.generics.params.is_empty() {
        return input.generics.where_clause.to_token_stream();
    }
    let generics = &input.generics;
    quote!(#generics)
}
