//! Rules of a table. Rules across its entities are checked in a generated constant, where the entities are known.

use quote::ToTokens;

use crate::check::names::valid_index_name;
use crate::error::Context;
use crate::model::table::{AttributeName, TableIndexModel, TableModel};

/// `#[table(entities(User, User))]`
pub(super) fn entities_differ(model: &TableModel, context: &Context) {
    let mut seen: Vec<String> = Vec::new();
    for entity in &model.entities {
        let name = entity.to_token_stream().to_string().replace(' ', "");
        if seen.contains(&name) {
            context.error(
                entity,
                format_args!("duplicate entity `{name}` in `{}`; list it once", model.ident),
            );
        }
        seen.push(name);
    }
}

/// `pk = ""`
pub(super) fn attribute_names_are_valid(model: &TableModel, context: &Context) {
    for name in attributes(model).filter(|name| !(1..=255).contains(&name.text.len())) {
        let message = "the name of a key attribute must have 1 to 255 bytes; write a name such as `pk`, or remove the \
                       option";
        context.error_at(name.span, message);
    }
}

/// `#[table(entities(User), pk = "id", sk = "id")]`
pub(super) fn key_attributes_differ(model: &TableModel, context: &Context) {
    let own = [("the partition key", &model.pk), ("the sort key", &model.sk)];
    let version = model
        .version_attribute
        .iter()
        .map(|name| ("the version attribute", name));
    let mut seen: Vec<(&str, &AttributeName)> = Vec::new();
    for (use_, name) in own
        .into_iter()
        .chain([("the type attribute", &model.type_attribute)])
        .chain(version)
    {
        if let Some((other, _)) = seen.iter().find(|(_, other)| other.text == name.text) {
            let message = format!(
                "`{}` is both {other} and {use_} of `{}`; choose two names",
                name.text, model.ident
            );
            context.error_at(name.span, message);
        }
        seen.push((use_, name));
    }
    for index in &model.indexes {
        if let (Some(pk), Some(sk)) = (&index.pk, &index.sk)
            && pk.text == sk.text
        {
            let message = format!(
                "`{}` is both the partition key and the sort key of the index `{}`; choose two names",
                sk.text, index.name.text
            );
            context.error_at(sk.span, message);
        }
        for name in index
            .pk
            .iter()
            .chain(&index.sk)
            .filter(|name| name.text == model.type_attribute.text)
        {
            let message = format!(
                "`{}` is both a key of the index `{}` and the type attribute; choose two names",
                name.text, index.name.text
            );
            context.error_at(name.span, message);
        }
    }
}

/// `#[gsi(name = "g1", …)]`
pub(super) fn index_names_are_valid(model: &TableModel, context: &Context) {
    for TableIndexModel { name, .. } in &model.indexes {
        valid_index_name(&name.text, name.span, context);
    }
}

/// Two `#[gsi(name = "gsi1", …)]`
pub(super) fn indexes_differ(model: &TableModel, context: &Context) {
    let mut seen: Vec<&str> = Vec::new();
    for TableIndexModel { name, .. } in &model.indexes {
        if seen.contains(&name.text.as_str()) {
            let message = format!(
                "duplicate index `{}` of `{}`; name its key attributes once",
                name.text, model.ident
            );
            context.error_at(name.span, message);
        }
        seen.push(&name.text);
    }
}

fn attributes(model: &TableModel) -> impl Iterator<Item = &AttributeName> {
    let indexes = model.indexes.iter().flat_map(|index| index.pk.iter().chain(&index.sk));
    let identifiers = [&model.type_attribute].into_iter().chain(&model.version_attribute);
    [&model.pk, &model.sk].into_iter().chain(identifiers).chain(indexes)
}
