//! Options of the types that `#[derive(Entity)]` generates: `key = "ProfileKey"`, `create(name = "NewUser", deny_unknown_fields)`.

use proc_macro2::Span;
use syn::LitStr;

use crate::attr::option::{Grammar, Options};
use crate::attr::symbol::{CREATE, DENY_UNKNOWN_FIELDS, FIELDS, KEY, NAME, QUERY, STEP, Symbol, UPDATE};
use crate::attr::value::OptionInput;
use crate::error::Context;

/// The options that name a generated type.
pub(crate) const TYPES: [Symbol; 6] = [KEY, FIELDS, CREATE, UPDATE, QUERY, STEP];

const CREATE_GRAMMAR: Grammar = Grammar {
    attribute: CREATE,
    example: r#"create(name = "NewUser", deny_unknown_fields)"#,
    options: &[
        (NAME, r#"name = "NewUser""#),
        (DENY_UNKNOWN_FIELDS, "deny_unknown_fields"),
    ],
    electrodb: &[],
    refused: &[],
};

#[derive(Default)]
pub(crate) struct GeneratedAttr {
    /// The given names, each with the option of its type.
    pub(crate) names: Vec<(Symbol, LitStr)>,
    /// The span of `create(deny_unknown_fields)`.
    pub(crate) create_denies_unknown_fields: Option<Span>,
}

impl GeneratedAttr {
    pub(super) fn read_option(&mut self, option: &OptionInput, context: &Context) -> syn::Result<()> {
        if option.keyword != CREATE || !option.is_group() {
            self.names.push((option.keyword, option.text()?));
            return Ok(());
        }
        let group = option.group()?;
        Options::new(&CREATE_GRAMMAR, context).read_tokens(group.stream(), |option| {
            if option.keyword == NAME {
                self.names.push((CREATE, option.text()?));
            } else {
                option.flag()?;
                self.create_denies_unknown_fields = Some(option.ident.span());
            }
            Ok(())
        });
        Ok(())
    }
}
