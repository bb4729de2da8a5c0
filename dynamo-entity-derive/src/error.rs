//! The collector of mistakes, which reports all mistakes of one input in one run.

use std::cell::RefCell;
use std::fmt::Display;
use std::thread;

use proc_macro2::Span;
use quote::ToTokens;

use crate::features::Features;

/// Collects errors while an input is read. [`finish`](Context::finish) must be called in the end.
pub(crate) struct Context {
    /// The features that the derives accept.
    pub(crate) features: Features,
    /// `None` after the errors were taken.
    errors: RefCell<Option<Vec<syn::Error>>>,
}

impl Context {
    pub(crate) fn new(features: Features) -> Self {
        Context {
            features,
            errors: RefCell::new(Some(Vec::new())),
        }
    }

    /// Reports an error that underlines all of `tokens`.
    pub(crate) fn error(&self, tokens: impl ToTokens, message: impl Display) {
        self.report(syn::Error::new_spanned(tokens, message));
    }

    /// Reports an error at one token, or at a place without tokens.
    pub(crate) fn error_at(&self, span: Span, message: impl Display) {
        self.report(syn::Error::new(span, message));
    }

    pub(crate) fn report(&self, error: syn::Error) {
        if let Some(errors) = self.errors.borrow_mut().as_mut() {
            errors.push(error);
        }
    }

    /// Combines the errors into one, if there are any.
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
        // Errors that are not read would let `expand` run on a model that it does not expect.
        let unread = self.errors.borrow().is_some();
        assert!(!unread || thread::panicking(), "the errors of a derive were not read");
    }
}
