//! The check that a field which serde may omit can be read when it is absent.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::Type;

use crate::expand::place::place;
use crate::model::field::SerdeModel;

/// Returns a constant that compiles only if the field can be read when serde omitted it. Returns `None` for a field that
/// serde always writes or that has been refused.
pub(super) fn demand(ty: &Type, serde: &SerdeModel) -> Option<TokenStream> {
    serde.left_out().filter(|_| !serde.skip)?;
    let at = place(ty);
    Some(if serde.flatten {
        quote_spanned!(at=> const _: () = __p::read_of_nothing::<#ty>();)
    } else {
        quote_spanned!(at=> const _: () = __p::read_where_absent::<#ty>();)
    })
}
