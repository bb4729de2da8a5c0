//! The key attributes of secondary indexes that an update has to rewrite, so that none goes stale.

use std::collections::BTreeSet;

use crate::entity::{Sides, index_attributes, side_attributes};
use crate::error::{Error, Result};
use crate::expression::{Action, Change, Term};
use crate::key::Part;
use crate::schema::{EntitySchema, Index, IndexKind, Side, TableSchema};

/// What is known of a part.
#[derive(Debug, Clone)]
pub(in crate::operation) enum Known<'a> {
    /// Part of the primary key: it never changes.
    Key(Part<'a>),
    /// Set by this update.
    Set(Part<'a>),
    /// Loaded before, to be guarded by a condition.
    Loaded(Part<'a>),
    /// Written only where it is absent: the value if the item is created now.
    Kept(Part<'a>),
}

impl Known<'_> {
    fn part(&self) -> Part<'_> {
        match self {
            Known::Key(part) | Known::Set(part) | Known::Loaded(part) | Known::Kept(part) => part.borrowed(),
        }
    }
}

/// What is known of the parts of an entity's indexes, by field.
#[derive(Debug)]
pub(in crate::operation) struct Parts<'a> {
    schema: &'static EntitySchema,
    missing_item: MissingItem,
    known: Vec<Option<Known<'a>>>,
}

/// What an update does where the item is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::operation) enum MissingItem {
    /// It fails.
    Refused,
    /// It creates one, with every side whose parts it knows.
    Created,
}

impl<'a> Parts<'a> {
    pub(in crate::operation) fn new(schema: &'static EntitySchema, missing_item: MissingItem) -> Self {
        Parts {
            schema,
            missing_item,
            known: vec![None; schema.fields.len()],
        }
    }

    /// Later knowledge replaces earlier, except that a part of the primary key stays what it is.
    pub(in crate::operation) fn know(&mut self, field: usize, known: Known<'a>) {
        if let Some(slot) = self.known.get_mut(field)
            && !matches!(slot, Some(Known::Key(_)))
        {
            *slot = Some(known);
        }
    }

    fn of(&self, field: usize) -> Option<&Known<'a>> {
        self.known.get(field).and_then(Option::as_ref)
    }

    fn is_kept(&self, field: usize) -> bool {
        matches!(self.of(field), Some(Known::Kept(_)))
    }

    fn is_optional(&self, field: usize) -> bool {
        let field = self.schema.fields.get(field);
        field.and_then(|field| field.part).is_some_and(|part| part.optional)
    }

    fn part(&self, field: usize) -> Part<'_> {
        self.of(field).map_or(Part::Absent, Known::part)
    }
}

/// How an update treats one side.
#[derive(Clone, Copy)]
enum Treatment {
    /// Nothing it depends on changes.
    Leave,
    /// A part is set: it is rewritten.
    Rewrite,
    /// Written where it is absent, as its parts are.
    Keep,
}

/// Adds the actions that keep every index side what its parts say, and returns the loaded fields they rely on.
pub(in crate::operation) fn rewrite_sides(
    table: &TableSchema,
    schema: &'static EntitySchema,
    parts: &Parts<'_>,
    actions: &mut Vec<Action>,
) -> Result<BTreeSet<usize>> {
    let mut relied_on = BTreeSet::new();
    let own = actions.len();
    for index in schema.indexes {
        if index.kind == IndexKind::Primary {
            continue;
        }
        if index.condition.is_some() {
            rewrite_sparse(table, schema, index, (parts, &mut relied_on), actions)?;
            continue;
        }
        let mut whole = None;
        let is_foreign = schema.model_version.is_some() && index.sides().flat_map(Side::parts).next().is_some();
        for side in [Sides::Partition, Sides::Sort] {
            let model = match side {
                Sides::Partition => Some(&index.pk),
                Sides::Sort => index.sk.as_ref(),
            };
            let template = match model {
                None => continue,
                Some(Side::Template(template)) => template,
                Some(Side::Attributes(_)) => {
                    // Nothing to write; what is set must still be what a key can hold.
                    side_attributes(table, schema, index, side, &|field| parts.part(field))?;
                    continue;
                }
            };
            let fields: Vec<usize> = Side::Template(*template).parts().collect();
            if is_foreign && fields.is_empty() {
                continue;
            }
            let treatment = treat(parts, index, &fields)?;
            if matches!(treatment, Treatment::Leave) {
                continue;
            }
            let part = |field| parts.part(field);
            let attribute = side_attributes(table, schema, index, side, &part)?;
            let is_whole = !fields.iter().any(|field| matches!(parts.part(*field), Part::Absent));
            if is_whole && !matches!(whole, Some(Treatment::Rewrite)) {
                whole = Some(treatment);
            }
            let Some(attribute) = attribute else { continue };
            let (pk, sk) = table.key_pair(index);
            let name = if side == Sides::Partition { pk } else { sk };
            let change = match (attribute, treatment) {
                (Some((_, value)), Treatment::Rewrite) => Change::Set(Term::Value(value)),
                (None, Treatment::Rewrite) => Change::Remove,
                (Some((_, value)), _) => Change::SetIfAbsent(Term::Value(value)),
                (None, _) => continue,
            };
            if matches!(change, Change::Set(_) | Change::Remove) {
                relied_on.extend(
                    (fields.iter().copied()).filter(|field| matches!(parts.of(*field), Some(Known::Loaded(_)))),
                );
            }
            // Two indexes may have one key attribute, and then write the same to it.
            if !actions.iter().skip(own).any(|action| action.attribute() == name) {
                actions.push(Action::of(name, change));
            }
        }
        if let (true, Some(treatment)) = (is_foreign, whole) {
            write_constant_side(table, schema, index, treatment, actions)?;
        }
    }
    Ok(relied_on)
}

/// The sides of an index with a condition stand and fall together: it is decided by the parts of both.
fn rewrite_sparse(
    table: &TableSchema,
    schema: &'static EntitySchema,
    index: &Index,
    (parts, relied_on): (&Parts<'_>, &mut BTreeSet<usize>),
    actions: &mut Vec<Action>,
) -> Result<()> {
    let fields: Vec<usize> = index.sides().flat_map(Side::parts).collect();
    let treatment = treat(parts, index, &fields)?;
    if matches!(treatment, Treatment::Leave) {
        return Ok(());
    }
    let is_rewritten = matches!(treatment, Treatment::Rewrite);
    if is_rewritten {
        let is_loaded = |field: &usize| matches!(parts.of(*field), Some(Known::Loaded(_)));
        relied_on.extend(fields.iter().copied().filter(is_loaded));
    }
    let attributes = index_attributes(table, schema, index, &|field| parts.part(field))?;
    // An item that is there and not in the index has another value than the one it would be in the index by.
    let kept = fields.iter().find(|field| parts.is_kept(**field));
    if let Some(field) = kept
        && !is_rewritten
        && attributes.iter().any(Option::is_some)
    {
        return Err(refusal(parts, index, *field, "is kept if it is there"));
    }
    let (pk, sk) = table.key_pair(index);
    let own = [Some(pk), index.sk.map(|_| sk)].into_iter().flatten();
    let is_key_alone =
        |name: &&str| *name != table.primary.pk && *name != table.primary.sk && schema.field_of(name).is_none();
    for name in own.filter(is_key_alone) {
        let value = attributes.iter().flatten().find(|(attribute, _)| *attribute == name);
        let change = match value {
            Some((_, value)) if is_rewritten => Change::Set(Term::Value(value.clone())),
            Some((_, value)) => Change::SetIfAbsent(Term::Value(value.clone())),
            None if is_rewritten => Change::Remove,
            None => continue,
        };
        actions.push(Action::of(name, change));
    }
    Ok(())
}

/// Of an item that was not in the index another program has left out the side that is always the same: it is written as the
/// other side is.
fn write_constant_side(
    table: &TableSchema,
    schema: &'static EntitySchema,
    index: &Index,
    treatment: Treatment,
    actions: &mut Vec<Action>,
) -> Result<()> {
    for (side, model) in [(Sides::Partition, Some(&index.pk)), (Sides::Sort, index.sk.as_ref())] {
        let is_constant = model.is_some_and(|model| matches!(model, Side::Template(template) if template.parts() == 0));
        if is_constant
            && let Some(Some((name, value))) = side_attributes(table, schema, index, side, &|_| Part::Absent)?
        {
            let value = Term::Value(value);
            let change = match treatment {
                Treatment::Rewrite => Change::Set(value),
                Treatment::Keep | Treatment::Leave => Change::SetIfAbsent(value),
            };
            // It may be there and be wrong: `undefined`, where it is a text.
            actions.retain(|action| action.attribute() != name);
            actions.push(Action::of(name, change));
        }
    }
    Ok(())
}

fn treat(parts: &Parts<'_>, index: &Index, fields: &[usize]) -> Result<Treatment> {
    let set = fields
        .iter()
        .any(|field| matches!(parts.of(*field), Some(Known::Set(_))));
    let unknown = fields.iter().find(|field| parts.of(**field).is_none());
    if !set {
        // A constant side, or one made of the primary key alone, is there since the item was created, unless this is it.
        let created = fields
            .iter()
            .all(|field| matches!(parts.of(*field), Some(Known::Key(_) | Known::Kept(_))));
        if !created || parts.missing_item == MissingItem::Refused {
            return Ok(Treatment::Leave);
        }
        // Of two kept parts one may be there and the other not: the side would mix what is stored with what is given.
        let kept = fields.iter().filter(|field| parts.is_kept(**field));
        if kept.clone().count() > 1
            && let Some(field) = kept.copied().find(|field| parts.is_optional(*field))
        {
            return Err(refusal(parts, index, field, "is kept if it is there"));
        }
        return Ok(Treatment::Keep);
    }
    // Removing one part removes the side, whatever the others are.
    let removed = fields
        .iter()
        .any(|field| matches!(parts.of(*field), Some(Known::Set(Part::Absent))));
    if removed {
        return Ok(Treatment::Rewrite);
    }
    match (unknown, fields.iter().find(|field| parts.is_kept(**field))) {
        (None, None) => Ok(Treatment::Rewrite),
        (Some(field), _) => Err(refusal(parts, index, *field, "is not known")),
        (None, Some(field)) => Err(refusal(parts, index, *field, "is kept if it is there")),
    }
}

fn refusal(parts: &Parts<'_>, index: &Index, field: usize, why: &str) -> Error {
    Error::input(format!(
        "this would rewrite a key of `{}`, of which `{}` {why}: set all its parts together, or edit a loaded item",
        index.pattern,
        parts.schema.field_name(field),
    ))
}
