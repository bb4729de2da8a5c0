//! Rules of names that several checks share.

use proc_macro2::Span;
use syn::Ident;

use crate::error::Context;

/// `#[serde(rename = "email")] mail: String, email: String`, `#[serde(alias = "email")] mail: String, email: String`
pub(super) fn each_attribute_once<'a>(
    fields: impl Iterator<Item = (&'a Ident, &'a str, &'a [String])>,
    context: &Context,
) {
    let mut seen: Vec<(&Ident, &str, &[String])> = Vec::new();
    for (ident, attribute, aliases) in fields {
        for (other, name, others) in &seen {
            let clash = if *name == attribute {
                format!("`{other}` and `{ident}` are both stored as the attribute `{attribute}`; rename one of them")
            } else if aliases.iter().any(|alias| alias == name || others.contains(alias))
                || others.iter().any(|alias| alias == attribute)
            {
                format!(
                    "an `alias` gives `{other}` and `{ident}` a name in common, so that name is ambiguous; remove it \
                     from one of them"
                )
            } else {
                continue;
            };
            context.error(ident, clash);
        }
        seen.push((ident, attribute, aliases));
    }
}

/// `index = "g1"`, `index = "by email"`
pub(super) fn valid_index_name(name: &str, span: Span, context: &Context) {
    let letters = name
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'));
    if !letters || !(3..=255).contains(&name.len()) {
        let message = format!(
            "`{name}` cannot be the name of a DynamoDB index; write 3 to 255 letters, digits, `_`, `-` and `.`, such \
             as `gsi1`"
        );
        context.error_at(span, message);
    }
}
