//! The collector of mistakes: everything wrong with one input is reported in one run.

use std::cell::RefCell;
use std::fmt::Display;
use std::thread;

use proc_macro2::Span;
use quote::ToTokens;

/// Gathers errors while an input is read; must be read in turn with [`finish`](Context::finish).
pub(crate) struct Context {
    /// `None` once the errors were taken.
    errors: RefCell<Option<Vec<syn::Error>>>,
}

impl Context {
    pub(crate) fn new() -> Self {
        Context {
            errors: RefCell::new(Some(Vec::new())),
        }
    }

    /// An error that underlines all of `tokens`.
    pub(crate) fn error(&self, tokens: impl ToTokens, message: impl Display) {
        self.report(syn::Error::new_spanned(tokens, message));
    }

    /// An error under one token, or at a place that has none.
    pub(crate) fn error_at(&self, span: Span, message: impl Display) {
        self.report(syn::Error::new(span, message));
    }

    pub(crate) fn report(&self, error: syn::Error) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(error);
        }
    }

    /// The errors combined into one, if there are any.
    pub(crate) fn finish(self) -> syn::Result<()> {
        let errors = self.errors.borrow_mut().take().unwrap_or_default();
        let combined = errors.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        });
        combined.map_or(Ok(()), Err)
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // A mistake found and not reported would let `expand` see a model it does not expect.
        let unread = self.errors.borrow().is_some();
        assert!(!unread || thread::panicking(), "the errors of a derive were not read");
    }
}
