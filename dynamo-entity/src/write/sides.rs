//! The key attributes of secondary indexes that an update writes, so that none becomes stale.
//!
//! An update that sets a part of an index writes both sides of that index, if it knows all parts of the side. This also
//! adds an item that was written before the index was declared. A side with an unknown part stays unchanged.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::entity::key_attributes::{SideAttribute, check_own_key, index_attributes, own_keys, side_attribute};
use crate::entity::sides::SideKind;
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::expression::action::{Action, ActionKind};
use crate::expression::term::Term;
use crate::key::field::Field;
use crate::key::part::Part;
use crate::schema::definition::{EntitySchema, Index, IndexKind, Side};
use crate::schema::table::TableSchema;
use crate::write::update::reliance::{Reliance, Relied};

/// An update's knowledge of a part.
#[derive(Debug, Clone)]
pub(crate) enum Known<'a> {
    /// A part of the primary key, which determines the attribute: the attribute never changes.
    Key(Part<'a>),
    /// A part of the primary key whose rendering folds values: the attribute may hold another value with the same key.
    Folded(Part<'a>),
    /// The update sets this part.
    Set(Part<'a>),
    /// The part was loaded; a condition guards it.
    Loaded(Part<'a>),
    /// The attribute is written only where it is absent; this is its value if the item is created now.
    Kept(Part<'a>),
}

impl Known<'_> {
    fn part(&self) -> Part<'_> {
        match self {
            Known::Key(part) | Known::Folded(part) | Known::Set(part) | Known::Loaded(part) | Known::Kept(part) => {
                part.borrowed()
            }
        }
    }

    /// Whether the attribute may hold another value than the part, unless a condition excludes that.
    fn is_relied_on(&self) -> bool {
        match self {
            Known::Key(_) | Known::Set(_) => false,
            Known::Folded(_) | Known::Loaded(_) | Known::Kept(_) => true,
        }
    }
}

/// Which sides an update writes in indexes of which it sets no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// `patch`, `edit`: no sides.
    Touched,
    /// `update`: the sides whose parts are all known, only where they are absent, because the update may create the item.
    Created,
    /// `upsert`, `reindex`: all sides.
    Whole,
}

/// An update's knowledge of the parts of an entity's indexes, by field.
#[derive(Debug)]
pub(crate) struct KnownParts<'a> {
    scope: Scope,
    /// Whether some of the parts are set by changes that were applied.
    pub(crate) are_applied: bool,
    known: Vec<(&'static Field, Known<'a>)>,
}

impl<'a> KnownParts<'a> {
    pub(crate) fn new(scope: Scope) -> Self {
        KnownParts {
            scope,
            are_applied: false,
            known: Vec::new(),
        }
    }

    /// Records what is known of a field. Replaces earlier knowledge, except that `Key` stays.
    pub(crate) fn know(&mut self, field: &'static Field, known: Known<'a>) {
        match self.slot(field) {
            Some(Known::Key(_)) => {}
            Some(slot) => *slot = known,
            None => self.known.push((field, known)),
        }
    }

    fn slot(&mut self, field: &Field) -> Option<&mut Known<'a>> {
        let mut known = self.known.iter_mut();
        known.find(|(of, _)| *of == field).map(|(_, known)| known)
    }

    /// Records that the rendering of a primary key part folds values: the update either sets the attribute or relies on
    /// it.
    pub(crate) fn fold(&mut self, field: &Field, is_set: bool) {
        if let Some(slot) = self.slot(field)
            && let Known::Key(part) = slot
        {
            let part = std::mem::replace(part, Part::Absent);
            *slot = if is_set { Known::Set(part) } else { Known::Folded(part) };
        }
    }

    pub(crate) fn scope(&self) -> Scope {
        self.scope
    }

    pub(crate) fn of(&self, field: &Field) -> Option<&Known<'a>> {
        let mut known = self.known.iter();
        known.find(|(of, _)| *of == field).map(|(_, known)| known)
    }

    pub(crate) fn is_set(&self, field: &Field) -> bool {
        matches!(self.of(field), Some(Known::Set(_)))
    }

    fn is_kept(&self, field: &Field) -> bool {
        matches!(self.of(field), Some(Known::Kept(_)))
    }

    /// Whether one of the parts is set to absent, which removes the side regardless of the other parts.
    fn is_removed(&self, fields: &[&Field]) -> bool {
        let mut fields = fields.iter();
        fields.any(|field| matches!(self.of(field), Some(Known::Set(Part::Absent))))
    }

    fn part(&self, field: &Field) -> Part<'_> {
        self.of(field).map_or(Part::Absent, Known::part)
    }
}

/// How an update treats one side of an index.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Treatment {
    /// The side stays unchanged.
    Leave,
    /// The side is set to the rendered parts.
    Rewrite,
    /// The side is written only where it is absent.
    Keep,
}

impl Treatment {
    /// Returns the change of a key attribute with this value; `None` if it does not change.
    fn change(self, value: Option<AttributeValue>) -> Option<ActionKind> {
        match (self, value) {
            (Treatment::Rewrite, Some(value)) => Some(ActionKind::Set(Term::Value(value))),
            (Treatment::Rewrite, None) => Some(ActionKind::Remove),
            (Treatment::Keep, Some(value)) => Some(ActionKind::SetIfAbsent(Term::Value(value))),
            (Treatment::Keep, None) | (Treatment::Leave, _) => None,
        }
    }
}

/// Adds the actions that keep every index side consistent with its parts. Returns the attributes that these actions rely
/// on.
pub(super) fn rewrite_sides(
    table: &TableSchema,
    schema: &'static EntitySchema,
    parts: &KnownParts<'_>,
    actions: &mut Vec<Action>,
) -> Result<Reliance> {
    for (field, limit) in own_keys(table, schema) {
        for action in actions.iter().filter(|action| action.attribute() == field.attribute) {
            if let ActionKind::Set(Term::Value(value)) | ActionKind::SetIfAbsent(Term::Value(value)) = &action.change {
                check_own_key((field, limit), value)?;
            }
        }
    }
    let mut writer = Writer {
        table,
        schema,
        parts,
        own: actions.len(),
        actions,
        reliance: Reliance::default(),
    };
    for index in schema.indexes {
        match index {
            Index {
                kind: IndexKind::Primary,
                ..
            } => {}
            Index { condition: Some(_), .. } => writer.sparse(index)?,
            index => writer.index(index)?,
        }
    }
    Ok(writer.reliance)
}

struct Writer<'w, 'a> {
    table: &'w TableSchema,
    schema: &'static EntitySchema,
    parts: &'w KnownParts<'a>,
    actions: &'w mut Vec<Action>,
    /// The number of actions before those on key attributes.
    own: usize,
    reliance: Reliance,
}

impl Writer<'_, '_> {
    fn index(&mut self, index: &'static Index) -> Result<()> {
        let is_touched = self.is_touched(index);
        let has_parts = index.sides().flat_map(Side::parts).next().is_some();
        let ties_constant_side = self.schema.dialect.ties_constant_sides() && has_parts;
        let mut whole = None;
        for (side, model) in [
            (SideKind::Partition, Some(&index.pk)),
            (SideKind::Sort, index.sk.as_ref()),
        ] {
            // A field that is itself the key attribute is written as a field.
            let Some(Side::Template(template)) = model else {
                continue;
            };
            let fields: Vec<&'static Field> = Side::Template(*template).parts().collect();
            if ties_constant_side && fields.is_empty() {
                continue;
            }
            let treatment = self.treat(index, &fields, is_touched)?;
            if treatment == Treatment::Leave {
                continue;
            }
            let part = |field| self.parts.part(field);
            let attribute = side_attribute(self.table, self.schema, index, side, &part)?;
            let is_whole = !fields.iter().any(|field| matches!(part(field), Part::Absent));
            if is_whole && whole != Some(Treatment::Rewrite) {
                whole = Some(treatment);
            }
            let value = match attribute {
                SideAttribute::NotOwn => continue,
                SideAttribute::Absent => None,
                SideAttribute::Rendered((_, value)) => Some(value),
            };
            let (pk, sk) = self.table.key_pair(index);
            let name = if side == SideKind::Partition { pk } else { sk };
            if let Some(change) = treatment.change(value) {
                self.rely(&fields, treatment, name);
                self.push(name, change);
            }
        }
        if let (true, Some(treatment)) = (ties_constant_side, whole) {
            self.constant_side(index, treatment)?;
        }
        Ok(())
    }

    /// Whether the update sets a part of the index and removes none. Removing a part takes the item out of the index.
    fn is_touched(&self, index: &Index) -> bool {
        let fields: Vec<&'static Field> = index.sides().flat_map(Side::parts).collect();
        // For a field that is itself a key attribute, `parts` knows nothing: look at the actions.
        let has_action = |field: &Field| {
            let mut actions = self.actions.iter().take(self.own);
            actions.any(|action| action.attribute() == field.attribute)
        };
        let is_set = |field: &&'static Field| self.parts.is_set(field) || has_action(field);
        !self.parts.is_removed(&fields) && fields.iter().any(is_set)
    }

    /// Writes both sides of an index with a condition. They are written or removed together, as the parts of both decide.
    fn sparse(&mut self, index: &'static Index) -> Result<()> {
        let fields: Vec<&'static Field> = index.sides().flat_map(Side::parts).collect();
        let treatment = self.treat(index, &fields, false)?;
        if treatment == Treatment::Leave {
            return Ok(());
        }
        let attributes = index_attributes(self.table, self.schema, index, &|field| self.parts.part(field))?;
        let (pk, sk) = self.table.key_pair(index);
        let (table, schema) = (self.table, self.schema);
        let is_key_alone =
            |name: &&str| *name != table.primary.pk && *name != table.primary.sk && schema.field_of(name).is_none();
        let own = [Some(pk), index.sk.map(|_| sk)].into_iter().flatten();
        for name in own.filter(is_key_alone) {
            let value = attributes.iter().flatten().find(|(attribute, _)| *attribute == name);
            if let Some(change) = treatment.change(value.map(|(_, value)| value.clone())) {
                self.rely(&fields, treatment, name);
                self.push(name, change);
            }
        }
        Ok(())
    }

    /// Writes the side that has no parts. Another program leaves this side out of an item that was not in the index, so
    /// the side is treated like the side with parts.
    fn constant_side(&mut self, index: &'static Index, treatment: Treatment) -> Result<()> {
        for (side, model) in [
            (SideKind::Partition, Some(&index.pk)),
            (SideKind::Sort, index.sk.as_ref()),
        ] {
            let is_constant =
                model.is_some_and(|model| matches!(model, Side::Template(template) if template.parts() == 0));
            if is_constant
                && let SideAttribute::Rendered((name, value)) =
                    side_attribute(self.table, self.schema, index, side, &|_| Part::Absent)?
                && let Some(change) = treatment.change(Some(value))
            {
                // The attribute may hold a wrong value, such as the text `undefined`.
                self.actions.retain(|action| action.attribute() != name);
                self.actions.push(Action::of(name, change));
            }
        }
        Ok(())
    }

    fn treat(&self, index: &Index, fields: &[&'static Field], is_touched: bool) -> Result<Treatment> {
        let parts = self.parts;
        if parts.is_removed(fields) {
            return Ok(Treatment::Rewrite);
        }
        let is_set = fields.iter().any(|field| parts.is_set(field));
        if let Some(unknown) = fields.iter().find(|field| parts.of(field).is_none()) {
            if is_set {
                return Err(unknown_part(index, unknown, parts.are_applied));
            }
            return Ok(Treatment::Leave);
        }
        let is_kept = fields.iter().any(|field| parts.is_kept(field));
        Ok(match parts.scope() {
            _ if is_set => Treatment::Rewrite,
            Scope::Whole if !is_kept => Treatment::Rewrite,
            Scope::Whole | Scope::Created => Treatment::Keep,
            Scope::Touched if is_touched => Treatment::Rewrite,
            Scope::Touched => Treatment::Leave,
        })
    }

    /// Records that the side is correct only if the attributes of these fields hold their parts.
    fn rely(&mut self, fields: &[&'static Field], treatment: Treatment, name: &'static str) {
        if self.parts.is_removed(fields) {
            return;
        }
        let is_relied_on = |field: &&'static Field| self.parts.of(field).is_some_and(Known::is_relied_on);
        for field in fields.iter().copied().filter(is_relied_on) {
            self.reliance.add(match treatment {
                Treatment::Keep => Relied::WhereAbsent(field, name),
                Treatment::Rewrite | Treatment::Leave => Relied::Always(field),
            });
        }
    }

    /// Adds the change of a key attribute. Two indexes may share the attribute, and then both write the same value.
    fn push(&mut self, name: &'static str, change: ActionKind) {
        let mut keys = self.actions.iter_mut().skip(self.own);
        match keys.find(|action| action.attribute() == name) {
            Some(action) if matches!(action.change, ActionKind::SetIfAbsent(_)) => action.change = change,
            Some(_) => {}
            None => self.actions.push(Action::of(name, change)),
        }
    }
}

/// Returns the error of an update that sets some parts of a key and does not know this one.
fn unknown_part(index: &Index, field: &Field, are_applied: bool) -> Error {
    // What the client sent decides which parts applied changes have.
    if are_applied && !field.readonly {
        return Error::new(Fault::Validation {
            attribute: field.attribute.to_owned(),
            reason: format!(
                "is missing: it forms a key of `{}` with fields that change, so they change together",
                index.pattern,
            ),
        });
    }
    let remedy = if field.readonly {
        "load the item and edit it"
    } else {
        "set all its parts together, or load the item and edit it"
    };
    Error::input(format!(
        "this would rewrite a key of `{}`, but its part `{}` is not known: {remedy}",
        index.pattern, field.name,
    ))
}
