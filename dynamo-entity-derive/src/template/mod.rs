//! The parser of key templates: `USER#<user_id>` becomes the literal `USER#` and the placeholder `user_id`. Names are not
//! resolved here.
//!
//! A stable compiler has no spans inside a literal, so errors underline the whole literal and quote the wrong part.

pub(crate) mod format;
pub(crate) mod side;

use std::fmt::{self, Display};

use proc_macro2::Span;
use syn::LitStr;

use crate::error::Context;
use crate::template::format::Format;
use crate::template::side::SideKind;

pub(crate) struct Template {
    pub(crate) text: LitStr,
    pub(crate) segments: Vec<Segment>,
}

pub(crate) enum Segment {
    Literal(String),
    Placeholder(Placeholder),
}

pub(crate) struct Placeholder {
    pub(crate) name: String,
    pub(crate) format: Format,
    pub(crate) span: Span,
}

impl Display for Placeholder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Placeholder { name, format, .. } = self;
        match format {
            Format::None => write!(formatter, "<{name}>"),
            _ => write!(formatter, "<{name}:{format}>"),
        }
    }
}

impl Template {
    /// Parses the template of one side of a key. Wrong parts are reported and left out.
    pub(crate) fn parse(text: LitStr, side: SideKind, context: &Context) -> Self {
        let value = text.value();
        let mut reader = Reader {
            text: &value,
            span: text.span(),
            side,
            context,
            literal: String::new(),
            segments: Vec::new(),
            found_errors: false,
        };
        if value.is_empty() {
            reader.error("the key is empty; write at least a literal such as `PROFILE`".to_owned());
        }
        reader.read();
        if !reader.found_errors {
            reader.check_lone_formats();
            reader.check_delimiters();
        }
        let segments = reader.segments;
        Template { text, segments }
    }
}

struct Reader<'a> {
    text: &'a str,
    span: Span,
    side: SideKind,
    context: &'a Context,
    /// Literal text before the next placeholder.
    literal: String,
    segments: Vec<Segment>,
    found_errors: bool,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let mut rest = self.text;
        while let Some(offset) = rest.find(['<', '>', '{', '}']) {
            let (literal, bracket) = rest.split_at(offset);
            self.literal.push_str(literal);
            let doubled = ["<<", ">>", "{{", "}}"]
                .into_iter()
                .find(|doubled| bracket.starts_with(doubled));
            rest = if let Some(after) = doubled.and_then(|doubled| bracket.strip_prefix(doubled)) {
                self.literal.extend(bracket.chars().next());
                after
            } else if let Some(after) = bracket.strip_prefix('<') {
                self.read_placeholder(after)
            } else if let Some(after) = bracket.strip_prefix('{') {
                self.refuse_braces(after)
            } else if let Some(after) = bracket.strip_prefix('}') {
                self.error(format!(
                    "unmatched `}}` after `{}`; write `}}}}` for a literal `}}`",
                    self.before(bracket)
                ));
                after
            } else {
                self.error(format!(
                    "unmatched `>` after `{}`; write `>>` for a literal `>`",
                    self.before(bracket)
                ));
                bracket.get(1..).unwrap_or_default()
            };
        }
        self.literal.push_str(rest);
        self.end_literal();
    }

    /// Parses from after the `<` and returns the rest after the `>`.
    fn read_placeholder(&mut self, inside: &'a str) -> &'a str {
        let end = inside.find(['<', '>']).unwrap_or(inside.len());
        let (name, rest) = inside.split_at(end);
        let Some(rest) = rest.strip_prefix('>') else {
            self.error(format!(
                "unclosed `<{name}`; write `<{}>`, or `<<` for a literal `<`",
                closed(name)
            ));
            return rest;
        };
        let (name, format) = match name.split_once(':') {
            Some((name, format)) => (name, Some(format)),
            None => (name, None),
        };
        if name.is_empty() {
            let format = format.map_or_else(String::new, |format| format!(":{format}"));
            self.error(format!(
                "the placeholder `<{format}>` has no field; write `<field>` or `<field:format>`"
            ));
            return rest;
        }
        let format = match format.map(|format| Format::parse(name, format, self.side)) {
            None => Format::None,
            Some(Ok(format)) => format,
            Some(Err(message)) => {
                self.error(message);
                return rest;
            }
        };
        self.end_literal();
        self.segments.push(Segment::Placeholder(Placeholder {
            name: name.to_owned(),
            format,
            span: self.span,
        }));
        rest
    }

    /// Refuses `USER#{user_id}` and `USER#${user_id}`. Braces are placeholders in Rust's and JavaScript's strings; as
    /// literal text they would give all items the same key. Parses from after the `{` and returns the rest after the `}`.
    fn refuse_braces(&mut self, inside: &'a str) -> &'a str {
        let end = inside.find(['<', '>', '{', '}']).unwrap_or(inside.len());
        let (name, rest) = inside.split_at(end);
        let Some(rest) = rest.strip_prefix('}') else {
            self.error(format!(
                "unclosed `{{{name}`; write `<{}>` for a field, or `{{{{` for a literal `{{`",
                closed(name)
            ));
            return rest;
        };
        let dollar = if self.literal.ends_with('$') { "$" } else { "" };
        let field = if name.is_empty() { "field" } else { name };
        self.error(format!(
            "`{dollar}{{{name}}}` is not a placeholder; write `<{field}>`, or `{{{{` and `}}}}` for literal braces"
        ));
        rest
    }

    fn end_literal(&mut self) {
        if !self.literal.is_empty() {
            let literal = std::mem::take(&mut self.literal);
            self.segments.push(Segment::Literal(literal));
        }
    }

    /// Refuses `pk = "USER#<number:N>"`: text before a number would make the key text.
    fn check_lone_formats(&mut self) {
        if self.segments.len() < 2 {
            return;
        }
        let lone = self.segments.iter().find_map(|segment| match segment {
            Segment::Placeholder(placeholder) if placeholder.format.is_native() => Some(placeholder),
            _ => None,
        });
        if let Some(Placeholder { name, format, .. }) = lone {
            self.error(format!(
                "`<{name}:{format}>` must be the whole key; remove the text around it, or the format"
            ));
        }
    }

    /// Refuses `sk = "<first><second>"`: the end of the first part is ambiguous, so two values could share a key.
    fn check_delimiters(&mut self) {
        let touching = self.segments.windows(2).find_map(|pair| match pair {
            [Segment::Placeholder(first), Segment::Placeholder(second)] if !first.format.is_fixed_width() => {
                Some((first, second))
            }
            _ => None,
        });
        if let Some((first, second)) = touching {
            self.error(format!(
                "nothing separates `{first}` from `{second}`; write a delimiter between them, as in `{first}#{second}`"
            ));
        }
    }

    fn error(&mut self, message: String) {
        self.found_errors = true;
        self.context.error_at(self.span, message);
    }

    fn before(&self, rest: &str) -> &'a str {
        let length = self.text.len() - rest.len();
        self.text.get(..length).unwrap_or_default()
    }
}

/// Guesses the name in an unclosed placeholder: the text up to the first character that a field name cannot have.
fn closed(name: &str) -> &str {
    let end = name.find(|letter: char| letter != '_' && !letter.is_alphanumeric());
    match name.get(..end.unwrap_or(name.len())) {
        None | Some("") => "field",
        Some(word) => word,
    }
}
