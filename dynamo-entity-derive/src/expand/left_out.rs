//! What is asked of the type of a field that serde may leave out: that it is read as what was left out.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::Type;
use syn::spanned::Spanned;

use crate::model::field::SerdeModel;

/// A constant that compiles if the field can be read where serde left it out; nothing for a field that it writes always, and for
/// one that has been refused.
pub(super) fn demand(ty: &Type, serde: &SerdeModel) -> Option<TokenStream> {
    serde.left_out().filter(|_| !serde.skip)?;
    let at = Span::call_site().located_at(ty.span());
    Some(if serde.flatten {
        quote_spanned!(at=> const _: () = __p::read_of_nothing::<#ty>();)
    } else {
        quote_spanned!(at=> const _: () = __p::read_where_absent::<#ty>();)
    })
}
