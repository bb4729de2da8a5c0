//! The common reader of `#[attribute(option = value, …)]`: the known options, their correct forms, and the recovery after a
//! wrong option.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Error, Ident, Meta, Result, Token};

use crate::attr::symbol::Symbol;
use crate::attr::value::OptionInput;
use crate::error::Context;
use crate::suggest;

/// The syntax of an attribute.
pub(crate) struct Grammar {
    pub(crate) attribute: Symbol,
    /// A correct use, shown if the attribute as a whole is wrong.
    pub(crate) example: &'static str,
    /// Each option with a correct use.
    pub(crate) options: &'static [(Symbol, &'static str)],
    /// The options of ElectroDB's keys; messages list them only for entities with such keys.
    pub(crate) electrodb: &'static [(Symbol, &'static str)],
    /// Options that other libraries have and this one does not, each with a hint.
    pub(crate) refused: &'static [(Symbol, &'static str)],
}

pub(crate) const SERDE_NAMES: &str = r#"serde names the attributes; write `#[serde(rename_all = "…")]`"#;

/// Reads the attributes of one grammar on one item. Each option may be given once across them.
pub(crate) struct Options<'a> {
    grammar: &'static Grammar,
    context: &'a Context,
    /// The given options, with right or wrong values.
    seen: Vec<Symbol>,
    /// Whether something that is not an option was found.
    confused: bool,
}

impl<'a> Options<'a> {
    pub(crate) fn new(grammar: &'static Grammar, context: &'a Context) -> Self {
        Options {
            grammar,
            context,
            seen: Vec::new(),
            confused: false,
        }
    }

    /// Whether a required option is missing. False if something unknown was reported that may have been meant for it.
    pub(crate) fn lacks(&self, keyword: Symbol) -> bool {
        !self.confused && !self.seen.contains(&keyword)
    }

    /// Calls `store` for every option of `attribute`. A wrong option is reported and left out.
    pub(crate) fn read(&mut self, attribute: &Attribute, store: impl FnMut(OptionInput) -> Result<()>) {
        let Grammar {
            attribute: name,
            example,
            ..
        } = self.grammar;
        let fact = match &attribute.meta {
            Meta::List(list) if !list.tokens.is_empty() => return self.read_tokens(list.tokens.clone(), store),
            Meta::List(_) | Meta::Path(_) => "is empty",
            Meta::NameValue(_) => "takes options in parentheses",
        };
        self.confused = true;
        self.context
            .error(&attribute.meta, format_args!("`#[{name}]` {fact}; write `{example}`"));
    }

    /// Reads options as [`read`](Options::read) does, from the tokens inside the parentheses.
    pub(crate) fn read_tokens(&mut self, tokens: TokenStream, mut store: impl FnMut(OptionInput) -> Result<()>) {
        let context = self.context;
        let every_option = |input: ParseStream| {
            while !input.is_empty() {
                if let Err(error) = self.option(input, &mut store) {
                    context.report(error);
                    skip_to_comma(input)?;
                }
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        };
        if let Err(error) = every_option.parse2(tokens) {
            context.report(error);
        }
    }

    fn option(&mut self, input: ParseStream, store: &mut impl FnMut(OptionInput) -> Result<()>) -> Result<()> {
        let Grammar {
            attribute,
            example,
            options,
            electrodb,
            ..
        } = self.grammar;
        let Ok(ident) = input.call(Ident::parse_any) else {
            self.confused = true;
            let attribute = shown(*attribute, example);
            return Err(input.error(format_args!("expected an option of `{attribute}`; write `{example}`")));
        };
        let Some(&(keyword, form)) = options.iter().chain(*electrodb).find(|(keyword, _)| ident == *keyword) else {
            self.confused = true;
            return Err(self.unknown(&ident));
        };
        if self.seen.contains(&keyword) {
            return Err(Error::new(
                ident.span(),
                format!("duplicate option `{keyword}`; give it once"),
            ));
        }
        self.seen.push(keyword);
        store(OptionInput {
            keyword,
            ident,
            form,
            input,
        })?;
        if !input.is_empty() && !input.peek(Token![,]) {
            return Err(input.error(format_args!("unexpected token after `{keyword}`; write `{form}`")));
        }
        Ok(())
    }

    fn unknown(&self, ident: &Ident) -> Error {
        let Grammar {
            attribute,
            example,
            options,
            refused,
            ..
        } = self.grammar;
        if let Some((_, answer)) = refused.iter().find(|(keyword, _)| ident == keyword) {
            return Error::new(ident.span(), answer);
        }
        let known = || options.iter().map(|(keyword, _)| keyword.0);
        let meant = suggest::nearest(&ident.to_string(), known())
            .map_or_else(String::new, |near| format!(", did you mean `{near}`"));
        let known = suggest::list(known());
        Error::new(
            ident.span(),
            format!(
                "unknown option `{ident}`{meant}; the options of `{}` are {known}",
                shown(*attribute, example)
            ),
        )
    }
}

/// Renders the attribute for messages: `#[entity]`, or `electrodb(…)` for options inside an attribute.
fn shown(attribute: Symbol, example: &str) -> String {
    if example.starts_with("#[") {
        format!("#[{attribute}]")
    } else {
        format!("{attribute}(…)")
    }
}

/// Reports attributes that belong in another `place` and have no meaning here.
pub(crate) fn misplaced(attributes: &[Attribute], elsewhere: &[Symbol], place: &str, context: &Context) {
    for path in attributes.iter().map(Attribute::path) {
        if let Some(symbol) = elsewhere.iter().find(|symbol| *path == **symbol) {
            context.error(
                path,
                format_args!("`#[{symbol}]` has no meaning here; write it on {place}"),
            );
        }
    }
}

fn skip_to_comma(input: ParseStream) -> Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
