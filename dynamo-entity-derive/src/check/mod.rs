//! The fourth stage: rules that involve several parts of a model. One function per rule, with an example of bad input in its
//! comment.

mod changes;
mod collection;
mod document;
mod entity;
pub(crate) mod index;
mod key_part;
mod names;
mod option;
mod pattern;
mod table;
mod unique;

use syn::Ident;

use crate::check::names::each_attribute_once;
use crate::error::Context;
use crate::model::changes::ChangesModel;
use crate::model::collection::CollectionModel;
use crate::model::document::DocumentModel;
use crate::model::entity::EntityModel;
use crate::model::field::SerdeModel;
use crate::model::key_part::KeyPartModel;
use crate::model::projection::ProjectionModel;
use crate::model::table::TableModel;

pub(crate) fn entity(model: &EntityModel, context: &Context) {
    entity::name_is_text(model, context);
    entity::types_differ(model, context);
    entity::named_types_exist(model, context);
    entity::bodies_are_read(model, context);
    entity::stored_as_itself(model, context);
    entity::attributes_differ(model, context);
    let fields = model.fields.iter();
    left_out_fields_are_read(
        fields.map(|field| (&field.ident, field.optional, &field.serde)),
        context,
    );
    entity::primary_key_is_present(model, context);
    entity::builder_methods_differ(model, context);
    entity::groups_are_no_fields(model, context);
    option::options_have_an_attribute(model, context);
    option::options_agree(model, context);
    option::options_agree_with_serde(model, context);
    option::options_agree_with_aliases(model, context);
    option::one_field_each(model, context);
    option::kept_up_fields_are_no_keys(model, context);
    option::kept_up_parts_are_known(model, context);
    unique::keys_are_unique_anyway(model, context);
    option::keys_are_made_of_what_is_stored(model, context);
    unique::unique_items_do_not_expire(model, context);
    unique::unique_names_have_no_hash(model, context);
    unique::tenants_begin_the_partition_key(model, context);
    option::patterns_are_valid(model, context);
    index::patterns_differ(model, context);
    index::patterns_are_free(model, context);
    index::index_names_are_valid(model, context);
    index::index_names_differ(model, context);
    index::attributes_are_in_one_side(model, context);
    index::local_indexes_have_a_table_sort_key(model, context);
    index::sort_parts_are_no_query_methods(model, context);
    index::sort_parts_are_no_partition_parts(model, context);
}

pub(crate) fn document(model: &DocumentModel, context: &Context) {
    let members = model.members();
    each_attribute_once(
        members.map(|field| (&field.ident, field.attribute.as_str(), &field.serde)),
        context,
    );
    let fields = model.fields().into_iter();
    left_out_fields_are_read(
        fields.map(|field| (&field.ident, field.optional, &field.serde)),
        context,
    );
    document::stored_as_itself(model, context);
    document::says_which_variant(model, context);
    document::options_fit(model, context);
    document::options_are_on_fields_of_structs(model, context);
}

pub(crate) fn projection(model: &ProjectionModel, context: &Context) {
    let read = model.fields.iter().filter(|field| field.has_path());
    each_attribute_once(
        read.map(|field| (&field.ident, field.attribute.as_str(), &field.serde)),
        context,
    );
}

pub(crate) fn changes(model: &ChangesModel, context: &Context) {
    changes::removals_are_changes(model, context);
}

pub(crate) fn collection(model: &CollectionModel, context: &Context) {
    collection::pattern_is_named(model, context);
    collection::entities_differ(model, context);
}

pub(crate) fn table(model: &TableModel, context: &Context) {
    table::entities_differ(model, context);
    table::attribute_names_are_valid(model, context);
    table::key_attributes_differ(model, context);
    table::index_names_are_valid(model, context);
    table::indexes_differ(model, context);
}

pub(crate) fn key_part(model: &KeyPartModel, context: &Context) {
    key_part::stored_as_its_field(model, context);
    key_part::texts_are_not_empty(model, context);
    key_part::texts_differ(model, context);
}

/// `#[serde(skip_serializing)] secret: String`, `#[serde(skip_serializing_if = "…", with = "…")] tags: Option<Tags>`. Rules
/// that depend on the type are checked in generated code.
fn left_out_fields_are_read<'a>(fields: impl Iterator<Item = (&'a Ident, bool, &'a SerdeModel)>, context: &Context) {
    for (ident, optional, serde) in fields {
        if let Some(span) = serde.reads_only_present(optional) {
            let message = format!(
                "`{ident}` is omitted if it is `None`, and the item could then not be read back: serde calls the function that reads it only if the attribute is present; add `default`"
            );
            context.error_at(span, message);
            continue;
        }
        let Some(span) = serde.left_out() else { continue };
        let message = if serde.skip && !optional {
            format!(
                "`{ident}` is never written, so no item could be read back; add `default`, or replace the option with \
                 `skip`, which implies `default`"
            )
        } else if serde.deserialize_with.is_some() && !serde.flatten {
            format!(
                "`{ident}` may be absent from an item, which then could not be read back: serde calls the function \
                 that reads it only if the attribute is present; add `default`"
            )
        } else {
            continue;
        };
        context.error_at(span, message);
    }
}
