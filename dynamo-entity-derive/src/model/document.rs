//! The resolved `#[derive(Document)]`: a type nested in an entity, and how it is stored.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Field, Fields, Ident, LitStr, Path, Token, Type, Variant, Visibility};

use crate::attr::document::DocumentAttr;
use crate::attr::field::FieldAttr;
use crate::attr::serde::{SerdeContainer, SerdeField};
use crate::attr::symbol::Symbol;
use crate::error::Context;
use crate::model::field::{SerdeModel, attribute_name, docs, is_option, unify_rules};
use crate::model::option::{DefaultModel, FieldOptions};
use crate::model::{default_crate_path, shape};

pub(crate) struct DocumentModel {
    pub(crate) crate_path: Path,
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) content: ContentModel,
    /// `into`, `from` or `try_from`: serde stores another type.
    pub(crate) converted: Option<Path>,
    /// The spans of `untagged`, on the enum or on a variant.
    pub(crate) untagged: Vec<Span>,
}

/// The content that serde stores for a struct or a variant.
pub(crate) enum ContentModel {
    /// A map. The members of a struct have typed paths.
    Fields(Vec<DocumentFieldModel>),
    /// One element is stored as itself, several are a list.
    Elements(Vec<ElementModel>),
    /// An enum.
    Variants {
        /// The attribute that holds the variant's name, if any.
        tag: Option<String>,
        /// The attribute that holds the content, unless the content is next to the tag.
        content: Option<String>,
        variants: Vec<DocumentVariantModel>,
    },
    /// Stored as serde writes it: nothing, or the result of a function.
    Plain,
}

pub(crate) struct DocumentVariantModel {
    /// serde's names of the variant: the name that it writes, and the names that it reads.
    pub(crate) names: Vec<String>,
    pub(crate) content: ContentModel,
}

pub(crate) struct ElementModel {
    pub(crate) ty: Type,
    pub(crate) serde: SerdeModel,
    /// The options that are given, which only fields with names have.
    pub(crate) given: Vec<(Symbol, Span)>,
}

pub(crate) struct DocumentFieldModel {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) vis: Visibility,
    pub(crate) docs: Vec<Attribute>,
    pub(crate) attribute: String,
    /// The type is written `Option<…>`.
    pub(crate) optional: bool,
    pub(crate) serde: SerdeModel,
    pub(crate) options: FieldOptions,
    pub(crate) default: Option<DefaultModel>,
}

impl DocumentModel {
    pub(crate) fn resolve(input: &DeriveInput, context: &Context) -> Option<Self> {
        let attr = DocumentAttr::read(input, context);
        let mut container = SerdeContainer::read(&input.attrs);
        unify_rules(&mut container, context);
        if shape::has_generics(input) {
            let message = format!(
                "`{}` is generic; `Document` can be derived on structs and enums without generics",
                input.ident
            );
            context.error(shape::generics(input), message);
            return None;
        }
        let mut untagged: Vec<Span> = container.untagged.into_iter().collect();
        let inner = match &input.data {
            Data::Struct(data) => ContentModel::resolve(&data.fields, &container, context),
            Data::Enum(data) => {
                untagged.extend(
                    data.variants
                        .iter()
                        .filter_map(|variant| SerdeContainer::read(&variant.attrs).untagged),
                );
                ContentModel::Variants {
                    tag: container.tag.clone(),
                    content: container.content.clone(),
                    variants: variants(&data.variants, &container, context),
                }
            }
            Data::Union(_) => {
                let message = format!(
                    "`{}` is a union; `Document` can be derived on structs and enums without generics",
                    input.ident
                );
                context.error(&input.ident, message);
                return None;
            }
        };
        Some(DocumentModel {
            crate_path: attr.crate_path.unwrap_or_else(default_crate_path),
            ident: input.ident.clone(),
            vis: input.vis.clone(),
            content: inner,
            converted: container.converted,
            untagged,
        })
    }

    /// The fields with names, also those of variants.
    pub(crate) fn fields(&self) -> Vec<&DocumentFieldModel> {
        self.content.fields()
    }

    /// The fields of a struct, without those of variants.
    pub(crate) fn struct_fields(&self) -> &[DocumentFieldModel] {
        match &self.content {
            ContentModel::Fields(fields) => fields,
            _ => &[],
        }
    }

    /// The options of fields that have no path: fields of variants, and fields without names.
    pub(crate) fn misplaced_options(&self) -> Vec<(Symbol, Span)> {
        match &self.content {
            ContentModel::Fields(_) => Vec::new(),
            content => content.options(),
        }
    }

    /// The members that have typed paths.
    pub(crate) fn members(&self) -> impl Iterator<Item = &DocumentFieldModel> {
        self.struct_fields().iter().filter(|field| field.has_path())
    }
}

impl ContentModel {
    fn options(&self) -> Vec<(Symbol, Span)> {
        match self {
            ContentModel::Fields(fields) => fields.iter().flat_map(|field| field.options.given()).collect(),
            ContentModel::Elements(elements) => elements.iter().flat_map(|element| element.given.clone()).collect(),
            ContentModel::Variants { variants, .. } => {
                variants.iter().flat_map(|variant| variant.content.options()).collect()
            }
            ContentModel::Plain => Vec::new(),
        }
    }

    fn fields(&self) -> Vec<&DocumentFieldModel> {
        match self {
            ContentModel::Fields(fields) => fields.iter().collect(),
            ContentModel::Variants { variants, .. } => {
                variants.iter().flat_map(|variant| variant.content.fields()).collect()
            }
            ContentModel::Elements(_) | ContentModel::Plain => Vec::new(),
        }
    }

    fn resolve(fields: &Fields, container: &SerdeContainer, context: &Context) -> Self {
        let elements = |fields: &Punctuated<Field, Token![,]>| {
            let elements = fields.iter().map(|field| ElementModel {
                ty: field.ty.clone(),
                serde: SerdeModel::resolve(SerdeField::read(&field.attrs), container),
                given: FieldAttr::read_nested(field, context).given,
            });
            ContentModel::Elements(elements.filter(|element| !element.serde.skip).collect())
        };
        match fields {
            Fields::Named(fields) if container.transparent => elements(&fields.named),
            Fields::Named(fields) => {
                let resolve = |field| DocumentFieldModel::resolve(field, container, context);
                ContentModel::Fields(fields.named.iter().filter_map(resolve).collect())
            }
            Fields::Unnamed(fields) => elements(&fields.unnamed),
            Fields::Unit => ContentModel::Plain,
        }
    }
}

fn variants(
    variants: &Punctuated<Variant, Token![,]>,
    container: &SerdeContainer,
    context: &Context,
) -> Vec<DocumentVariantModel> {
    let mut resolved = Vec::new();
    for variant in variants {
        let serde = SerdeField::read(&variant.attrs);
        // A variant that is only read has attributes too.
        if serde.skip_serializing && serde.skip_deserializing {
            continue;
        }
        let name = variant.ident.unraw().to_string();
        let written = serde.rename.serialize.as_ref().map(LitStr::value);
        let written = written.unwrap_or_else(|| container.rename_all.serialize.variant(&name));
        let read = serde.rename.deserialize.as_ref().map(LitStr::value);
        let read = read.unwrap_or_else(|| container.rename_all.deserialize.variant(&name));
        let mut names = vec![written];
        names.extend([read].into_iter().chain(serde.aliases.iter().map(LitStr::value)));
        names.dedup();
        let mut of_fields = SerdeContainer::read(&variant.attrs);
        unify_rules(&mut of_fields, context);
        if of_fields.rename_all_span.is_none() {
            of_fields.rename_all = container.rename_all_fields;
        }
        let inner = match (&serde.serialize_with, &variant.fields) {
            (Some(_), _) => ContentModel::Plain,
            (None, Fields::Unit) => ContentModel::Fields(Vec::new()),
            (None, fields) => ContentModel::resolve(fields, &of_fields, context),
        };
        resolved.push(DocumentVariantModel { names, content: inner });
    }
    resolved
}

impl DocumentFieldModel {
    /// Whether the field is a member of the map: not skipped, and not flattened into the map.
    pub(crate) fn has_path(&self) -> bool {
        !self.serde.skip && !self.serde.flatten
    }

    pub(super) fn resolve(field: &Field, container: &SerdeContainer, context: &Context) -> Option<Self> {
        let ident = field.ident.clone()?;
        let serde = SerdeField::read(&field.attrs);
        let (options, default) = FieldOptions::resolve(FieldAttr::read_nested(field, context));
        Some(DocumentFieldModel {
            ty: field.ty.clone(),
            optional: is_option(&field.ty),
            vis: field.vis.clone(),
            docs: docs(&field.attrs),
            attribute: attribute_name(&ident, &serde, container, context),
            serde: SerdeModel::resolve(serde, container),
            options,
            default,
            ident,
        })
    }
}
