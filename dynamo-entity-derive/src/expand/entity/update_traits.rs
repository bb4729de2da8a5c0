//! The implementations of std's traits and of `Serialize` for `UserUpdate`. Each exists only if the types of the fields have
//! the trait.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::{GenericArgument, PathArguments, Type};

use crate::attr::symbol::SENSITIVE;
use crate::expand::entity::update::changeable;
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, inner_type};

/// The names of types that have every trait that their arguments have.
const PLAIN: [&str; 25] = [
    "String", "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
    "f32", "f64", "Option", "Vec", "Box", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "Cow",
];

pub(super) fn impls(model: &EntityModel) -> TokenStream {
    let name = &model.types.update;
    let fields: Vec<_> = changeable(model).map(|(_, field)| field).collect();
    let shown = fields.iter().copied().filter(|field| !field.options.has(SENSITIVE));
    let (debug, all) = (bounded(shown), bounded(fields.iter().copied()));
    // serde's function of an optional field takes an `Option`, which is made of a clone.
    let cloned = bounded(
        fields
            .iter()
            .copied()
            .filter(|field| field.optional && field.serde.serialize_with.is_some()),
    );
    let members = fields.iter().map(|field| {
        let (member, attribute) = (&field.ident, &field.attribute);
        let text = member.unraw().to_string();
        let hidden = field.options.has(SENSITIVE).then(|| quote!(hidden));
        let written = written(field).map(|written| quote!(with #written));
        quote!(#member #text #hidden = #attribute #written,)
    });
    quote! {
        __p::update_impls!(#name debug [#(#debug),*] all [#(#all),*] cloned [#(#cloned),*] changes { #(#members)* });
    }
}

/// Returns the types that must have a trait so that the update has it: those that are not [plain](PLAIN).
fn bounded<'m>(fields: impl Iterator<Item = &'m FieldModel>) -> Vec<&'m Type> {
    let mut types: Vec<&Type> = Vec::new();
    for field in fields {
        let ty = changed_type(field);
        if !is_plain(ty) && !types.contains(&ty) {
            types.push(ty);
        }
    }
    types
}

/// Renders the value of a field that serde writes with a function, as [`read`](super::update) reads it. The macro names the
/// update `changes`.
fn written(field: &FieldModel) -> Option<TokenStream> {
    let FieldModel { ident, ty, .. } = field;
    let with = field.serde.serialize_with.as_ref()?;
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
    Some(quote! {
        {
            struct With #lifetime(#held);
            impl __p::Serialize for With #anonymous {
                fn serialize<__S: __p::Serializer>(&self, serializer: __S) -> __p::Result<__S::Ok, __S::Error> {
                    #with(#reference self.0, serializer)
                }
            }
            #changed(&changes.#ident, |value| With(#value))
        }
    })
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
