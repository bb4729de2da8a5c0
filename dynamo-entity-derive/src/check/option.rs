//! Rules of field options.

use crate::model::side::SideModel;
use proc_macro2::Span;
use syn::Ident;
use syn::ext::IdentExt;

use crate::attr::index::IndexKind;
use crate::attr::symbol::{DEFAULT, GET, ON_WRITE, PRECISION, READONLY, SET, Symbol, TTL, UNIQUE, VALIDATE, VERSION};
use crate::error::Context;
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role, SerdeModel};
use crate::model::index::IndexModel;
use crate::model::option::{FieldOptions, ValidateModel};

/// Pairs of options that exclude each other, with the reason. The message asks to remove the second.
const CLASHES: [(Symbol, Symbol, &str); 13] = [
    (VERSION, READONLY, COUNTS),
    (VERSION, DEFAULT, COUNTS),
    (VERSION, ON_WRITE, COUNTS),
    (VERSION, TTL, COUNTS),
    (VERSION, VALIDATE, COUNTS),
    (VERSION, GET, COUNTS),
    (VERSION, SET, COUNTS),
    (TTL, PRECISION, "a `ttl` is stored in whole seconds"),
    (
        ON_WRITE,
        READONLY,
        "`on_write` is evaluated by every write, but a `readonly` field is written only once",
    ),
    (ON_WRITE, DEFAULT, "`on_write` is also the default"),
    (VERSION, UNIQUE, COUNTS),
    (
        ON_WRITE,
        UNIQUE,
        "`on_write` is evaluated by every write, and every write would have to claim a unique value",
    ),
    (
        UNIQUE,
        DEFAULT,
        "many items can have the same default, but only one can have a `unique` value",
    ),
];
const COUNTS: &str = "a `version` starts at 0 and is incremented by every write";

/// `#[entity(version, readonly)]`
pub(super) fn options_agree(model: &EntityModel, context: &Context) {
    for field in &model.fields {
        for (option, other, why) in CLASHES {
            if let (true, Some(span)) = (field.options.has(option), field.options.span_of(other)) {
                context.error_at(span, format_args!("{why}; remove `{other}`"));
            }
        }
    }
}

/// `#[serde(flatten)] #[entity(ttl)] rest: Rest`
pub(super) fn options_have_an_attribute(model: &EntityModel, context: &Context) {
    for field in model.fields.iter().filter(|field| !field.is_stored()) {
        no_attribute(&field.ident, &field.options, context);
    }
}

/// Reports the options of a field that is skipped or flattened.
pub(super) fn no_attribute(field: &Ident, options: &FieldOptions, context: &Context) {
    for (option, span) in options.given().filter(|(option, _)| *option != DEFAULT) {
        let message = format!("`{}` has no attribute of its own; remove `{option}`", field.unraw());
        context.error_at(span, message);
    }
}

/// `#[serde(with = "ts_seconds")] #[entity(ttl)] expires_at: DateTime<Utc>`
pub(super) fn options_agree_with_serde(model: &EntityModel, context: &Context) {
    for field in &model.fields {
        agree_with_serde(&field.options, &field.serde, context);
    }
}

/// Reports the options of a field that serde's functions exclude.
pub(super) fn agree_with_serde(options: &FieldOptions, serde: &SerdeModel, context: &Context) {
    if serde.serialize_with.is_none() && serde.deserialize_with.is_none() {
        return;
    }
    for (option, span) in options.given() {
        let clashes = match option {
            VERSION | TTL | GET | SET | UNIQUE | PRECISION => true,
            VALIDATE => matches!(options.validate, Some(ValidateModel::Path(_))),
            _ => false,
        };
        if clashes {
            let message = format!(
                "`{option}` depends on how the field is stored, which serde's `with` functions hide; remove one of them"
            );
            context.error_at(span, message);
        }
    }
}

/// `#[serde(alias = "mail")] #[entity(unique)] email: String`
pub(super) fn options_agree_with_aliases(model: &EntityModel, context: &Context) {
    for field in model.fields.iter().filter(|field| !field.serde.aliases.is_empty()) {
        for (option, span) in field.options.given() {
            if matches!(option, VERSION | TTL | UNIQUE) {
                let message = format!(
                    "`{option}` needs one attribute name, but serde's `alias` allows another; remove one of them"
                );
                context.error_at(span, message);
            }
        }
    }
}

/// `#[entity(version)] a: u32, #[entity(version)] b: u32`
pub(super) fn one_field_each(model: &EntityModel, context: &Context) {
    for option in [VERSION, TTL] {
        let given = model
            .fields
            .iter()
            .filter_map(|field| Some((field, field.options.span_of(option)?)));
        let mut given = given.filter(|(field, _)| field.is_stored());
        let Some((first, _)) = given.next() else { continue };
        for (_, span) in given {
            let message = format!(
                "`{}` of `{}` is already the `{option}`, and an item has only one; remove one of them",
                first.ident, model.ident
            );
            context.error_at(span, message);
        }
    }
}

/// `pk = "USER#<user_id>"`, `#[entity(get = opened)] user_id: String`
pub(super) fn keys_are_made_of_what_is_stored(model: &EntityModel, context: &Context) {
    let sides = || model.indexes.iter().flat_map(IndexModel::own_sides);
    for (position, field) in model.fields.iter().enumerate() {
        let is_part = || sides().any(|(_, side)| side.fields().into_iter().any(|part| part == position));
        if let Some(span) = field.options.span_of(GET)
            && !field.options.has(SET)
            && !field.options.has(VERSION)
            && (field.options.has(UNIQUE) || is_part())
        {
            let message = format!(
                "`{}` is part of a key or `unique`, but `get` makes the loaded value differ from the stored one: add \
                 a `set` that reverses `get`, or remove `get`",
                field.ident.unraw()
            );
            context.error_at(span, message);
        }
    }
}

/// `pk = "USER#<version>"`
pub(super) fn kept_up_fields_are_no_keys(model: &EntityModel, context: &Context) {
    for index in &model.indexes {
        let primary = index.kind == IndexKind::Primary;
        for (_, side) in index.own_sides() {
            for (field, span) in crate::check::index::parts(side) {
                let Some(field) = model.fields.get(field) else { continue };
                let (option, place) = if field.options.has(VERSION) {
                    (VERSION, "a key")
                } else if field.options.has(ON_WRITE) && primary {
                    (ON_WRITE, "the primary key")
                } else {
                    continue;
                };
                let message = format!(
                    "every write changes the `{option}` field `{}`, so it cannot be part of {place}; use another field",
                    field.ident
                );
                context.error_at(span, message);
            }
        }
    }
}

/// `sk = "<status>#<updated_at>"`: every update would need to know the status.
pub(super) fn kept_up_parts_are_known(model: &EntityModel, context: &Context) {
    for index in model.indexes.iter().filter(|index| index.kind != IndexKind::Primary) {
        for (_, side) in index.own_sides() {
            let SideModel::Template(_) = side else { continue };
            let parts: Vec<(&FieldModel, Span)> = crate::check::index::parts(side)
                .into_iter()
                .filter_map(|(field, span)| Some((model.fields.get(field)?, span)))
                .collect();
            let Some((written, _)) = parts.iter().find(|(field, _)| field.options.has(ON_WRITE)) else {
                continue;
            };
            let unknown = |field: &FieldModel| field.role != Role::KeyPart && !field.options.has(ON_WRITE);
            for (other, span) in parts.iter().filter(|(field, _)| unknown(field)) {
                let message = format!(
                    "every update of a `{}` rewrites this key because of `{}`, but does not know `{}`; give `{}` a \
                     side of its own, or combine it only with parts of the primary key",
                    model.ident, written.ident, other.ident, written.ident
                );
                context.error_at(*span, message);
            }
        }
    }
}

/// `#[entity(validate(regex = "("))]`
pub(super) fn patterns_are_valid(model: &EntityModel, context: &Context) {
    for field in &model.fields {
        pattern_is_valid(&field.options, context);
    }
}

/// Reports an invalid pattern.
pub(super) fn pattern_is_valid(options: &FieldOptions, context: &Context) {
    if let Some(ValidateModel::Regex(pattern)) = &options.validate
        && let Err(problem) = crate::check::pattern::check(&pattern.value())
    {
        context.error(pattern, problem);
    }
}
