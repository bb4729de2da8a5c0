//! The source of the earlier version of the first entity, in a module `old` with its own table type.

use crate::shape::{Def, Entity, Model, Piece, Side};

/// Returns the earlier version of the entity, if it has one.
pub(crate) fn entity(model: &Model) -> Option<Entity> {
    let present = model.entities.first()?;
    let older = present.older.as_ref()?;
    let mut entity = present.clone();
    entity.name = Some(present.name.clone().unwrap_or_else(|| present.ident.clone()));
    if let Some(at) = older.renamed_field {
        let field = &mut entity.fields[at];
        field.rename = field.alias.take();
    }
    if let Some(at) = older.without_index {
        entity.indexes.remove(at);
    }
    if let Some(gone) = older.without_field {
        entity.fields.remove(gone);
        let shift = |field: &mut usize| *field -= usize::from(*field > gone);
        for index in &mut entity.indexes {
            for side in [Some(&mut index.pk), index.sk.as_mut()].into_iter().flatten() {
                match side {
                    Side::Template(pieces) => pieces.iter_mut().for_each(|piece| {
                        if let Piece::Part(part) = piece {
                            shift(&mut part.field);
                        }
                    }),
                    Side::List(fields) => fields.iter_mut().for_each(shift),
                }
            }
        }
    }
    entity.older = None;
    entity.brief = None;
    Some(entity)
}

/// Returns the model of the earlier version.
pub(super) fn model(model: &Model) -> Option<Model> {
    let mut defs = model.defs.clone();
    if let Some(def) = model.entities.first()?.older.as_ref()?.without_variant {
        match &mut defs[def] {
            Def::Units { variants, .. } => drop(variants.pop()),
            Def::Choice { variants, .. } => drop(variants.pop()),
            Def::Struct { .. } | Def::Wrap { .. } => {}
        }
    }
    Some(Model {
        defs,
        entities: vec![entity(model)?],
        collections: Vec::new(),
        ..model.clone()
    })
}

/// Writes the module, with additional code that `more` writes.
pub(super) fn module(model: &Model, more: impl FnOnce(&Model) -> String) -> String {
    let Some(old) = self::model(model) else {
        return String::new();
    };
    let mut out = String::from("/// What it was before.\npub mod old {\n    use super::*;\n\n");
    if let Some(def) = model.entities[0].older.as_ref().and_then(|older| older.without_variant) {
        super::types::def(&old.defs[def], &old.defs, &mut out);
    }
    super::entity::declaration(&old, &old.entities[0], &mut out);
    super::table(&old, "App", &old.entities, &mut out);
    out.push_str(&more(&old));
    out.push_str("}\n");
    out
}
