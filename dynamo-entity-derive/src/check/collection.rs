//! Rules of a collection. What its members agree on is checked where they are known: in a constant.

use crate::error::Context;
use crate::model::collection::CollectionModel;

/// `#[collection(query = "")]`
pub(super) fn pattern_is_named(model: &CollectionModel, context: &Context) {
    if model.pattern.text.is_empty() {
        let message = "`query` names no access pattern; write one that every member has, such as `query = \"primary\"`";
        context.error_at(model.pattern.span, message);
    }
}
