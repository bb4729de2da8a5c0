//! Rules of a type nested in an entity.

use crate::check::option::{agree_with_serde, no_attribute, pattern_is_valid};
use crate::error::Context;
use crate::model::document::DocumentModel;

/// `#[serde(into = "Row")]`
pub(super) fn stored_as_itself(model: &DocumentModel, context: &Context) {
    if let Some(option) = &model.converted {
        let message = format!(
            "serde stores `{}` as another type; derive `Document` on that type instead",
            model.ident
        );
        context.error(option, message);
    }
}

/// `#[serde(untagged)]`
pub(super) fn says_which_variant(model: &DocumentModel, context: &Context) {
    for span in &model.untagged {
        let message = "an untagged variant is stored without its name, so its form cannot be known here; give the \
                       enum a `tag`, or remove `Document`";
        context.error_at(*span, message);
    }
}

/// `#[document(set = lowercase)] #[serde(with = "text")] city: City`
pub(super) fn options_fit(model: &DocumentModel, context: &Context) {
    for field in model.struct_fields() {
        if !field.has_path() {
            no_attribute(&field.ident, &field.options, context);
        }
        agree_with_serde(&field.options, &field.serde, context);
        pattern_is_valid(&field.options, context);
    }
}

/// `enum Place { Home { #[document(validate = is_city)] city: String } }`
pub(super) fn options_are_on_fields_of_structs(model: &DocumentModel, context: &Context) {
    for (option, span) in model.misplaced_options() {
        let message = format!(
            "`{option}` works on the named fields of a struct; move the fields to a struct with `Document`, or remove \
             `{option}`"
        );
        context.error_at(span, message);
    }
}
