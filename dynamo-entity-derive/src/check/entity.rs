//! Rules of an entity's fields.

use crate::error::Context;
use crate::model::entity::EntityModel;
use crate::model::field::Role;

/// `#[entity(pk = "…", name = "")]`
pub(super) fn name_is_text(model: &EntityModel, context: &Context) {
    if model.name.is_empty() {
        let message = format!(
            "an empty name cannot distinguish `{}` from other entities; write a name, or remove `name`",
            model.ident
        );
        context.error_at(model.name_span, message);
    }
}

/// `#[serde(into = "Row")]`, `#[serde(deny_unknown_fields)]`
pub(super) fn stored_as_itself(model: &EntityModel, context: &Context) {
    let ident = &model.ident;
    if let Some(option) = &model.serde.converted {
        let message = format!(
            "serde stores `{ident}` as another type, whose attributes are unknown here; derive `Entity` on that type, \
             or convert single fields"
        );
        context.error(option, message);
    }
    if let Some(span) = model.serde.deny_unknown_fields {
        let message = format!(
            "every stored `{ident}` has key attributes that are not its fields, and `deny_unknown_fields` refuses them; remove it"
        );
        context.error_at(span, message);
    }
}

/// `#[serde(rename = "email")] mail: String, email: String`
pub(super) fn attributes_differ(model: &EntityModel, context: &Context) {
    let stored = model.fields.iter().filter(|field| field.is_stored());
    crate::check::names::each_attribute_once(
        stored.map(|field| (&field.ident, field.attribute.as_str(), field.serde.aliases.as_slice())),
        context,
    );
}

/// `pk = "USER#<user_id>"` with `user_id: Option<String>`
pub(super) fn primary_key_is_present(model: &EntityModel, context: &Context) {
    for field in model
        .fields
        .iter()
        .filter(|field| field.role == Role::KeyPart && field.optional)
    {
        let message = format!(
            "`{}` is part of the primary key, and a primary key part cannot be absent; \
             make it required, or use it in an index",
            field.ident
        );
        context.error(&field.ty, message);
    }
}

/// `build: String`
pub(super) fn builder_methods_differ(model: &EntityModel, context: &Context) {
    for field in model.fields.iter().filter(|field| field.ident == "build") {
        let message = format!(
            "the builder of `{}` already has a method `build`; choose another name for the field, and keep the \
             attribute with `#[serde(rename = \"{}\")]`",
            model.ident, field.attribute
        );
        context.error(&field.ident, message);
    }
}

/// `#[gsi(name = "review", sk = "<status>#<score:05>", …)]` beside a field `review_sk`
pub(super) fn groups_are_no_fields(model: &EntityModel, context: &Context) {
    for group in &model.groups {
        if model.fields.iter().any(|field| field.ident == group.ident) {
            let message = format!(
                "`{}` would be both the group of this key's parts and a field of `{}`; choose another name for the \
                 field or the pattern",
                group.ident, model.ident
            );
            context.error(&group.ident, message);
        }
    }
}
