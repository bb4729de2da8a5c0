//! How a field is used in keys.

use crate::model::entity::EntityModel;
use crate::model::given::GivenForm;
use crate::model::index::IndexModel;
use crate::model::side::SideModel;
use crate::template::format::Format as FormatModel;
use crate::template::side::SideKind;

/// The way in which a field is part of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PartUse {
    /// Rendered into text.
    Template,
    /// The field's attribute is the key attribute and keeps its type.
    Native,
}

/// Returns how the field at `position` is part of keys, if it is. Templates take precedence, because every native part can
/// also be rendered.
pub(super) fn part_use(model: &EntityModel, position: usize) -> Option<PartUse> {
    let mut found = None;
    for (_, format) in uses(model, position) {
        match GivenForm::of(format) {
            GivenForm::Native => found = Some(PartUse::Native),
            GivenForm::Value | GivenForm::ValueOrText => return Some(PartUse::Template),
        }
    }
    found
}

/// Returns every use of a field in a key, with its format; `None` for an attribute of a multi-attribute key.
pub(super) fn uses(model: &EntityModel, position: usize) -> impl Iterator<Item = (SideKind, Option<&FormatModel>)> {
    model
        .indexes
        .iter()
        .flat_map(IndexModel::own_sides)
        .flat_map(move |(kind, side)| -> Vec<_> {
            match side {
                SideModel::Template(template) => template
                    .placeholders()
                    .filter(|(field, _)| *field == position)
                    .map(|(_, format)| (kind, Some(format)))
                    .collect(),
                SideModel::Attributes(listed) => listed
                    .iter()
                    .filter(|listed| listed.field == position)
                    .map(|_| (kind, None))
                    .collect(),
            }
        })
}
