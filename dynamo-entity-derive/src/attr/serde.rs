//! A read-only view of the serde attributes that decide how an attribute is named and stored. serde reports mistakes in
//! them, and the attributes that are not listed here.

use proc_macro2::Span;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Path, Token, parse_quote};

use crate::attr::rename::RenameRule;
use crate::attr::symbol::{
    ALIAS, CONTENT, DEFAULT, DENY_UNKNOWN_FIELDS, DESERIALIZE, DESERIALIZE_WITH, FLATTEN, FROM, INTO, RENAME,
    RENAME_ALL, RENAME_ALL_FIELDS, SERDE, SERIALIZE, SERIALIZE_WITH, SKIP, SKIP_DESERIALIZING, SKIP_SERIALIZING,
    SKIP_SERIALIZING_IF, TAG, TRANSPARENT, TRY_FROM, UNTAGGED, WITH,
};

/// A value that may differ between serializing and deserializing.
#[derive(Default, Clone, Copy)]
pub(crate) struct Directions<T> {
    pub(crate) serialize: T,
    pub(crate) deserialize: T,
}

/// The value that serde uses for an absent attribute.
#[derive(Clone)]
pub(crate) enum SerdeDefault {
    /// `default`
    Std,
    /// `default = "path"`
    Path(Path),
}

#[derive(Default)]
pub(crate) struct SerdeContainer {
    pub(crate) rename_all: Directions<RenameRule>,
    pub(crate) rename_all_span: Option<Span>,
    pub(crate) default: Option<SerdeDefault>,
    pub(crate) transparent: bool,
    pub(crate) deny_unknown_fields: Option<Span>,
    /// `into`, `from` or `try_from`: serde stores another type.
    pub(crate) converted: Option<Path>,
    /// `rename_all_fields` of an enum.
    pub(crate) rename_all_fields: Directions<RenameRule>,
    pub(crate) tag: Option<String>,
    pub(crate) content: Option<String>,
    pub(crate) untagged: Option<Span>,
}

#[derive(Default)]
pub(crate) struct SerdeField {
    pub(crate) rename: Directions<Option<LitStr>>,
    pub(crate) aliases: Vec<LitStr>,
    pub(crate) skip_serializing: bool,
    pub(crate) skip_deserializing: bool,
    /// The span of `skip_serializing` or `skip_serializing_if`.
    pub(crate) skip_span: Option<Span>,
    pub(crate) default: Option<SerdeDefault>,
    pub(crate) flatten: bool,
    pub(crate) serialize_with: Option<Path>,
    pub(crate) deserialize_with: Option<Path>,
}

impl SerdeContainer {
    pub(crate) fn read(attributes: &[Attribute]) -> Self {
        let mut container = SerdeContainer::default();
        for meta in options(attributes) {
            let path = meta.path();
            if *path == RENAME_ALL {
                container.rename_all_span = Some(path.span());
                container.rename_all = rules(&meta);
            } else if *path == RENAME_ALL_FIELDS {
                container.rename_all_fields = rules(&meta);
            } else if *path == TAG {
                container.tag = text(&meta).map(|tag| tag.value());
            } else if *path == CONTENT {
                container.content = text(&meta).map(|content| content.value());
            } else if *path == UNTAGGED {
                container.untagged = Some(path.span());
            } else if *path == DEFAULT {
                container.default = Some(default(&meta));
            } else if *path == TRANSPARENT {
                container.transparent = true;
            } else if *path == DENY_UNKNOWN_FIELDS {
                container.deny_unknown_fields = Some(path.span());
            } else if *path == INTO || *path == FROM || *path == TRY_FROM {
                container.converted = Some(path.clone());
            }
        }
        container
    }
}

impl SerdeField {
    /// Reads the attributes of a field or a variant.
    pub(crate) fn read(attributes: &[Attribute]) -> Self {
        let mut field = SerdeField::default();
        for meta in options(attributes) {
            let path = meta.path();
            if *path == RENAME {
                field.rename = directions(&meta);
            } else if *path == ALIAS {
                field.aliases.extend(text(&meta));
            } else if *path == SKIP {
                field.skip_serializing = true;
                field.skip_deserializing = true;
            } else if *path == SKIP_SERIALIZING {
                field.skip_serializing = true;
                field.skip_span = Some(path.span());
            } else if *path == SKIP_SERIALIZING_IF {
                field.skip_span = Some(path.span());
            } else if *path == SKIP_DESERIALIZING {
                field.skip_deserializing = true;
            } else if *path == DEFAULT {
                field.default = Some(default(&meta));
            } else if *path == FLATTEN {
                field.flatten = true;
            } else if *path == SERIALIZE_WITH {
                field.serialize_with = path_value(&meta);
            } else if *path == DESERIALIZE_WITH {
                field.deserialize_with = path_value(&meta);
            } else if *path == WITH {
                let module = path_value(&meta);
                field.serialize_with = module.as_ref().map(|module| parse_quote!(#module::serialize));
                field.deserialize_with = module.as_ref().map(|module| parse_quote!(#module::deserialize));
            }
        }
        field
    }
}

fn options(attributes: &[Attribute]) -> impl Iterator<Item = Meta> {
    let lists = attributes.iter().filter(|attribute| *attribute.path() == SERDE);
    lists
        .filter_map(|attribute| {
            attribute
                .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
                .ok()
        })
        .flatten()
}

/// `rename = "both"` or `rename(serialize = "one", deserialize = "other")`
fn directions(meta: &Meta) -> Directions<Option<LitStr>> {
    let Meta::List(list) = meta else {
        return Directions {
            serialize: text(meta),
            deserialize: text(meta),
        };
    };
    let mut each = Directions::default();
    let nested = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    for meta in nested.into_iter().flatten() {
        if *meta.path() == SERIALIZE {
            each.serialize = text(&meta);
        } else if *meta.path() == DESERIALIZE {
            each.deserialize = text(&meta);
        }
    }
    each
}

/// `rename_all = "both"`, or a rule for each direction
fn rules(meta: &Meta) -> Directions<RenameRule> {
    let rule = directions(meta);
    Directions {
        serialize: rule.serialize.as_ref().map(RenameRule::named).unwrap_or_default(),
        deserialize: rule.deserialize.as_ref().map(RenameRule::named).unwrap_or_default(),
    }
}

fn text(meta: &Meta) -> Option<LitStr> {
    match meta {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            }) => Some(text.clone()),
            _ => None,
        },
        Meta::Path(_) | Meta::List(_) => None,
    }
}

fn default(meta: &Meta) -> SerdeDefault {
    path_value(meta).map_or(SerdeDefault::Std, SerdeDefault::Path)
}

fn path_value(meta: &Meta) -> Option<Path> {
    text(meta)?.parse().ok()
}
