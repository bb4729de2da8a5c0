//! The options of a field that do not depend on keys.

use proc_macro2::Span;
use syn::{Expr, Ident, LitStr, Path};

use crate::attr::field::{DefaultAttr, FieldAttr, ValidateAttr};
use crate::attr::symbol::{ON_WRITE, Symbol, VERSION};

#[derive(Default)]
pub(crate) struct FieldOptions {
    /// Every given option, with the span of its keyword.
    given: Vec<(Symbol, Span)>,
    pub(crate) validate: Option<ValidateModel>,
    pub(crate) get: Option<Path>,
    pub(crate) set: Option<Path>,
    /// The fields of `unique(within = …)`.
    pub(crate) within: Vec<Ident>,
}

pub(crate) enum DefaultModel {
    /// `Default::default()`
    Std,
    Expr(Box<Expr>),
}

pub(crate) enum ValidateModel {
    Path(Path),
    Regex(LitStr),
}

impl FieldOptions {
    /// Returns the options and the default. A version defaults to 0, and an `on_write` field to its expression.
    pub(super) fn resolve(attr: FieldAttr) -> (Self, Option<DefaultModel>) {
        let version = attr.span_of(VERSION).map(|_| DefaultModel::Std);
        let on_write = attr.on_write.map(DefaultModel::Expr);
        let default = attr.default.map(|default| match default {
            DefaultAttr::Std => DefaultModel::Std,
            DefaultAttr::Expr(expr) => DefaultModel::Expr(expr),
        });
        let options = FieldOptions {
            given: attr.given,
            validate: attr.validate.map(|validate| match validate {
                ValidateAttr::Path(path) => ValidateModel::Path(path),
                ValidateAttr::Regex(pattern) => ValidateModel::Regex(pattern),
            }),
            get: attr.get,
            set: attr.set,
            within: attr.within,
        };
        (options, version.or(on_write).or(default))
    }

    pub(crate) fn given(&self) -> impl Iterator<Item = (Symbol, Span)> {
        self.given.iter().copied()
    }

    /// Returns the span of the option, if it is given.
    pub(crate) fn span_of(&self, option: Symbol) -> Option<Span> {
        self.given().find(|(known, _)| *known == option).map(|(_, span)| span)
    }

    pub(crate) fn has(&self, option: Symbol) -> bool {
        self.span_of(option).is_some()
    }

    /// Whether every write sets the field, so that updates have no action on it.
    pub(crate) fn is_kept_up(&self) -> bool {
        self.has(VERSION) || self.has(ON_WRITE)
    }
}
