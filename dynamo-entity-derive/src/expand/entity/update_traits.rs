//! The implementations of std's traits and of `Serialize` for `UserUpdate`. Each exists only if the types of the fields have
//! the trait.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, Type};

use crate::attr::symbol::SENSITIVE;
use crate::expand::entity::update::{all, changeable};
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, inner_type};

/// The names of types that have every trait that their arguments have.
const PLAIN: [&str; 25] = [
    "String", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64", "Option", "Vec", "Box", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "Cow",
];

pub(super) fn impls(model: &EntityModel) -> TokenStream {
    let name = &model.types.update;
    let text = name.to_string();
    let fields: Vec<_> = changeable(model).map(|(_, field)| field).collect();
    let members = || fields.iter().map(|field| &field.ident);

    let shown: Vec<_> = fields
        .iter()
        .copied()
        .filter(|field| !field.options.has(SENSITIVE))
        .collect();
    let (debug, clone, eq) = (
        bounds(&shown, &quote!(Debug)),
        bounds(&fields, &quote!(Clone)),
        bounds(&fields, &quote!(PartialEq)),
    );
    let shown = fields.iter().map(|field| {
        let (member, text) = (&field.ident, syn::ext::IdentExt::unraw(&field.ident).to_string());
        if field.options.has(SENSITIVE) {
            quote!(.field(#text, &__p::Redacted(&self.#member)))
        } else {
            quote!(.field(#text, &self.#member))
        }
    });
    let cloned = members().map(|member| quote!(#member: __p::Clone::clone(&self.#member)));
    let same = all(members().map(|member| quote!(self.#member == other.#member)));
    let written = fields.iter().map(|field| written(field));
    let with = bounds_of_functions(&fields);
    quote! {
        #[automatically_derived]
        impl __p::Debug for #name #debug {
            fn fmt(&self, f: &mut __p::Formatter<'_>) -> __p::FmtResult {
                f.debug_struct(#text)#(#shown)*.finish()
            }
        }
        #[automatically_derived]
        impl __p::Clone for #name #clone {
            fn clone(&self) -> Self {
                #name { #(#cloned),* }
            }
        }
        #[automatically_derived]
        impl __p::PartialEq for #name #eq {
            fn eq(&self, other: &Self) -> bool {
                #same
            }
        }
        #[automatically_derived]
        impl __p::Serialize for #name #with {
            fn serialize<__S: __p::Serializer>(&self, serializer: __S) -> __p::Result<__S::Ok, __S::Error> {
                __p::ChangesMap::new(serializer)?#(#written)*.end()
            }
        }
    }
}

/// Renders the bounds of an impl: each type that is not [plain](PLAIN) must have the trait. The lifetime allows a bound that
/// does not hold; the impl then does not exist.
fn bounds(fields: &[&FieldModel], of: &TokenStream) -> Option<TokenStream> {
    let mut types: Vec<&Type> = Vec::new();
    for field in fields {
        let ty = changed_type(field);
        if !is_plain(ty) && !types.contains(&ty) {
            types.push(ty);
        }
    }
    (!types.is_empty()).then(|| quote!(where #(for<'trivial> #types: __p::#of),*))
}

/// Renders the bounds of `Serialize`: serde's function of an optional field takes an `Option`, which is made of a clone.
fn bounds_of_functions(fields: &[&FieldModel]) -> Option<TokenStream> {
    let cloned = fields.iter().copied();
    let cloned: Vec<_> = cloned
        .filter(|field| field.optional && field.serde.serialize_with.is_some())
        .collect();
    bounds(&cloned, &quote!(Clone))
}

/// Renders the call that writes one field, as [`read`](super::update) reads it.
fn written(field: &FieldModel) -> TokenStream {
    let FieldModel {
        ident, ty, attribute, ..
    } = field;
    let Some(with) = &field.serde.serialize_with else {
        return quote!(.add(#attribute, &self.#ident)?);
    };
    let (held, value, changed) = if field.optional {
        (
            ty.to_token_stream(),
            quote!(__p::Some(__p::Clone::clone(value))),
            quote!(__p::change_map),
        )
    } else {
        (quote!(&'v #ty), quote!(value), quote!(__p::option_map))
    };
    let lifetime = (!field.optional).then(|| quote!(<'v>));
    let anonymous = (!field.optional).then(|| quote!(<'_>));
    let reference = field.optional.then(|| quote!(&));
    quote! {
        .add(#attribute, &{
            struct With #lifetime(#held);
            impl __p::Serialize for With #anonymous {
                fn serialize<__S: __p::Serializer>(&self, serializer: __S) -> __p::Result<__S::Ok, __S::Error> {
                    #with(#reference self.0, serializer)
                }
            }
            #changed(&self.#ident, |value| With(#value))
        })?
    }
}

fn changed_type(field: &FieldModel) -> &Type {
    if field.optional {
        inner_type(&field.ty)
    } else {
        &field.ty
    }
}

/// Whether a type has a trait if its arguments have it.
fn is_plain(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    path.path.segments.last().is_some_and(|last| {
        PLAIN.iter().any(|name| last.ident == name)
            && match &last.arguments {
                PathArguments::None => true,
                PathArguments::AngleBracketed(arguments) => arguments.args.iter().all(|argument| match argument {
                    GenericArgument::Type(ty) => is_plain(ty),
                    _ => true,
                }),
                PathArguments::Parenthesized(_) => false,
            }
    })
}
