//! ElectroDB's key style, lowered to the templates that the rest of the code uses.
//!
//! For example, `pk = ["user_id"], sk = []` of the entity `user`, version `1`, in the service `thankscard` becomes the
//! templates `$thankscard#userid_<user_id>` and `$user_1`.

pub(crate) mod arrangement;
mod side;

use syn::{LitStr, Type};

use crate::attr::electrodb::{PaddingAttr, ServiceAttr};
use crate::error::Context;
use crate::template::format::{Casing, Padding};

/// `electrodb(service = "thankscard", entity = "user", version = "1")`
pub(crate) struct Service {
    name: String,
    pub(super) entity: String,
    pub(super) version: String,
}

impl Service {
    pub(super) fn resolve(attr: &ServiceAttr, context: &Context) -> Self {
        // A missing name has been reported.
        let text = |text: &Option<LitStr>| {
            let text = text.as_ref();
            text.map_or_else(|| "missing".to_owned(), |text| named(text, "name", context))
        };
        Service {
            name: text(&attr.service),
            entity: text(&attr.entity),
            version: text(&attr.version),
        }
    }
}

/// Returns a name that keys contain. An empty name is reported.
fn named(text: &LitStr, what: &str, context: &Context) -> String {
    if text.value().is_empty() {
        context.error(text, format_args!("the {what} is empty; write one"));
    }
    text.value()
}

impl Casing {
    /// Converts literal text to the letter case of the key.
    fn of(self, text: &str) -> String {
        match self {
            Casing::None => text.to_owned(),
            Casing::Lower => text.to_lowercase(),
            Casing::Upper => text.to_uppercase(),
        }
    }
}

impl Padding {
    pub(super) fn resolve(attr: &PaddingAttr, context: &Context) -> Option<Self> {
        let length = match attr.length.base10_parse::<u16>() {
            Ok(length) if length > 0 => length,
            _ => {
                let message = "the length of a padding is a number from 1 to 65535";
                context.error(&attr.length, message);
                return None;
            }
        };
        let fill = attr.fill.value();
        if let Some(pair) = fill.chars().find(|char| char.len_utf16() > 1) {
            let message = format!(
                "`{pair}` is two UTF-16 units in JavaScript, which could cut it in half; pad with another character"
            );
            context.error(&attr.fill, message);
            return None;
        }
        if fill.is_empty() {
            context.error(&attr.fill, "the padding has no character; write `char = \"0\"`");
            return None;
        }
        Some(Padding { length, fill })
    }
}

/// Returns the last path segment of a type, without an `Option` around the type.
pub(crate) fn primitive(ty: &Type) -> Option<String> {
    let path = match ty {
        Type::Path(path) => path,
        // `$ty:ty` in a macro
        Type::Group(group) => return primitive(&group.elem),
        Type::Paren(paren) => return primitive(&paren.elem),
        _ => return None,
    };
    let last = path.path.segments.last()?;
    if last.ident == "Option"
        && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(syn::GenericArgument::Type(inner)) = arguments.args.first()
    {
        return primitive(inner);
    }
    Some(last.ident.to_string())
}
