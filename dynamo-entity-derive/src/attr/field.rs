//! `#[readonly]`, `#[default]`, `#[default(expr)]`, and the same inside `#[entity(…)]`, on a field.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, Field, Meta, Token};

use super::option::{Grammar, Options, misplaced};
use super::symbol::{DEFAULT, ENTITY, GSI, LSI, READONLY, Symbol};
use crate::error::Context;

const GRAMMAR: Grammar = Grammar {
    attribute: ENTITY,
    example: "#[entity(readonly, default = 0)]",
    options: &[(READONLY, "readonly"), (DEFAULT, "default = 0")],
    refused: &[],
};

#[derive(Default)]
pub(crate) struct FieldAttr {
    /// Of the word, where it is given.
    pub(crate) readonly: Option<Span>,
    pub(crate) default: Option<DefaultAttr>,
}

/// What a field is when nothing is given for it.
pub(crate) enum DefaultAttr {
    /// `Default::default()`
    Std,
    Expr(Box<Expr>),
}

impl FieldAttr {
    pub(crate) fn read(field: &Field, context: &Context) -> Self {
        let mut read = FieldAttr::default();
        let mut options = Options::new(&GRAMMAR, context);
        misplaced(&field.attrs, &[GSI, LSI], "the struct", context);
        for attribute in &field.attrs {
            let path = attribute.path();
            if *path == READONLY {
                read_readonly(attribute, context);
                read.set_readonly(path.span(), context);
            } else if *path == DEFAULT {
                if let Some(default) = read_default(attribute, context) {
                    read.set_default(default, path.span(), context);
                }
            } else if *path == ENTITY {
                options.read(attribute, |option| {
                    let span = option.ident.span();
                    if option.keyword == READONLY {
                        option.flag()?;
                        read.set_readonly(span, context);
                    } else {
                        let value = option.optional(expression)?;
                        let default = value.map_or(DefaultAttr::Std, |expr| DefaultAttr::Expr(Box::new(expr)));
                        read.set_default(default, span, context);
                    }
                    Ok(())
                });
            }
        }
        read
    }

    fn set_readonly(&mut self, span: Span, context: &Context) {
        if self.readonly.replace(span).is_some() {
            duplicate(READONLY, span, context);
        }
    }

    fn set_default(&mut self, default: DefaultAttr, span: Span, context: &Context) {
        if self.default.replace(default).is_some() {
            duplicate(DEFAULT, span, context);
        }
    }
}

fn duplicate(keyword: Symbol, span: Span, context: &Context) {
    context.error_at(span, format_args!("duplicate `{keyword}`; give it once"));
}

fn read_readonly(attribute: &Attribute, context: &Context) {
    if !matches!(attribute.meta, Meta::Path(_)) {
        context.error(&attribute.meta, "`#[readonly]` takes nothing; write `#[readonly]`");
    }
}

fn read_default(attribute: &Attribute, context: &Context) -> Option<DefaultAttr> {
    match &attribute.meta {
        Meta::Path(_) => Some(DefaultAttr::Std),
        Meta::List(list) if !list.tokens.is_empty() => {
            // A lone value: a comma inside it belongs to it.
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

/// An expression up to the next comma.
///
/// What `syn` does not parse without its `full` feature (closures, blocks, arrays) is taken as it
/// is; the compiler reads it again in any case.
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
