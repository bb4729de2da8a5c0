//! The spans of generated code.

use proc_macro2::Span;
use syn::spanned::Spanned;

/// Returns a span for code about `tokens`. Errors point at `tokens`, and lints treat the code as generated.
pub(super) fn place(tokens: &impl Spanned) -> Span {
    Span::call_site().located_at(tokens.span())
}
