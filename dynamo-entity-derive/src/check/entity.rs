//! Rules of an entity's fields.

use crate::attr::symbol::STEP;
use crate::error::Context;
use crate::model::entity::EntityModel;
use crate::model::field::Role;
use crate::model::index::IndexModel;

/// `#[entity(key = "Profile", create = "Profile")]`
pub(super) fn types_differ(model: &EntityModel, context: &Context) {
    let mut reported = Vec::new();
    for (option, text) in &model.types.given {
        let name = text.value();
        if model.ident == name {
            context.error(
                text,
                format_args!("`{name}` is the entity itself; choose another name for `{option}`"),
            );
            continue;
        }
        let mut others = model.types.all().into_iter();
        let other = others.find(|(other, ident)| other != option && *ident == &name);
        if let Some((other, _)) = other
            && !reported.contains(&name)
        {
            let message =
                format!("both `{option}` and `{other}` are the type `{name}`; choose another name for one of them");
            context.error(text, message);
            reported.push(name);
        }
    }
}

/// `#[entity(pk = "USER#<user_id>", sk = "PROFILE", step = "Narrowed")]`
pub(super) fn named_types_exist(model: &EntityModel, context: &Context) {
    let has_steps = |index: &IndexModel| index.sk.as_ref().is_some_and(|sk| !sk.fields().is_empty());
    for (option, text) in &model.types.given {
        if *option == STEP && !model.indexes.iter().any(has_steps) {
            let message = format!(
                "no sort key of `{}` has parts, so there is no type of this name; remove `step`",
                model.ident
            );
            context.error(text, message);
        }
    }
}

/// `#[entity(create(deny_unknown_fields))]` with `#[serde(flatten)] rest: Rest`
pub(super) fn bodies_are_read(model: &EntityModel, context: &Context) {
    let flattened = model.fields.iter().find(|field| field.role == Role::Flattened);
    if let (Some(span), Some(field)) = (model.create_denies_unknown_fields, flattened) {
        let message = format!(
            "the builder of `{}` is not `Deserialize`, because only serde knows the names of the flattened `{}`; remove \
             `deny_unknown_fields`",
            model.ident, field.ident
        );
        context.error_at(span, message);
    }
}

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
        stored.map(|field| (&field.ident, field.attribute.as_str(), &field.serde)),
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
