//! Parsers for the values of options.

use proc_macro2::{Group, Span, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, LitInt, LitStr, Path, Result, Token, token};

use crate::attr::symbol::Symbol;

/// An option after its keyword was read and before its value is read.
pub(crate) struct OptionInput<'a> {
    pub(crate) keyword: Symbol,
    pub(crate) ident: Ident,
    /// A correct use of the option.
    pub(super) form: &'static str,
    pub(super) input: ParseStream<'a>,
}

/// Text or a list of texts, the forms of a key side and of a projection.
pub(crate) enum TextOrList {
    Text(LitStr),
    List(Span, Vec<LitStr>),
}

impl TextOrList {
    pub(crate) fn span(&self) -> Span {
        match self {
            TextOrList::Text(text) => text.span(),
            TextOrList::List(span, _) => *span,
        }
    }
}

impl OptionInput<'_> {
    /// `keyword`
    pub(crate) fn flag(&self) -> Result<()> {
        if self.input.is_empty() || self.input.peek(Token![,]) {
            return Ok(());
        }
        Err(self.wrong("takes no value"))
    }

    /// `keyword = "text"`
    pub(crate) fn text(&self) -> Result<LitStr> {
        self.equals()?;
        if !self.input.peek(LitStr) {
            return Err(self.wrong("takes text"));
        }
        self.input.parse()
    }

    /// `keyword = "text"` or `keyword = ["text", "text"]`
    pub(crate) fn text_or_list(&self) -> Result<TextOrList> {
        self.equals()?;
        if self.input.peek(LitStr) {
            return self.input.parse().map(TextOrList::Text);
        }
        if !self.input.peek(token::Bracket) {
            return Err(self.wrong("takes text"));
        }
        // Parsed as a group, so that a mistake inside it is not reported again as unexpected tokens.
        let group: Group = self.input.parse()?;
        let texts = Punctuated::<LitStr, Token![,]>::parse_terminated;
        let texts = texts.parse2(group.stream()).map_err(|error| {
            let Self { keyword, .. } = self;
            Error::new(
                error.span(),
                format!("the list of `{keyword}` takes strings in quotes, separated by commas"),
            )
        })?;
        Ok(TextOrList::List(group.span(), texts.into_iter().collect()))
    }

    /// `keyword = ["text", "text"]`
    pub(crate) fn list(&self) -> Result<(Span, Vec<LitStr>)> {
        match self.text_or_list()? {
            TextOrList::List(span, texts) => Ok((span, texts)),
            TextOrList::Text(text) => {
                let Self { keyword, form, .. } = self;
                Err(Error::new(
                    text.span(),
                    format!("`{keyword}` takes a list; write `{form}`"),
                ))
            }
        }
    }

    /// `keyword = 5`
    pub(crate) fn integer(&self) -> Result<LitInt> {
        self.equals()?;
        if !self.input.peek(LitInt) {
            return Err(self.wrong("takes a number"));
        }
        self.input.parse()
    }

    /// Whether options in parentheses follow.
    pub(crate) fn is_group(&self) -> bool {
        let first = |group: Group| group.stream().into_iter().next();
        let group = self
            .input
            .peek(token::Paren)
            .then(|| self.input.fork().parse::<Group>());
        let first = group.and_then(Result::ok).and_then(first);
        matches!(first, Some(TokenTree::Ident(_)))
    }

    /// `keyword(…)`
    pub(crate) fn group(&self) -> Result<Group> {
        if !self.input.peek(token::Paren) {
            return Err(self.wrong("takes options in parentheses"));
        }
        self.input.parse()
    }

    /// `keyword = "some::path"`, as serde writes paths
    pub(crate) fn path(&self) -> Result<Path> {
        let text = self.text()?;
        text.parse_with(Path::parse_mod_style).map_err(|_| {
            let Self { keyword, form, .. } = self;
            Error::new(
                text.span(),
                format!("`{keyword}` takes a path in quotes; write `{form}`"),
            )
        })
    }

    /// `keyword = Path`, of a type
    pub(crate) fn ty(&self) -> Result<Path> {
        self.equals()?;
        let input = self.input;
        let relative = input.peek(Token![crate]) || input.peek(Token![super]) || input.peek(Token![self]);
        if !input.peek(syn::Ident) && !input.peek(Token![::]) && !relative {
            return Err(self.wrong("takes a type"));
        }
        Path::parse_mod_style(self.input)
    }

    /// `keyword(Path, Path)`
    pub(crate) fn paths(&self) -> Result<Vec<Path>> {
        if !self.input.peek(token::Paren) {
            return Err(self.wrong("takes a list in parentheses"));
        }
        let Self { keyword, form, .. } = self;
        let group: Group = self.input.parse()?;
        let paths =
            |input: ParseStream| Punctuated::<Path, Token![,]>::parse_terminated_with(input, Path::parse_mod_style);
        let paths = paths.parse2(group.stream()).map_err(|error| {
            Error::new(
                error.span(),
                format!("`{keyword}` takes types separated by commas; write `{form}`"),
            )
        })?;
        if paths.is_empty() {
            return Err(Error::new(
                group.span(),
                format!("the list of `{keyword}` is empty; write `{form}`"),
            ));
        }
        Ok(paths.into_iter().collect())
    }

    /// Reads `= value` with `value`, or nothing.
    pub(crate) fn optional<T>(&self, value: impl FnOnce(ParseStream) -> Result<T>) -> Result<Option<T>> {
        if self.input.is_empty() || self.input.peek(Token![,]) {
            return Ok(None);
        }
        self.equals()?;
        value(self.input).map(Some)
    }

    /// Reads `= value` with `value`.
    pub(crate) fn required<T>(&self, value: impl FnOnce(ParseStream) -> Result<T>) -> Result<T> {
        self.equals()?;
        value(self.input)
    }

    /// `keyword = path::to::function`
    pub(crate) fn function(&self) -> Result<Path> {
        self.equals()?;
        if self.input.peek(LitStr) {
            return Err(self.wrong("takes the path of a function, not a string"));
        }
        let path = self.input.fork().parse::<Path>();
        if path.is_err() {
            return Err(self.wrong("takes the path of a function"));
        }
        self.input.parse()
    }

    /// Reads `keyword(inner = value)`, if there are parentheses. `form` is a correct use.
    pub(crate) fn nested<T>(
        &self,
        inner: Symbol,
        form: &str,
        value: impl FnOnce(ParseStream) -> Result<T>,
    ) -> Result<Option<T>> {
        if !self.input.peek(token::Paren) {
            return Ok(None);
        }
        let group: Group = self.input.parse()?;
        let read = |input: ParseStream| {
            let word: Ident = input.parse()?;
            if word != inner {
                return Err(Error::new(word.span(), ""));
            }
            input.parse::<Token![=]>()?;
            value(input)
        };
        let value = read.parse2(group.stream()).map_err(|error| {
            let Self { keyword, .. } = self;
            let message = format!("`{keyword}(…)` takes only `{inner}`; write `{form}`");
            Error::new(error.span(), message)
        })?;
        Ok(Some(value))
    }

    fn equals(&self) -> Result<()> {
        let Self {
            keyword,
            ident,
            form,
            input,
        } = self;
        if input.parse::<Option<Token![=]>>()?.is_none() || input.is_empty() || input.peek(Token![,]) {
            return Err(Error::new(
                ident.span(),
                format!("`{keyword}` has no value; write `{form}`"),
            ));
        }
        Ok(())
    }

    /// Returns an error at the token that was found instead of the expected one.
    fn wrong(&self, takes: &str) -> Error {
        let Self {
            keyword,
            ident,
            form,
            input,
        } = self;
        let message = format!("`{keyword}` {takes}; write `{form}`");
        match input.fork().parse::<TokenTree>() {
            Ok(token) => Error::new_spanned(token, message),
            Err(_) => Error::new(ident.span(), message),
        }
    }
}
