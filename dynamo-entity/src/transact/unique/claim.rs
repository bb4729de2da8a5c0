//! Claims: the effect of an operation on the unique fields of its item.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encode;
use crate::codec::encode::encoder::Encoder;
use crate::codec::item::Item;
use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::expression::term::Term;
use crate::key::field::Field;
use crate::key::part::Part;
use crate::transact::unique::scope::Scope;

/// One unique field that an operation writes.
#[derive(Clone)]
pub(crate) struct Claim {
    pub(crate) field: &'static Field,
    pub(crate) scope: Scope,
    before: Before,
    after: After,
}

/// The value that the item has before the operation.
#[derive(Clone)]
pub(crate) enum Before {
    /// There is no item.
    Nothing,
    /// The loaded value.
    Loaded(Option<AttributeValue>),
    /// The value has to be read.
    Unknown,
    /// The loaded value, which may have no marker: the item may be older than the marker's form.
    Unmarked(Option<AttributeValue>),
}

/// The value that the item has after the operation.
#[derive(Clone)]
enum After {
    Set(Option<AttributeValue>),
    /// The value is written only if the item has none.
    Kept(Option<AttributeValue>),
}

/// A claim whose old and new values are known.
pub(crate) struct ClaimChange {
    pub(crate) before: Option<AttributeValue>,
    pub(crate) after: Option<AttributeValue>,
}

impl Claim {
    /// Creates the claim of a write to an item. `part` returns the parts of the item's primary key.
    pub(crate) fn new<'a, E: Entity>(
        field: &'static Field,
        part: impl Fn(&'static Field) -> Part<'a>,
        before: Before,
        after: Option<AttributeValue>,
    ) -> Result<Self> {
        Ok(Claim {
            field,
            scope: Scope::of(E::SCHEMA, field, part)?,
            before,
            after: After::Set(after),
        })
    }

    /// Creates the claim of a write that keeps a loaded value and reserves it, if no marker does yet.
    pub(crate) fn renewing<E: Entity>(
        field: &'static Field,
        key: &PrimaryKey<E>,
        value: Option<AttributeValue>,
    ) -> Result<Self> {
        Claim::new::<E>(field, |part| key.part(part), Before::Unmarked(value.clone()), value)
    }

    /// Returns the claims of a write that stores this whole entity.
    pub(crate) fn of_entity<E: Entity>(entity: &E, before: &Before) -> Result<Vec<Claim>> {
        let schema = E::SCHEMA;
        if schema.unique().next().is_none() {
            return Ok(Vec::new());
        }
        let item =
            encode::to_item(|encoder: Encoder| entity.__serialize(encoder), schema.shapes).map_err(Error::encode)?;
        let claims = schema.unique().map(|field| {
            let after = item.get(field.attribute).cloned();
            Claim::new::<E>(field, |part| entity.__part(part), before.clone(), after)
        });
        claims.collect()
    }

    /// Returns the claims of a delete: every unique field loses its value.
    pub(crate) fn of_nothing<E: Entity>(key: &PrimaryKey<E>) -> Result<Vec<Claim>> {
        let claims = E::SCHEMA.unique();
        let claims = claims.map(|field| Claim::new::<E>(field, |part| key.part(part), Before::Unknown, None));
        claims.collect()
    }

    /// Makes the claim write its value only if the item has none.
    pub(crate) fn keep(&mut self) {
        if let After::Set(value) = &mut self.after {
            self.after = After::Kept(value.take());
        }
    }

    /// Whether the old value has to be read.
    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self.before, Before::Unknown)
    }

    /// Fills in the old value from the item that was read.
    pub(crate) fn resolve(&self, read: &Item) -> ClaimChange {
        let before = match &self.before {
            Before::Nothing => None,
            Before::Loaded(value) | Before::Unmarked(value) => value.clone(),
            Before::Unknown => read.get(self.field.attribute).cloned(),
        };
        let after = match &self.after {
            After::Kept(_) if before.is_some() => before.clone(),
            After::Set(value) | After::Kept(value) => value.clone(),
        };
        ClaimChange { before, after }
    }

    /// Whether the value that the item keeps may have no marker, or one of an earlier form.
    pub(crate) fn renews(&self) -> bool {
        matches!(self.before, Before::Unmarked(_))
    }

    /// Returns the condition that the item still has the value that the claim relies on.
    pub(crate) fn required(&self, change: &ClaimChange) -> Option<Node> {
        let path = Term::attribute(self.field.attribute);
        match (&self.before, &change.before) {
            // The guard of the write already checks that there is no item.
            (Before::Nothing, _) => None,
            (_, Some(value)) => Some(Node::Compare(path, "=", Term::Value(value.clone()))),
            (_, None) => Some(Node::Function("attribute_not_exists", vec![path])),
        }
    }

    /// Whether `item`, the item that made a condition fail, has another value than the one that was read.
    pub(crate) fn is_stale(&self, change: &ClaimChange, item: Option<&Item>) -> bool {
        self.is_unknown() && item.and_then(|item| item.get(self.field.attribute)) != change.before.as_ref()
    }
}
