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

const UPDATE_GRAMMAR: Grammar = Grammar {
    attribute: UPDATE,
    example: r#"update(name = "UserChanges", deny_unknown_fields)"#,
    options: &[
        (NAME, r#"name = "UserChanges""#),
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
    /// Whether `update(deny_unknown_fields)` is given.
    pub(crate) update_denies_unknown_fields: bool,
}

impl GeneratedAttr {
    pub(super) fn read_option(&mut self, option: &OptionInput, context: &Context) -> syn::Result<()> {
        let of = option.keyword;
        let grammar = match of {
            CREATE if option.is_group() => &CREATE_GRAMMAR,
            UPDATE if option.is_group() => &UPDATE_GRAMMAR,
            _ => {
                self.names.push((of, option.text()?));
                return Ok(());
            }
        };
        let group = option.group()?;
        Options::new(grammar, context).read_tokens(group.stream(), |option| {
            if option.keyword == NAME {
                self.names.push((of, option.text()?));
                return Ok(());
            }
            option.flag()?;
            if of == CREATE {
                self.create_denies_unknown_fields = Some(option.ident.span());
            } else {
                self.update_denies_unknown_fields = true;
            }
            Ok(())
        });
        Ok(())
    }
}
