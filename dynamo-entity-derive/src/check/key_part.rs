//! Rules of types that can be part of a key.

use crate::error::Context;
use crate::model::key_part::{KeyPartKind, KeyPartModel, VariantModel};

/// `struct Id { text: String }`: text in a key, but a map in its attribute.
pub(super) fn stored_as_its_field(model: &KeyPartModel, context: &Context) {
    if let KeyPartKind::Newtype { transparent: false, .. } = model.kind {
        let ident = &model.ident;
        let message = format!(
            "serde stores `{ident}` as a map, which cannot be part of a key; write `struct {ident}(…);`, or add \
             `#[serde(transparent)]`"
        );
        context.error(ident, message);
    }
}

/// `#[serde(rename = "")] Draft`
pub(super) fn texts_are_not_empty(model: &KeyPartModel, context: &Context) {
    for VariantModel { ident, .. } in variants(model).iter().filter(|variant| variant.text.is_empty()) {
        let message = format!(
            "serde writes `{}::{ident}` as an empty string, which cannot be part of a key; rename it",
            model.ident
        );
        context.error(ident, message);
    }
}

/// `#[serde(rename = "draft")] Draft, #[serde(rename = "draft")] New`
pub(super) fn texts_differ(model: &KeyPartModel, context: &Context) {
    let mut seen: Vec<&VariantModel> = Vec::new();
    for variant in variants(model) {
        if let Some(other) = seen.iter().find(|other| other.text == variant.text) {
            let message = format!(
                "serde writes both `{}` and `{}` of `{}` as `{}`; rename one of them",
                other.ident, variant.ident, model.ident, variant.text
            );
            context.error(&variant.ident, message);
        }
        seen.push(variant);
    }
}

fn variants(model: &KeyPartModel) -> &[VariantModel] {
    match &model.kind {
        KeyPartKind::Variants(variants) => variants,
        KeyPartKind::Newtype { .. } => &[],
    }
}
