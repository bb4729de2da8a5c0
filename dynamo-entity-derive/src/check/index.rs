//! Rules of an entity's access patterns and indexes.

use proc_macro2::Span;
use syn::ext::IdentExt;

use crate::attr::index::IndexKind;
use crate::check::names::valid_index_name;
use crate::error::Context;
use crate::model::entity::EntityModel;
use crate::model::index::IndexModel;
use crate::model::side::{SegmentModel, SideModel};

/// The methods of every step of a query and of a step on a sort part.
pub(crate) const QUERY_METHODS: [&str; 26] = [
    "all",
    "begins_with",
    "between",
    "consistent",
    "count",
    "descending",
    "eq",
    "filter",
    "first",
    "gt",
    "gte",
    "hydrate",
    "in_collection",
    "into_query",
    "lenient",
    "limit",
    "lt",
    "lte",
    "one",
    "pages",
    "project",
    "request",
    "send",
    "start_at",
    "stream",
    "take",
];

/// Two `#[gsi(name = "by_email", …)]`
pub(super) fn patterns_differ(model: &EntityModel, context: &Context) {
    let mut seen: Vec<&IndexModel> = Vec::new();
    for index in secondary(model) {
        if let Some(other) = seen.iter().find(|other| other.pattern == index.pattern) {
            let message = format!(
                "two access patterns are named `{}` in `{}`, on the indexes `{}` and `{}`; choose another name for one",
                index.pattern,
                model.ident,
                other.index_name.as_deref().unwrap_or_default(),
                index.index_name.as_deref().unwrap_or_default(),
            );
            context.error(&index.pattern, message);
        }
        seen.push(index);
    }
}

/// `#[gsi(name = "primary", …)]`, `#[gsi(name = "__by_email", …)]`
pub(super) fn patterns_are_free(model: &EntityModel, context: &Context) {
    for IndexModel { pattern, .. } in secondary(model) {
        if pattern == "primary" {
            let message = "`primary` queries the table's own key; choose another name for this index's access pattern";
            context.error(pattern, message);
        } else if pattern.to_string().starts_with('_') {
            let message = format!(
                "names that begin with `_` are reserved for generated code; choose another name than \
                 `{pattern}`"
            );
            context.error(pattern, message);
        }
    }
}

/// `index = "g1"`
pub(super) fn index_names_are_valid(model: &EntityModel, context: &Context) {
    for index in secondary(model) {
        if let Some(name) = &index.index_name {
            valid_index_name(name, index.index_span, context);
        }
    }
}

/// `#[gsi(name = "by_email", index = "gsi1", …)] #[gsi(name = "by_name", index = "gsi1", …)]`: an item has only one key in
/// an index.
pub(super) fn index_names_differ(model: &EntityModel, context: &Context) {
    let mut seen: Vec<&IndexModel> = Vec::new();
    for index in secondary(model) {
        let other = seen.iter().find(|other| other.index_name == index.index_name);
        // Two patterns with the same name, each on the index with that name, are one mistake.
        if let Some(other) = other.filter(|other| other.pattern != index.pattern) {
            let message = format!(
                "the patterns `{}` and `{}` of `{}` both use the index `{}`, but an item has one key in an index; \
                 move one to another index",
                other.pattern,
                index.pattern,
                model.ident,
                index.index_name.as_deref().unwrap_or_default(),
            );
            context.error_at(index.index_span, message);
        }
        seen.push(index);
    }
}

/// `electrodb(…), pk = ["org"], sk = ["org", "id"]`: ElectroDB does not allow this.
pub(super) fn sort_parts_are_no_partition_parts(model: &EntityModel, context: &Context) {
    if model.dialect.repeats_parts() {
        return;
    }
    for index in &model.indexes {
        let pk = parts(&index.pk);
        let sk = index.sk.as_ref().map(parts).unwrap_or_default();
        let in_both = |(field, _): &&(usize, Span)| pk.iter().any(|(other, _)| other == field);
        if sk.len() > 1
            && let Some((field, span)) = sk.iter().find(in_both)
            && let Some(field) = model.fields.get(*field)
        {
            let message = format!(
                "`{}` is in both sides of `{}`, but ElectroDB allows this only if the field is alone in the sort key; \
                 remove it from one side",
                field.ident, index.pattern
            );
            context.error_at(*span, message);
        }
    }
}

/// `pk = ["<tenant>"], sk = ["<tenant>", "<status>"]`
pub(super) fn attributes_are_in_one_side(model: &EntityModel, context: &Context) {
    for index in &model.indexes {
        let (SideModel::Attributes(pk), Some(SideModel::Attributes(sk))) = (&index.pk, &index.sk) else {
            continue;
        };
        for listed in sk
            .iter()
            .filter(|listed| pk.iter().any(|other| other.field == listed.field))
        {
            if let Some(field) = model.fields.get(listed.field) {
                let message = format!(
                    "`{}` is in both sides of `{}`, but DynamoDB allows an attribute only once in the key of an \
                     index; remove it from one side",
                    field.ident, index.pattern
                );
                context.error_at(listed.span, message);
            }
        }
    }
}

/// `#[lsi(…)]` beside `#[entity(pk = "USER#<user_id>")]`
pub(super) fn local_indexes_have_a_table_sort_key(model: &EntityModel, context: &Context) {
    if model
        .indexes
        .iter()
        .any(|index| index.kind == IndexKind::Primary && index.sk.is_some())
    {
        return;
    }
    for index in model.indexes.iter().filter(|index| index.kind == IndexKind::Lsi) {
        let message = format!(
            "DynamoDB allows local indexes only on a table with a sort key; give `{}` an `sk`, or write a `#[gsi(…)]`",
            model.ident
        );
        context.error(&index.pattern, message);
    }
}

/// `sk = "LIMIT#<limit>"`: after the partition, `.limit(…)` is a method of the query.
pub(super) fn sort_parts_are_no_query_methods(model: &EntityModel, context: &Context) {
    let mut seen = Vec::new();
    for index in &model.indexes {
        let Some(side) = &index.sk else { continue };
        for (field, span) in parts(side) {
            let Some(field) = model.fields.get(field) else {
                continue;
            };
            let name = field.ident.unraw().to_string();
            if QUERY_METHODS.contains(&name.as_str()) && !seen.contains(&name) {
                let message = format!(
                    "`{name}` in the sort key of `{}` has the name of a query method; choose another name for the \
                     field, and keep the attribute with `#[serde(rename = \"{}\")]`",
                    index.pattern, field.attribute
                );
                context.error_at(span, message);
                seen.push(name);
            }
        }
    }
}

fn secondary(model: &EntityModel) -> impl Iterator<Item = &IndexModel> {
    model.indexes.iter().filter(|index| index.kind != IndexKind::Primary)
}

/// Returns the fields of a side, each with the span of its name.
pub(super) fn parts(side: &SideModel) -> Vec<(usize, Span)> {
    match side {
        SideModel::Template(template) => template
            .segments
            .iter()
            .filter_map(|segment| match segment {
                SegmentModel::Placeholder { field, span, .. } => Some((*field, *span)),
                SegmentModel::Literal(_) => None,
            })
            .collect(),
        SideModel::Attributes(listed) => listed.iter().map(|listed| (listed.field, listed.span)).collect(),
    }
}
