//! One side of a key, from a list of fields or a template in ElectroDB's syntax.

use crate::attr::electrodb::SideOptions;
use proc_macro2::Span;
use syn::LitStr;
use syn::ext::IdentExt;

use crate::attr::electrodb::SideAttr;
use crate::attr::value::TextOrList;
use crate::model::electrodb::arrangement::Arrangement;
use crate::model::electrodb::{Service, primitive};
use crate::model::field::FieldModel;
use crate::model::side::{ListedField, Resolver, SegmentModel, SideModel, TemplateModel};
use crate::template::format::{Casing, Format as FormatModel, Script};
use crate::template::side::SideKind;

/// One side, split into its options.
struct Side {
    span: Span,
    composite: Option<Vec<LitStr>>,
    template: Option<LitStr>,
    casing: Casing,
    cast: Option<Cast>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cast {
    Number,
    String,
}

/// A piece of a template: literal text or a field.
enum Piece {
    Text(String),
    Field(usize, Span),
}

/// Escapes a character of literal text for a template.
fn doubled(letter: char) -> impl Iterator<Item = char> {
    let count = if ['<', '>', '{', '}'].contains(&letter) { 2 } else { 1 };
    std::iter::repeat_n(letter, count)
}

impl Resolver<'_> {
    /// Resolves a side in ElectroDB's style.
    pub(in crate::model) fn composed(
        &self,
        attr: SideAttr,
        kind: SideKind,
        (service, arrangement): (&Service, &Arrangement),
    ) -> SideModel {
        let side = self.side_options(attr);
        if arrangement.is_of_attributes() {
            return self.attributes_of(&side);
        }
        let (pieces, span) = match (&side.template, &side.composite) {
            (Some(template), composite) => {
                let pieces = self.template_pieces(template);
                if let Some(composite) = composite {
                    self.check_agreement(template, &pieces, composite);
                }
                (pieces, template.span())
            }
            (None, Some(composite)) => {
                let around = arrangement.around(service, kind);
                (self.composite_pieces(composite, around), side.span)
            }
            (None, None) => {
                let message = "a side of a key is a list of fields or a template; write `composite = [\"user_id\"]`";
                self.context.error_at(side.span, message);
                (Vec::new(), side.span)
            }
        };
        SideModel::Template(self.cased_template(&side, pieces, span))
    }

    /// Resolves `pk = ["tenant", "region"]` of an index of type `composite`.
    fn attributes_of(&self, side: &Side) -> SideModel {
        let Some(composite) = &side.composite else {
            let message = "a key of attributes is a list of fields; write `[\"tenant\"]`";
            self.context.error_at(side.span, message);
            return SideModel::Attributes(Vec::new());
        };
        self.check_attribute_count(composite.len(), side.span);
        SideModel::Attributes(self.distinct(composite))
    }

    fn distinct(&self, names: &[LitStr]) -> Vec<ListedField> {
        let mut fields: Vec<ListedField> = Vec::new();
        for name in names {
            match self.named(&name.value(), name.span()) {
                Some(field) if fields.iter().any(|known| known.field == field) => {
                    let message = format!("duplicate field `{}`; list it once", name.value());
                    self.context.error(name, message);
                }
                field => fields.extend(field.map(|field| ListedField {
                    field,
                    span: name.span(),
                })),
            }
        }
        fields
    }

    /// Returns the pieces of `["user_id"]`, with the text before and after them.
    fn composite_pieces(&self, composite: &[LitStr], (before, after): (String, String)) -> Vec<Piece> {
        let mut pieces = vec![Piece::Text(before)];
        for ListedField { field, span } in self.distinct(composite) {
            let label = self.fields.get(field).map(FieldModel::label).unwrap_or_default();
            pieces.push(Piece::Text(format!("#{label}_")));
            pieces.push(Piece::Field(field, span));
        }
        pieces.push(Piece::Text(after));
        pieces
    }

    /// Returns the pieces of `"USER#${user_id}"`.
    fn template_pieces(&self, template: &LitStr) -> Vec<Piece> {
        let (text, span) = (template.value(), template.span());
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("${") {
            self.check_literal(before, span);
            pieces.push(Piece::Text(before.to_owned()));
            let Some((name, after)) = after.split_once('}') else {
                self.context
                    .error_at(span, format_args!("unclosed `${{{after}`; write `${{field}}`"));
                return pieces;
            };
            pieces.extend(self.named(name, span).map(|field| Piece::Field(field, span)));
            rest = after;
        }
        self.check_literal(rest, span);
        pieces.push(Piece::Text(rest.to_owned()));
        pieces
    }

    /// Reports `"USER#<user_id>"` and `"USER#{user_id}"`, where a field was meant: as literal text every item would have the
    /// same key.
    fn check_literal(&self, text: &str, span: Span) {
        for (open, close) in [('<', '>'), ('{', '}')] {
            let inside = text.split(open).skip(1).filter_map(|after| after.split_once(close));
            let mut names = inside.map(|(name, _)| name);
            if let Some(name) = names.find(|name| self.is_field(name)) {
                let message =
                    format!("`{open}{name}{close}` is literal text in ElectroDB's syntax; write `${{{name}}}`");
                self.context.error_at(span, message);
            }
        }
    }

    fn is_field(&self, name: &str) -> bool {
        self.fields
            .iter()
            .any(|field| field.ident.unraw() == name || field.attribute == name)
    }

    fn check_agreement(&self, template: &LitStr, pieces: &[Piece], composite: &[LitStr]) {
        let fields: Vec<usize> = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Field(field, _) => Some(*field),
                Piece::Text(_) => None,
            })
            .collect();
        let listed = self.distinct(composite);
        if !fields.iter().eq(listed.iter().map(|listed| &listed.field)) {
            let message = "the template and the list name different fields or orders; remove the list";
            self.context.error(template, message);
        }
    }

    fn cased_template(&self, side: &Side, pieces: Vec<Piece>, span: Span) -> TemplateModel {
        let numeric = self.is_numeric(side, &pieces);
        let mut segments: Vec<SegmentModel> = Vec::new();
        for piece in pieces {
            match (piece, segments.last_mut()) {
                (Piece::Text(text), Some(SegmentModel::Literal(before))) => before.push_str(&side.casing.of(&text)),
                (Piece::Text(text), _) if text.is_empty() => {}
                (Piece::Text(text), _) => segments.push(SegmentModel::Literal(side.casing.of(&text))),
                (Piece::Field(field, span), last) => {
                    if let Some(SegmentModel::Placeholder { .. }) = last {
                        let message = "nothing separates two fields, so different values could give the same key; \
                                       ElectroDB keys of this form cannot be written safely";
                        self.context.error_at(span, message);
                    }
                    let format = if numeric {
                        FormatModel::Number
                    } else {
                        FormatModel::Script(Script {
                            casing: side.casing,
                            padding: self.fields.get(field).and_then(|field| field.padding.clone()),
                        })
                    };
                    segments.push(SegmentModel::Placeholder { field, format, span });
                }
            }
        }
        segments.retain(|segment| !matches!(segment, SegmentModel::Literal(text) if text.is_empty()));
        if segments.is_empty() && side.template.is_some() {
            let message = "the key is empty; write at least a literal such as `PROFILE`, or a list of fields";
            self.context.error_at(span, message);
        }
        if numeric {
            segments.retain(|segment| matches!(segment, SegmentModel::Placeholder { .. }));
        }
        TemplateModel {
            text: LitStr::new(&self.shown(&segments), span),
            segments,
        }
    }

    /// Whether the key attribute is a number.
    fn is_numeric(&self, side: &Side, pieces: &[Piece]) -> bool {
        let fields = || pieces.iter().filter(|piece| matches!(piece, Piece::Field(..)));
        match side.cast {
            Some(Cast::Number) if fields().count() != 1 => {
                let message = "a key that is a number has one field; remove `cast`, or the other fields";
                self.context.error_at(side.span, message);
                false
            }
            Some(cast) => cast == Cast::Number,
            None => {
                let bare = side.template.is_some()
                    && pieces
                        .iter()
                        .all(|piece| !matches!(piece, Piece::Text(text) if !text.is_empty()));
                match fields().next() {
                    Some(Piece::Field(field, span)) if bare => self.is_number(*field, *span),
                    _ => false,
                }
            }
        }
    }

    /// Whether the field is a number, by the name of its type.
    fn is_number(&self, field: usize, span: Span) -> bool {
        let Some(FieldModel { ty, ident, .. }) = self.fields.get(field) else {
            return false;
        };
        match primitive(ty).as_deref() {
            Some("u8" | "u16" | "u32" | "u64" | "u128" | "i8" | "i16" | "i32" | "i64" | "i128" | "f32" | "f64") => true,
            Some("String" | "bool" | "char" | "str") => false,
            _ => {
                let message = format!(
                    "the name of its type does not tell whether `{ident}` is a number; add `cast = \"number\"` or \
                     `cast = \"string\"` beside the template"
                );
                self.context.error_at(span, message);
                false
            }
        }
    }

    /// Renders the template in this crate's syntax, for messages.
    fn shown(&self, segments: &[SegmentModel]) -> String {
        let shown = segments.iter().map(|segment| match segment {
            SegmentModel::Literal(text) => text.chars().flat_map(doubled).collect(),
            SegmentModel::Placeholder { field, .. } => {
                let name = self.fields.get(*field).map(|field| field.ident.unraw().to_string());
                format!("<{}>", name.unwrap_or_default())
            }
        });
        shown.collect()
    }

    fn side_options(&self, attr: SideAttr) -> Side {
        match attr {
            SideAttr::Plain(TextOrList::Text(template)) => Side {
                span: template.span(),
                composite: None,
                template: Some(template),
                casing: Casing::Lower,
                cast: None,
            },
            SideAttr::Plain(TextOrList::List(span, composite)) => Side {
                span,
                composite: Some(composite),
                template: None,
                casing: Casing::Lower,
                cast: None,
            },
            SideAttr::Options(options) => {
                let SideOptions {
                    span,
                    composite,
                    template,
                    casing,
                    cast,
                } = *options;
                Side {
                    span,
                    composite: composite.map(|(_, texts)| texts),
                    template,
                    casing: self.casing(casing.as_ref()),
                    cast: self.cast(cast.as_ref()),
                }
            }
        }
    }

    fn casing(&self, literal: Option<&LitStr>) -> Casing {
        let Some(literal) = literal else {
            return Casing::Lower;
        };
        match literal.value().as_str() {
            "lower" | "default" => Casing::Lower,
            "upper" => Casing::Upper,
            "none" => Casing::None,
            unknown => {
                let message = format!(r#"unknown casing `{unknown}`; write `"lower"`, `"upper"` or `"none"`"#);
                self.context.error(literal, message);
                Casing::Lower
            }
        }
    }

    fn cast(&self, literal: Option<&LitStr>) -> Option<Cast> {
        let literal = literal?;
        match literal.value().as_str() {
            "number" => Some(Cast::Number),
            "string" => Some(Cast::String),
            unknown => {
                let message = format!(r#"unknown cast `{unknown}`; write `"number"` or `"string"`"#);
                self.context.error(literal, message);
                None
            }
        }
    }
}
