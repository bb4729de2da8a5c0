//! Makes an entity according to the plan of its table.

use super::build::Plan;
use super::fields::Words;
use super::keys::Draft;
use super::{Def, Entity, Kind, Model, Older, Ty};
use crate::random::Random;

const IDENTS: [&str; 6] = ["Issue", "Comment", "Hotel", "User", "Card", "Summary"];
const PATTERNS: [&str; 5] = ["by_one", "by_two", "near", "review", "nat"];

impl Entity {
    /// Makes an entity. Also returns the names of key attributes that only it has.
    pub(super) fn random(
        random: &mut Random,
        defs: &[Def],
        plan: &Plan,
        at: usize,
    ) -> (Self, Vec<(String, String, String)>) {
        let camel_case = random.chance(25);
        let mut draft = Draft {
            random,
            defs,
            words: Words::default(),
            fields: Vec::new(),
        };
        let primary = draft.primary(plan);
        let mut indexes = vec![primary];
        let mut names = Vec::new();
        for (number, index) in plan.indexes.iter().enumerate() {
            if draft.random.chance(65) {
                let mut made = Vec::new();
                let primary = indexes[0].clone();
                let index = draft.secondary(index, PATTERNS[number], &primary, &mut made);
                indexes.extend(index);
                names.extend(made);
            }
        }
        draft.others(&indexes);
        let mut fields = draft.fields;
        // Each name is used once.
        let mut taken: Vec<String> = Vec::new();
        for field in &mut fields {
            if taken.contains(&field.attribute(camel_case)) {
                field.rename = None;
            }
            taken.push(field.attribute(camel_case));
        }
        let brief = random.chance(40).then(|| {
            let some = (0..fields.len()).filter(|_| random.chance(60));
            some.collect::<Vec<usize>>()
        });
        let entity = Entity {
            ident: IDENTS[at].into(),
            name: random.chance(20).then(|| format!("e{at}")),
            camel_case,
            fields,
            indexes,
            has_rare_reads: random.chance(40),
            brief: brief.filter(|fields| !fields.is_empty()),
            older: None,
        };
        (entity, names)
    }
}

impl Model {
    /// Gives the first entity an earlier version.
    pub(super) fn make_older(&mut self, random: &mut Random) {
        if !random.chance(35) {
            return;
        }
        let Some(entity) = self.entities.first_mut() else {
            return;
        };
        if entity
            .fields
            .iter()
            .any(|field| field.options.unique || field.options.flatten || field.options.version)
        {
            return;
        }
        let mut older = Older::default();
        let shared = |name: &str| self.renamed.iter().any(|(renamed, ..)| renamed == name);
        let indexes: Vec<usize> = (1..entity.indexes.len())
            .filter(|&at| entity.indexes[at].kind == Kind::Global && !shared(&entity.indexes[at].name))
            .collect();
        if !indexes.is_empty() && random.chance(70) {
            older.without_index = Some(*random.pick(&indexes));
        }
        let in_index = |at: &usize| {
            entity
                .indexes
                .iter()
                .any(|index| index.parts().iter().any(|part| part.field == *at))
        };
        let plain: Vec<usize> = (0..entity.fields.len())
            .filter(|at| !in_index(at) && !entity.fields[*at].options.ttl && !entity.fields[*at].options.on_write)
            .collect();
        let new: Vec<usize> = plain
            .iter()
            .copied()
            .filter(|&at| {
                let field = &entity.fields[at];
                matches!(field.ty, Ty::Option(_) | Ty::Set(_)) || field.options.serde_default.is_some()
            })
            .collect();
        if !new.is_empty() && random.chance(50) {
            older.without_field = Some(*random.pick(&new));
        }
        let key = entity.key_fields();
        let renamable: Vec<usize> = (0..entity.fields.len())
            .filter(|at| {
                let field = &entity.fields[*at];
                !key.contains(at)
                    && older.without_field != Some(*at)
                    && !field.ident.starts_with("own")
                    && !field.options.ttl
                    && !entity.indexes.iter().any(|index| {
                        index
                            .sk
                            .iter()
                            .chain([&index.pk])
                            .any(|side| matches!(side, super::Side::List(fields) if fields.contains(at)))
                    })
            })
            .collect();
        if !renamable.is_empty() && random.chance(50) {
            let at = *random.pick(&renamable);
            older.renamed_field = Some(at);
            entity.fields[at].alias = Some("former".into());
        }
        let newest = [0, 4].into_iter().filter(|def| {
            let mut fields = entity.fields.iter();
            fields.any(|field| field.ty.names(*def))
        });
        let newest: Vec<usize> = newest.collect();
        // The oracle can predict the reads of the earlier version only if it knows every attribute name.
        if !newest.is_empty() && older.renamed_field.is_none() && random.chance(60) {
            older.without_variant = Some(*random.pick(&newest));
        }
        entity.older = Some(older);
    }
}
