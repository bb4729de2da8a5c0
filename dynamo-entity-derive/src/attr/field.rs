//! `#[readonly]`, `#[default]`, `#[default(expr)]`, and every option inside `#[entity(…)]` or `#[document(…)]`, on a field.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Field, Ident, LitStr, Meta, Path, Token, bracketed, token};

use crate::attr::electrodb::{LABEL_FORM, PADDING_FORM, PaddingAttr};
use crate::attr::option::{Grammar, Options, misplaced};
use crate::attr::symbol::{
    DEFAULT, DOCUMENT, ENTITY, GET, GSI, LABEL, LSI, ON_WRITE, PADDING, PRECISION, READONLY, REGEX, SENSITIVE, SET,
    Symbol, TTL, UNIQUE, VALIDATE, VERSION, WITHIN,
};
use crate::attr::value::OptionInput;
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: ENTITY,
    example: "#[entity(readonly, default = 0)]",
    options: &[
        (READONLY, "readonly"),
        (DEFAULT, "default = 0"),
        (VERSION, "version"),
        (ON_WRITE, "on_write = Utc::now()"),
        (TTL, "ttl"),
        (VALIDATE, "validate = is_email"),
        (GET, "get = path"),
        (SET, "set = path"),
        (UNIQUE, "unique"),
        (SENSITIVE, "sensitive"),
        (PRECISION, r#"precision = "ms""#),
    ],
    electrodb: &[(LABEL, LABEL_FORM), PADDING_FORM],
    refused: &[],
};

/// The options of a document's field.
const DOCUMENT_GRAMMAR: Grammar = Grammar {
    attribute: DOCUMENT,
    example: "#[document(readonly, default = 0)]",
    options: &[
        (READONLY, "readonly"),
        (DEFAULT, "default = 0"),
        (VALIDATE, "validate = is_email"),
        (GET, "get = path"),
        (SET, "set = path"),
    ],
    electrodb: &[],
    refused: &[
        (
            VERSION,
            "the version is an attribute of the item itself; move the field to the entity",
        ),
        (
            ON_WRITE,
            "`on_write` sets an attribute of the item itself; move the field to the entity",
        ),
        (
            TTL,
            "DynamoDB reads the `ttl` from an attribute of the item itself; move the field to the entity",
        ),
        (
            UNIQUE,
            "a `unique` value is an attribute of the item itself; move the field to the entity",
        ),
        (
            SENSITIVE,
            "a document is sensitive as a whole; write `#[entity(sensitive)]` on the entity's field that holds it",
        ),
        (
            PRECISION,
            "a document has one precision; write `precision` on the entity's field that holds it",
        ),
    ],
};

/// A correct use of `validate` with parentheses.
const VALIDATE_REGEX: &str = r#"validate(regex = "^.+@.+$")"#;
/// A correct use of `unique` with parentheses.
const UNIQUE_WITHIN: &str = "unique(within = tenant_id)";

#[derive(Default)]
pub(crate) struct FieldAttr {
    pub(crate) default: Option<DefaultAttr>,
    pub(crate) on_write: Option<Box<Expr>>,
    pub(crate) validate: Option<ValidateAttr>,
    pub(crate) get: Option<Path>,
    pub(crate) set: Option<Path>,
    /// The fields of `unique(within = …)`.
    pub(crate) within: Vec<Ident>,
    pub(crate) precision: Option<LitStr>,
    pub(crate) label: Option<LitStr>,
    pub(crate) padding: Option<PaddingAttr>,
    /// Every given option, with the span of its keyword.
    pub(crate) given: Vec<(Symbol, Span)>,
}

/// The default of a field.
pub(crate) enum DefaultAttr {
    /// `Default::default()`
    Std,
    Expr(Box<Expr>),
}

/// A check of a field's values.
pub(crate) enum ValidateAttr {
    /// `validate = is_email`
    Path(Path),
    /// `validate(regex = "^.+@.+$")`
    Regex(LitStr),
}

impl FieldAttr {
    /// Reads the options of an entity's field.
    pub(crate) fn read(field: &Field, context: &Context) -> Self {
        misplaced(&field.attrs, &[GSI, LSI], "the struct", context);
        FieldAttr::read_with(&GRAMMAR, field, context)
    }

    /// Reads the options of a document's field.
    pub(crate) fn read_nested(field: &Field, context: &Context) -> Self {
        FieldAttr::read_with(&DOCUMENT_GRAMMAR, field, context)
    }

    fn read_with(grammar: &'static Grammar, field: &Field, context: &Context) -> Self {
        let mut read = FieldAttr::default();
        let mut options = Options::new(grammar, context);
        for attribute in &field.attrs {
            let path = attribute.path();
            if *path == READONLY {
                read_readonly(attribute, context);
                read.give(READONLY, path.span(), context);
            } else if *path == DEFAULT {
                if let Some(default) = read_default(attribute, context) {
                    read.default = Some(default);
                    read.give(DEFAULT, path.span(), context);
                }
            } else if *path == grammar.attribute {
                options.read(attribute, |option| {
                    read.read_option(&option, context)?;
                    read.give(option.keyword, option.ident.span(), context);
                    Ok(())
                });
            }
        }
        read
    }

    fn read_option(&mut self, option: &OptionInput, context: &Context) -> syn::Result<()> {
        match option.keyword {
            DEFAULT => {
                let value = option.optional(expression)?;
                self.default = Some(value.map_or(DefaultAttr::Std, |expr| DefaultAttr::Expr(Box::new(expr))));
            }
            ON_WRITE => self.on_write = Some(Box::new(option.required(expression)?)),
            VALIDATE => {
                self.validate = Some(match option.nested(REGEX, VALIDATE_REGEX, pattern)? {
                    Some(pattern) => ValidateAttr::Regex(pattern),
                    None => ValidateAttr::Path(option.function()?),
                });
            }
            GET => self.get = Some(option.function()?),
            SET => self.set = Some(option.function()?),
            UNIQUE => match option.nested(WITHIN, UNIQUE_WITHIN, fields)? {
                Some(within) => self.within = within,
                None => option.flag()?,
            },
            PRECISION => self.precision = Some(option.text()?),
            LABEL => self.label = Some(option.text()?),
            PADDING => self.padding = PaddingAttr::read(option, context)?,
            _ => option.flag()?,
        }
        Ok(())
    }

    /// Returns the span of the option, if it is given.
    pub(crate) fn span_of(&self, keyword: Symbol) -> Option<Span> {
        let mut given = self.given.iter();
        given.find(|(known, _)| *known == keyword).map(|(_, span)| *span)
    }

    fn give(&mut self, keyword: Symbol, span: Span, context: &Context) {
        if self.span_of(keyword).is_some() {
            context.error_at(span, format_args!("duplicate `{keyword}`; give it once"));
        }
        self.given.push((keyword, span));
    }
}

fn pattern(input: ParseStream<'_>) -> syn::Result<LitStr> {
    input.parse()
}

fn read_readonly(attribute: &Attribute, context: &Context) {
    if !matches!(attribute.meta, Meta::Path(_)) {
        context.error(&attribute.meta, "`#[readonly]` takes no arguments; write `#[readonly]`");
    }
}

fn read_default(attribute: &Attribute, context: &Context) -> Option<DefaultAttr> {
    match &attribute.meta {
        Meta::Path(_) => Some(DefaultAttr::Std),
        Meta::List(list) if !list.tokens.is_empty() => {
            // The value is the whole content, so a comma does not end it.
            let value = syn::parse2(list.tokens.clone()).unwrap_or(Expr::Verbatim(list.tokens.clone()));
            Some(DefaultAttr::Expr(Box::new(value)))
        }
        Meta::List(_) | Meta::NameValue(_) => {
            let message = "`#[default]` takes a value in parentheses; write `#[default]` or `#[default(0)]`";
            context.error(&attribute.meta, message);
            None
        }
    }
}

/// Parses `tenant_id` or `[org_id, team_id]`.
fn fields(input: ParseStream) -> syn::Result<Vec<Ident>> {
    if !input.peek(token::Bracket) {
        return Ok(vec![input.call(Ident::parse_any)?]);
    }
    let list;
    bracketed!(list in input);
    let fields = Punctuated::<Ident, Token![,]>::parse_terminated_with(&list, Ident::parse_any)?;
    if fields.is_empty() {
        return Err(list.error(""));
    }
    Ok(fields.into_iter().collect())
}

/// Parses an expression up to the next comma.
///
/// Expressions that `syn` cannot parse without its `full` feature (closures, blocks, arrays) are kept as tokens; the
/// compiler parses them later anyway.
fn expression(input: ParseStream) -> syn::Result<Expr> {
    let fork = input.fork();
    let parsed = fork.parse::<Expr>();
    if let Ok(expr) = parsed
        && (fork.is_empty() || fork.peek(Token![,]))
    {
        input.advance_to(&fork);
        return Ok(expr);
    }
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(Expr::Verbatim(tokens))
}
