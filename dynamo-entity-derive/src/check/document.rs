//! Rules of a type nested in an entity.

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
