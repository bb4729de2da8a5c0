//! Rules of names that several checks share.

use proc_macro2::Span;
use syn::Ident;

use crate::error::Context;
use crate::model::field::SerdeModel;

/// `#[serde(rename = "email")] mail: String, email: String`, `#[serde(alias = "email")] mail: String, email: String`
pub(super) fn each_attribute_once<'a>(
    fields: impl Iterator<Item = (&'a Ident, &'a str, &'a SerdeModel)>,
    context: &Context,
) {
    let mut seen: Vec<(&Ident, &str, &SerdeModel)> = Vec::new();
    for (ident, attribute, serde) in fields {
        for (other, name, others) in &seen {
            let common = [attribute]
                .into_iter()
                .chain(serde.aliases.iter().map(String::as_str))
                .find(|own| own == name || others.aliases.iter().any(|alias| alias == own));
            let Some(common) = common else { continue };
            let clash = if *name == attribute {
                format!("`{other}` and `{ident}` are both stored as the attribute `{attribute}`; rename one of them")
            } else {
                format!(
                    "`{common}` names both `{other}` and `{ident}`, because of an `alias`; remove it from one of them"
                )
            };
            let mut literals = serde.names.iter().chain(&others.names);
            match literals.find(|literal| literal.value() == common) {
                Some(literal) => context.error(literal, clash),
                None => context.error(ident, clash),
            }
        }
        seen.push((ident, attribute, serde));
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
