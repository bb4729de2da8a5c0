//! Rules of structs of changes.

use crate::error::Context;
use crate::model::changes::ChangesModel;
use crate::model::field::{inner_type, is_option};

/// `avatar_url: Option<Option<String>>`
pub(super) fn removals_are_changes(model: &ChangesModel, context: &Context) {
    for field in &model.fields {
        let inner = inner_type(&field.ty);
        if is_option(&field.ty) && is_option(inner) {
            let message =
                "serde reads `null` for this type as an absent field; write `Change<…>`, which `null` removes";
            context.error(&field.ty, message);
        }
    }
}
