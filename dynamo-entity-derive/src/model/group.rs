//! Groups of index key parts that an update can only change together.

use syn::{Ident, ext::IdentExt};

use crate::attr::index::IndexKind;
use crate::model::field::{FieldModel, Role};
use crate::model::index::IndexModel;
use crate::model::side::SideModel;
use crate::template::side::SideKind;

/// A side of an index key, or both sides, with two or more mutable parts.
pub(crate) struct Group {
    /// `<pattern>_pk`, `<pattern>_sk` or `<pattern>_key`
    pub(crate) ident: Ident,
    /// The mutable parts, in the order of the side.
    pub(crate) fields: Vec<usize>,
    /// The position in [`EntityModel::indexes`](super::entity::EntityModel::indexes).
    pub(crate) index: usize,
    /// `None` for both sides, if a `condition` decides about them together.
    pub(crate) side: Option<SideKind>,
}

/// Assigns a role to every field by the indexes, and returns the groups.
///
/// A key made of the entity's own attributes is never written from a template and cannot become stale, so it does not group
/// its fields.
pub(crate) fn assign_roles(fields: &mut [FieldModel], indexes: &[IndexModel]) -> Vec<Group> {
    for index in indexes.iter().filter(|index| index.kind == IndexKind::Primary) {
        for part in index.own_sides().flat_map(|(_, side)| side.fields()) {
            if let Some(field) = fields.get_mut(part) {
                field.role = Role::KeyPart;
            }
        }
    }
    let mut groups = Vec::new();
    for (number, index) in indexes.iter().enumerate() {
        for (kind, sides) in sides_together(index) {
            let parts = mutable_parts(&sides, fields);
            for &part in &parts {
                if let Some(field) = fields.get_mut(part) {
                    field.role.join((parts.len() > 1).then_some(groups.len()));
                }
            }
            if parts.len() > 1 {
                groups.push(Group {
                    ident: group_ident(&index.pattern, kind),
                    fields: parts,
                    index: number,
                    side: kind,
                });
            }
        }
    }
    groups
}

/// Returns the sides that are written from templates, each alone or grouped if they are written together.
fn sides_together(index: &IndexModel) -> Vec<(Option<SideKind>, Vec<&SideModel>)> {
    let sides = index.own_sides();
    let sides = sides.filter(|(_, side)| matches!(side, SideModel::Template(_)));
    match index.condition {
        None => sides.map(|(kind, side)| (Some(kind), vec![side])).collect(),
        Some(_) => vec![(None, sides.map(|(_, side)| side).collect())],
    }
}

impl Role {
    /// Updates the role for a further side that contains the field, alone or in a group.
    fn join(&mut self, group: Option<usize>) {
        match (self, group) {
            (Role::Grouped(groups), Some(group)) => groups.push(group),
            (Role::Grouped(_), None) => {}
            (role, Some(group)) => *role = Role::Grouped(vec![group]),
            (role, None) => *role = Role::Solo,
        }
    }
}

fn mutable_parts(sides: &[&SideModel], fields: &[FieldModel]) -> Vec<usize> {
    let mut parts = Vec::new();
    for part in sides.iter().flat_map(|side| side.fields()) {
        let mutable = fields.get(part).is_some_and(FieldModel::is_mutable);
        if mutable && !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts
}

fn group_ident(pattern: &Ident, side: Option<SideKind>) -> Ident {
    let side = match side {
        Some(SideKind::Pk) => "pk",
        Some(SideKind::Sk) => "sk",
        None => "key",
    };
    Ident::new(&format!("{}_{side}", pattern.unraw()), pattern.span())
}
