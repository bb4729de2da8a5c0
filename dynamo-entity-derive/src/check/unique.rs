//! Rules of `unique` fields.

use syn::Ident;
use syn::ext::IdentExt;

use crate::attr::index::IndexKind;
use crate::attr::symbol::{TTL, UNIQUE};
use crate::error::Context;
use crate::model::entity::EntityModel;
use crate::model::field::{FieldModel, Role};
use crate::suggest;

/// `pk = "USER#<user_id>"`, `#[entity(unique)] user_id: String`
pub(super) fn keys_are_unique_anyway(model: &EntityModel, context: &Context) {
    for field in model.fields.iter().filter(|field| field.role == Role::KeyPart) {
        if let Some(span) = field.options.span_of(UNIQUE) {
            let message = format!(
                "`{}` is part of the primary key, which no two items share; remove `unique`, or store the value in an item of its own",
                field.ident.unraw()
            );
            context.error_at(span, message);
        }
    }
}

/// `#[entity(ttl)] expires_at: u64, #[entity(unique)] email: String`
pub(super) fn unique_items_do_not_expire(model: &EntityModel, context: &Context) {
    let expires = model.fields.iter().any(|field| field.options.has(TTL));
    let unique = model.fields.iter().filter_map(|field| field.options.span_of(UNIQUE));
    for span in unique.filter(|_| expires) {
        context.error_at(
            span,
            "DynamoDB deletes items with a `ttl` by itself, and their unique values would stay reserved; remove one \
             of them",
        );
    }
}

/// `#[serde(rename = "#email")] #[entity(unique)] email: String`: the key `$unique#<entity>#<attribute>#<value>` of the
/// marker item would not show where the names end.
pub(super) fn unique_names_have_no_hash(model: &EntityModel, context: &Context) {
    for field in model.fields.iter().filter(|field| field.is_stored()) {
        let Some(span) = field.options.span_of(UNIQUE) else {
            continue;
        };
        let (kind, name) = match (model.name.contains('#'), field.attribute.contains('#')) {
            (true, _) => ("entity", &model.name),
            (false, true) => ("attribute", &field.attribute),
            (false, false) => continue,
        };
        let message = format!(
            "the {kind} name `{name}` contains `#`, which `unique` does not allow; rename it, or remove `unique`"
        );
        context.error_at(span, message);
    }
}

/// `pk = "USER#<user_id>"`, `#[entity(unique(within = tenant_id))] email: String`: the marker of a value lies where the
/// tenant's items lie.
pub(super) fn tenants_begin_the_partition_key(model: &EntityModel, context: &Context) {
    let parts = model.partition_parts();
    for field in &model.fields {
        let is_named = |part: &FieldModel| field.options.within.iter().any(|name| is_name_of(part, name));
        let is_part = |name: &&Ident| parts.iter().any(|part| is_name_of(part, name));
        let wrong: Vec<&Ident> = field.options.within.iter().filter(|name| !is_part(name)).collect();
        for name in &wrong {
            context.error(name, no_part(model, name));
        }
        let count = model.parts_within(field);
        let (Some(span), true) = (field.options.span_of(UNIQUE), count > 0 && wrong.is_empty()) else {
            continue;
        };
        let mut keys = model.fields.iter().filter(|field| field.role == Role::KeyPart);
        let mut primary = model.indexes.iter().filter(|index| index.kind == IndexKind::Primary);
        if let Some(before) = parts.iter().take(count).find(|part| !is_named(part)) {
            let message = format!(
                "the partition key has `<{}>` before the fields of `within`; add it to `within`, or move it to the end \
                 of `pk`",
                before.ident
            );
            context.error_at(span, message);
        } else if primary.any(|index| index.sk.is_none()) {
            context.error_at(
                span,
                "the values of `unique(within = …)` are reserved beside the items, which needs a sort key; add `sk`, or \
                 remove `within`",
            );
        } else if keys.all(is_named) {
            context.error_at(
                span,
                "`within` names the whole primary key, which only one item has; remove `unique`",
            );
        }
    }
}

/// The message about a name in `within` that is no part of the partition key.
fn no_part(model: &EntityModel, name: &Ident) -> String {
    if model.fields.iter().any(|field| is_name_of(field, name)) {
        return format!(
            "`{name}` is not part of the partition key, in which the values of `unique(within = …)` are reserved; begin \
             `pk` with `<{name}>`, or remove `within`"
        );
    }
    let parts = model.partition_parts();
    let names: Vec<String> = parts.iter().map(|part| part.ident.unraw().to_string()).collect();
    format!(
        "no field `{name}` in `{}`; the parts of the partition key are {}",
        model.ident,
        suggest::list(names.iter().map(String::as_str))
    )
}

fn is_name_of(field: &FieldModel, name: &Ident) -> bool {
    field.ident.unraw() == name.unraw()
}
