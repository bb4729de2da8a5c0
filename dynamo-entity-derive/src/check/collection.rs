//! Rules of a collection. Rules across its members are checked in a generated constant, where the members are known.

use quote::ToTokens;

use crate::error::Context;
use crate::model::collection::CollectionModel;

/// `#[collection(query = "")]`
pub(super) fn pattern_is_named(model: &CollectionModel, context: &Context) {
    if model.pattern.text.is_empty() {
        let message = "`query` is empty; name an access pattern that every member has, such as `query = \"primary\"`";
        context.error_at(model.pattern.span, message);
    }
}

/// `card: Card, cards: Vec<Card>`
pub(super) fn entities_differ(model: &CollectionModel, context: &Context) {
    let mut seen: Vec<String> = Vec::new();
    for entity in model.members.iter().map(|member| &member.entity) {
        let name = entity.to_token_stream().to_string().replace(' ', "");
        if seen.contains(&name) {
            let message = format!("duplicate entity `{name}` in `{}`; name it in one place", model.ident);
            context.error(entity, message);
        }
        seen.push(name);
    }
}
