//! How serde reads flattened fields, and the check that a flattened map reads no attributes of the others.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{Ident, Type};

use crate::expand::place::place;
use crate::model::document::ContentModel;
use crate::model::field::SerdeModel;

/// Returns constants that compile only if no flattened map reads the attributes of another flattened field of `owner`.
pub(super) fn check<'m>(
    owner: &Ident,
    fields: impl Iterator<Item = (&'m Ident, &'m Type, &'m SerdeModel)>,
) -> Option<TokenStream> {
    let flattened: Vec<_> = fields
        .filter_map(|(ident, ty, serde)| Some((ident, of_field(ty, serde)?)))
        .collect();
    if flattened.len() < 2 {
        return None;
    }
    let owner = owner.unraw().to_string();
    let fields = flattened.iter().map(|(ident, flattening)| {
        let name = ident.unraw().to_string();
        quote!((#name, #flattening))
    });
    let checks = flattened.iter().enumerate().map(|(position, (ident, _))| {
        quote_spanned!(place(ident)=> const _: () = __p::check_flattened(#owner, FLATTENED, #position);)
    });
    Some(quote! {
        const _: () = {
            #[allow(unused_imports)]
            use __p::UnknownFlattening as _;
            const FLATTENED: &[(&str, __p::Flattening)] = &[#(#fields),*];
            #(#checks)*
        };
    })
}

/// Returns the checks of a document's content, which may be that of several variants.
pub(super) fn check_content(owner: &Ident, content: &ContentModel) -> TokenStream {
    match content {
        ContentModel::Fields(fields) => {
            let fields = fields.iter().map(|field| (&field.ident, &field.ty, &field.serde));
            check(owner, fields).unwrap_or_default()
        }
        ContentModel::Variants { variants, .. } => variants
            .iter()
            .map(|variant| check_content(owner, &variant.content))
            .collect(),
        ContentModel::Elements(_) | ContentModel::Plain => TokenStream::new(),
    }
}

/// Renders how serde reads a document where it is flattened; `None` if it takes its entries.
pub(super) fn of_content(content: &ContentModel) -> Option<TokenStream> {
    let parts: Vec<_> = match content {
        ContentModel::Fields(fields) => {
            let fields = fields.iter();
            let parts: Vec<_> = fields.filter_map(|field| of_field(&field.ty, &field.serde)).collect();
            if parts.is_empty() {
                return None;
            }
            parts
        }
        ContentModel::Elements(elements) => match elements.as_slice() {
            [element] => return Some(of_type(&element.ty, &element.serde)),
            _ => return None,
        },
        ContentModel::Variants {
            tag: Some(_),
            content: None,
            variants,
        } => {
            let contents = variants.iter().map(|variant| &variant.content);
            contents.filter_map(of_content).collect()
        }
        ContentModel::Variants { .. } | ContentModel::Plain => return None,
    };
    Some(quote!(__p::Flattening::of_parts(&[#(#parts),*])))
}

/// Renders how serde reads a field; `None` if the field is not flattened, or neither written nor read.
fn of_field(ty: &Type, serde: &SerdeModel) -> Option<TokenStream> {
    if !serde.flatten || (serde.skip && serde.skip_reading) {
        return None;
    }
    Some(of_type(ty, serde))
}

fn of_type(ty: &Type, serde: &SerdeModel) -> TokenStream {
    if serde.skip_reading {
        quote!(__p::Flattening::Leaves)
    } else if serde.deserialize_with.is_some() {
        quote!(__p::Flattening::Takes)
    } else {
        quote!(__p::Probe::<#ty>::FLATTENING)
    }
}
