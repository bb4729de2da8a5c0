//! The resolved `#[derive(KeyPart)]`: a newtype of a key part, or an enum of names.

use syn::ext::IdentExt;
use syn::{Data, DataEnum, DeriveInput, Fields, Ident, LitStr, Member, Path, Type, Variant};

use crate::attr::key_part::KeyPartAttr;
use crate::attr::serde::{SerdeContainer, SerdeField};
use crate::error::Context;
use crate::model::{default_crate_path, shape};

const RULE: &str = "`KeyPart` can be derived on a struct with one field or an enum without data, without generics";

pub(crate) struct KeyPartModel {
    pub(crate) crate_path: Path,
    pub(crate) ident: Ident,
    pub(crate) kind: KeyPartKind,
}

pub(crate) enum KeyPartKind {
    /// A newtype, which renders as its one field does.
    Newtype {
        member: Member,
        ty: Box<Type>,
        /// Whether serde stores the type as its field; a struct with a named field is stored as a map unless it is
        /// `#[serde(transparent)]`.
        transparent: bool,
    },
    Variants(Vec<VariantModel>),
}

pub(crate) struct VariantModel {
    pub(crate) ident: Ident,
    /// The text that serde writes for the variant.
    pub(crate) text: String,
}

impl KeyPartModel {
    pub(crate) fn resolve(input: &DeriveInput, context: &Context) -> Option<Self> {
        let attr = KeyPartAttr::read(input, context);
        if shape::has_generics(input) {
            let message = format!("`{}` is generic; {RULE}", input.ident);
            context.error(shape::generics(input), message);
            return None;
        }
        let kind = match &input.data {
            Data::Struct(data) => newtype(input, &data.fields, context)?,
            Data::Enum(data) => KeyPartKind::Variants(variants(input, data, context)),
            Data::Union(_) => return refuse(input, "is a union", context),
        };
        Some(KeyPartModel {
            crate_path: attr.crate_path.unwrap_or_else(default_crate_path),
            ident: input.ident.clone(),
            kind,
        })
    }
}

fn newtype(input: &DeriveInput, fields: &Fields, context: &Context) -> Option<KeyPartKind> {
    let mut members = fields.members().zip(fields);
    let (Some((member, field)), None) = (members.next(), members.next()) else {
        return refuse(input, &format!("has {} fields", fields.len()), context);
    };
    let container = SerdeContainer::read(&input.attrs);
    Some(KeyPartKind::Newtype {
        transparent: container.transparent || matches!(member, Member::Unnamed(_)),
        member,
        ty: Box::new(field.ty.clone()),
    })
}

fn variants(input: &DeriveInput, data: &DataEnum, context: &Context) -> Vec<VariantModel> {
    if data.variants.is_empty() {
        let ident = &input.ident;
        context.error(
            ident,
            format_args!("`{ident}` has no variants, so it has no text for a key; add a variant"),
        );
    }
    let container = SerdeContainer::read(&input.attrs);
    let resolve = |variant| VariantModel::resolve(variant, &input.ident, &container, context);
    data.variants.iter().filter_map(resolve).collect()
}

impl VariantModel {
    fn resolve(variant: &Variant, of: &Ident, container: &SerdeContainer, context: &Context) -> Option<Self> {
        if !matches!(variant.fields, Fields::Unit) {
            let message = format!(
                "`{of}::{}` holds data, but only the names of variants can be part of a key; remove the data, or use \
                 its parts as fields",
                variant.ident
            );
            context.error(&variant.fields, message);
            return None;
        }
        let name = variant.ident.unraw().to_string();
        let rename = SerdeField::read(&variant.attrs).rename.serialize;
        Some(VariantModel {
            ident: variant.ident.clone(),
            text: rename
                .as_ref()
                .map_or_else(|| container.rename_all.serialize.variant(&name), LitStr::value),
        })
    }
}

fn refuse<T>(input: &DeriveInput, found: &str, context: &Context) -> Option<T> {
    let ident = &input.ident;
    context.error(ident, format_args!("`{ident}` {found}; {RULE}"));
    None
}
