//! One side of an index key, with every placeholder resolved to its field.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use crate::attr::electrodb::SideAttr;
use crate::attr::index::IndexKind;
use crate::attr::value::TextOrList;
use crate::error::Context;
use crate::model::dialect::Dialect;
use crate::model::electrodb::arrangement::Arrangement;
use crate::model::field::FieldModel;
use crate::suggest;
use crate::template::format::Format as FormatModel;
use crate::template::side::SideKind;
use crate::template::{Placeholder, Segment, Template};

/// DynamoDB's limit for each side of a key.
const MAXIMUM_ATTRIBUTES: usize = 4;

#[derive(Clone)]
pub(crate) enum SideModel {
    Template(TemplateModel),
    /// A multi-attribute key, made of the fields' own attributes; nothing extra is written for it.
    Attributes(Vec<ListedField>),
}

/// A field in a list of attributes, with the span of its name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ListedField {
    pub(crate) field: usize,
    pub(crate) span: Span,
}

#[derive(Clone)]
pub(crate) struct TemplateModel {
    pub(crate) text: LitStr,
    pub(crate) segments: Vec<SegmentModel>,
}

#[derive(Debug, Clone)]
pub(crate) enum SegmentModel {
    Literal(String),
    Placeholder {
        field: usize,
        format: FormatModel,
        span: Span,
    },
}

impl SideModel {
    /// Returns the fields of the side, in order; a field that is used twice appears twice.
    pub(crate) fn fields(&self) -> Vec<usize> {
        match self {
            SideModel::Template(template) => template.placeholders().map(|(field, _)| field).collect(),
            SideModel::Attributes(listed) => listed.iter().map(|listed| listed.field).collect(),
        }
    }
}

impl TemplateModel {
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = (usize, &FormatModel)> {
        self.segments.iter().filter_map(|segment| match segment {
            SegmentModel::Placeholder { field, format, .. } => Some((*field, format)),
            SegmentModel::Literal(_) => None,
        })
    }
}

/// Resolves placeholders to fields.
pub(super) struct Resolver<'a> {
    pub(super) entity: &'a Ident,
    pub(super) fields: &'a [FieldModel],
    pub(super) context: &'a Context,
    pub(super) dialect: &'a Dialect,
}

/// The index that a side belongs to.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) kind: IndexKind,
    pub(super) arrangement: &'a Arrangement,
}

impl Resolver<'_> {
    /// Resolves the partition side. A missing side has been reported and becomes an empty template.
    pub(super) fn required_side(&self, pk: Option<SideAttr>, place: Place<'_>, span: Span) -> SideModel {
        match pk {
            Some(pk) => self.side(pk, SideKind::Pk, place),
            None => SideModel::Template(TemplateModel {
                text: LitStr::new("", span),
                segments: Vec::new(),
            }),
        }
    }

    pub(super) fn side(&self, side: SideAttr, kind: SideKind, place: Place<'_>) -> SideModel {
        if let Some(service) = self.dialect.service() {
            return self.composed(side, kind, (service, place.arrangement));
        }
        let side = match side {
            SideAttr::Plain(side) => side,
            SideAttr::Options(options) => {
                let message = "only an ElectroDB key has sides with options; add `electrodb(…)`, or write one template";
                self.context.error_at(options.span, message);
                return SideModel::Template(TemplateModel {
                    text: LitStr::new("", options.span),
                    segments: Vec::new(),
                });
            }
        };
        match side {
            TextOrList::Text(text) => SideModel::Template(self.template(text, kind)),
            TextOrList::List(span, texts) => {
                if place.kind != IndexKind::Gsi {
                    let message = "only a `#[gsi(…)]` can have keys of several attributes; write one template";
                    self.context.error_at(span, message);
                }
                SideModel::Attributes(self.attributes(&texts, span))
            }
        }
    }

    /// Resolves `pk = ["<tenant>", "<region>"]`.
    fn attributes(&self, texts: &[LitStr], span: Span) -> Vec<ListedField> {
        self.check_attribute_count(texts.len(), span);
        let mut fields: Vec<ListedField> = Vec::new();
        for text in texts {
            match self.listed(text) {
                Some(field) if fields.iter().any(|known| known.field == field) => {
                    let message = format!("duplicate attribute `{}`; list it once", text.value());
                    self.context.error(text, message);
                }
                field => fields.extend(field.map(|field| ListedField {
                    field,
                    span: text.span(),
                })),
            }
        }
        fields
    }

    pub(super) fn check_attribute_count(&self, count: usize, span: Span) {
        if !(1..=MAXIMUM_ATTRIBUTES).contains(&count) {
            let message =
                format!("a key has 1 to {MAXIMUM_ATTRIBUTES} attributes, not {count}; write a template instead");
            self.context.error_at(span, message);
        }
    }

    fn template(&self, text: LitStr, kind: SideKind) -> TemplateModel {
        let Template { text, segments } = Template::parse(text, kind, self.context);
        let resolve = |segment| match segment {
            Segment::Literal(literal) => Some(SegmentModel::Literal(literal)),
            Segment::Placeholder(Placeholder { name, format, span }) => {
                let field = self.field(&name, span)?;
                Some(SegmentModel::Placeholder { field, format, span })
            }
        };
        let segments = segments.into_iter().filter_map(resolve).collect();
        TemplateModel { text, segments }
    }

    /// Resolves an element of `pk = ["<tenant>", "<region>"]`.
    fn listed(&self, text: &LitStr) -> Option<usize> {
        let value = text.value();
        let name = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        match name {
            Some(name) if !name.contains(['<', '>', ':']) => self.field(name, text.span()),
            _ => {
                let word: String = value
                    .trim_matches(['<', '>'])
                    .chars()
                    .take_while(|&c| c != ':')
                    .collect();
                let known = self.fields.iter().any(|field| field.ident.unraw() == word);
                let form = if known { word.as_str() } else { "field" };
                let message = format!("`{value}` in a list of attributes is not a single field; write `<{form}>`");
                self.context.error(text, message);
                None
            }
        }
    }

    /// Finds a field by its own name or, as in an ElectroDB model, by its attribute's name.
    pub(super) fn named(&self, name: &str, span: Span) -> Option<usize> {
        let is_field = self.fields.iter().any(|field| field.ident.unraw() == name);
        let mut fields = self.fields.iter();
        match fields.find(|field| field.attribute == name) {
            Some(field) if !is_field => self.field(&field.ident.unraw().to_string(), span),
            _ => self.field(name, span),
        }
    }

    fn field(&self, name: &str, span: Span) -> Option<usize> {
        let found = self.fields.iter().position(|field| field.ident.unraw() == name);
        let Some(field) = found.and_then(|found| self.fields.get(found)) else {
            self.context.error_at(span, self.unknown(name));
            return None;
        };
        if !field.is_stored() {
            let how = if field.serde.skip { "skip" } else { "flatten" };
            let message = format!(
                "`{name}` is not stored as an attribute and cannot be part of a key; remove `{how}` \
                 from the field"
            );
            self.context.error_at(span, message);
            return None;
        }
        found
    }

    fn unknown(&self, name: &str) -> String {
        if self.fields.is_empty() {
            return format!(
                "no field `{name}` in `{}`, which has no fields; add it or write a literal",
                self.entity
            );
        }
        let names: Vec<String> = self
            .fields
            .iter()
            .map(|field| field.ident.unraw().to_string())
            .collect();
        let names = || names.iter().map(String::as_str);
        let near = suggest::nearest(name, names()).map_or_else(String::new, |near| format!("; nearest: `{near}`"));
        format!(
            "no field `{name}` in `{}`; the fields are {}{near}",
            self.entity,
            suggest::list(names())
        )
    }
}
