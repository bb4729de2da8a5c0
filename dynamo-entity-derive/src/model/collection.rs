//! The resolved `#[derive(Collection)]`: the entities that one query reads, each in a field or a variant.

use proc_macro2::Span;
use syn::{
    Attribute, Data, DeriveInput, Field, Fields, GenericArgument, Ident, Path, PathArguments, Type, Variant, Visibility,
};

use crate::attr::collection::CollectionAttr;
use crate::attr::option::misplaced;
use crate::attr::symbol::COLLECTION;
use crate::error::Context;
use crate::model::{default_crate_path, shape};

pub(crate) struct CollectionModel {
    pub(crate) crate_path: Path,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) pattern: PatternName,
    pub(crate) kind: CollectionKind,
    pub(crate) members: Vec<MemberModel>,
}

/// The Rust type that the items are read into.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(crate) enum CollectionKind {
    /// A struct with a field for each entity.
    Struct,
    /// Items of an enum with a variant for each entity.
    Enum,
}

/// The access pattern that the members share, and its span.
pub(crate) struct PatternName {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// A field of the struct or a variant of the enum.
pub(crate) struct MemberModel {
    pub(crate) ident: Ident,
    pub(crate) entity: Type,
    pub(crate) number: Number,
}

/// The number of items that an entity may have.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(crate) enum Number {
    /// `Card`
    ExactlyOne,
    /// `Option<Card>`
    AtMostOne,
    /// `Vec<Card>`, and every variant.
    Any,
}

const RULE: &str = "`Collection` can be derived on a struct with one named field for each entity, or an enum with one \
                    variant for each, without generics";

impl CollectionModel {
    pub(crate) fn resolve(input: &DeriveInput, context: &Context) -> Option<Self> {
        let attr = CollectionAttr::read(input, context);
        let ident = &input.ident;
        if shape::has_generics(input) {
            context.error(shape::generics(input), format_args!("`{ident}` is generic; {RULE}"));
            return None;
        }
        let (kind, members): (_, Vec<_>) = match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) if fields.named.is_empty() => return refuse(ident, "without members", context),
                Fields::Named(fields) => {
                    let members = fields
                        .named
                        .iter()
                        .filter_map(|field| MemberModel::of_field(field, context));
                    (CollectionKind::Struct, members.collect())
                }
                Fields::Unnamed(_) => return refuse(ident, "a tuple struct", context),
                Fields::Unit => return refuse(ident, "a unit struct", context),
            },
            Data::Enum(data) if data.variants.is_empty() => return refuse(ident, "without members", context),
            Data::Enum(data) => {
                let members = data.variants.iter();
                let members = members.filter_map(|variant| MemberModel::of_variant(variant, context));
                (CollectionKind::Enum, members.collect())
            }
            Data::Union(_) => return refuse(ident, "a union", context),
        };
        Some(CollectionModel {
            crate_path: attr.crate_path.unwrap_or_else(default_crate_path),
            ident: ident.clone(),
            vis: input.vis.clone(),
            pattern: match attr.query {
                Some(query) => PatternName {
                    text: query.value(),
                    span: query.span(),
                },
                None => PatternName {
                    text: "primary".to_owned(),
                    span: ident.span(),
                },
            },
            kind,
            members,
        })
    }
}

/// Reports `#[collection(…)]` on a field.
fn not_here(attributes: &[Attribute], context: &Context) {
    misplaced(attributes, &[COLLECTION], "the struct or enum", context);
}

fn refuse<T>(ident: &Ident, found: &str, context: &Context) -> Option<T> {
    context.error(ident, format_args!("`{ident}` is {found}; {RULE}"));
    None
}

impl MemberModel {
    fn of_field(field: &Field, context: &Context) -> Option<Self> {
        not_here(&field.attrs, context);
        let (number, entity) = number(&field.ty);
        Some(MemberModel {
            ident: field.ident.clone()?,
            entity: entity.clone(),
            number,
        })
    }

    /// Resolves `Card(Card)`. Any other form is reported.
    fn of_variant(variant: &Variant, context: &Context) -> Option<Self> {
        not_here(&variant.attrs, context);
        let ident = &variant.ident;
        if let Fields::Unnamed(fields) = &variant.fields
            && let Some(field) = fields.unnamed.first()
            && fields.unnamed.len() == 1
        {
            not_here(&field.attrs, context);
            return Some(MemberModel {
                ident: ident.clone(),
                entity: field.ty.clone(),
                number: Number::Any,
            });
        }
        context.error(
            ident,
            format_args!("the variant `{ident}` does not hold exactly one entity; write it like `Card(Card)`"),
        );
        None
    }
}

/// Splits `Vec<Card>` into the number and `Card`, by the spelling of the type. A trait could do this for any type, but its
/// error messages would be worse: a type without an entity would be reported wherever the entity is named.
fn number(ty: &Type) -> (Number, &Type) {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(entity)) = arguments.args.first()
    {
        if last.ident == "Option" {
            return (Number::AtMostOne, entity);
        }
        if last.ident == "Vec" {
            return (Number::Any, entity);
        }
    }
    (Number::ExactlyOne, ty)
}
