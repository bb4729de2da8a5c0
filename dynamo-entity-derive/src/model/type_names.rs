//! The names of the types that are generated for an entity.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use crate::attr::symbol::{CREATE, FIELDS, KEY, QUERY, STEP, Symbol, UPDATE};
use crate::error::Context;

/// The generated types of an entity. Each name is the entity's with a suffix, such as `UserKey`, or the given one.
pub(crate) struct TypeNames {
    pub(crate) key: Ident,
    pub(crate) fields: Ident,
    pub(crate) create: Ident,
    pub(crate) update: Ident,
    pub(crate) query: Ident,
    pub(crate) step: Ident,
    /// The given names, with the option of each.
    pub(crate) given: Vec<(Symbol, LitStr)>,
}

impl TypeNames {
    pub(super) fn resolve(entity: &Ident, given: Vec<(Symbol, LitStr)>, context: &Context) -> Self {
        let name = |option: Symbol, suffix: &str| {
            let given = given.iter().find(|(known, _)| *known == option);
            let given = given.and_then(|(_, text)| parse(option, text, context));
            given.unwrap_or_else(|| located(&format!("{}{suffix}", entity.unraw()), entity.span()))
        };
        TypeNames {
            key: name(KEY, "Key"),
            fields: name(FIELDS, "Fields"),
            create: name(CREATE, "Create"),
            update: name(UPDATE, "Update"),
            query: name(QUERY, "Query"),
            step: name(STEP, "Step"),
            given,
        }
    }

    /// Returns every type with the option that names it.
    pub(crate) fn all(&self) -> [(Symbol, &Ident); 6] {
        [
            (KEY, &self.key),
            (FIELDS, &self.fields),
            (CREATE, &self.create),
            (UPDATE, &self.update),
            (QUERY, &self.query),
            (STEP, &self.step),
        ]
    }
}

fn parse(option: Symbol, text: &LitStr, context: &Context) -> Option<Ident> {
    match text.parse::<Ident>() {
        Ok(ident) => Some(located(&ident.to_string(), text.span())),
        Err(_) => {
            let message = format!("`{option}` takes the name of a type; write `{option} = \"UserType\"`");
            context.error(text, message);
            None
        }
    }
}

/// Makes an identifier that lints treat as generated code, and at which errors point at `span`.
fn located(name: &str, span: Span) -> Ident {
    Ident::new(name, Span::call_site().located_at(span))
}
