//! `UpdateItem` of a whole item: `upsert`.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::operation::update_item::{UpdateItem, UpdateItemInput};

use crate::codec::encode;
use crate::codec::encode::encoder::Encoder;
use crate::codec::encoded::Origin;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::flattened_check::{check_flattened, flattened_absent};
use crate::entity::key::PrimaryKey;
use crate::entity::limits::check_size;
use crate::entity::registry::Registers;
use crate::entity::validate::validate_item;
use crate::entity::verified::verify_item;
use crate::error::{Error, Result};
use crate::expression::action::{Action, ActionKind};
use crate::expression::condition::{IntoCondition, Node};
use crate::expression::placeholders::Placeholders;
use crate::expression::requirement::Requirements;
use crate::expression::segment::Segment;
use crate::expression::term::Term;
use crate::key::field::{Auto, Field};
use crate::schema::definition::Side;
use crate::transact::once::Once;
use crate::transact::operation::{AnyWrite, Prepare, PreparedWrite, WriteOperation, member};
use crate::transact::unique::claim::{Before, Claim};
use crate::wire::fault;
use crate::wire::guard::Guard;
use crate::wire::request::Request;
use crate::wire::returning::{GivesNothing, New, Nothing, Old, Returning, returned};
use crate::wire::sending::Sending;
use crate::wire::single::{Expressions, MemberKind, SingleWrite};
use crate::wire::table::Table;
use crate::wire::target::Target;
use crate::write::sides::{Known, KnownParts, Scope, rewrite_sides};
use crate::write::update::draft::{aliases_of, kept_value, next_version};
use crate::write::update::folding::settle_folded;

/// Writes every field of an item, whether it exists or not: `UpdateItem`.
///
/// See [`upsert`](crate::Operations::upsert). Costs a write capacity unit for each KB of the larger of the old and the new
/// item.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Upsert<E, R = Nothing> {
    entity: E,
    /// The fields with a default that the caller did not set.
    unset: Vec<&'static Field>,
    conditions: Vec<Node>,
    marker: PhantomData<fn() -> R>,
}

// The entity may hold sensitive values.
impl<E: Entity, R> fmt::Debug for Upsert<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upsert")
            .field("entity", &E::SCHEMA.name)
            .field("conditions", &self.conditions)
            .finish_non_exhaustive()
    }
}

impl<E: Entity> Upsert<E> {
    /// Evaluates `on_write`, so that the entity is what is written.
    pub(crate) fn new(mut entity: E, unset: Vec<&'static Field>) -> Self {
        entity.__touch();
        Upsert {
            entity,
            unset,
            conditions: Vec::new(),
            marker: PhantomData,
        }
    }
}

impl<E: Entity, R> Upsert<E, R> {
    fn returning<R2>(self) -> Upsert<E, R2> {
        Upsert {
            entity: self.entity,
            unset: self.unset,
            conditions: self.conditions,
            marker: PhantomData,
        }
    }

    /// Returns the item after the write: `ReturnValues = ALL_NEW`.
    pub fn return_new(self) -> Upsert<E, New> {
        self.returning()
    }

    /// Returns the item before the write, if it existed: `ReturnValues = ALL_OLD`.
    pub fn return_old(self) -> Upsert<E, Old> {
        self.returning()
    }

    /// Writes only if `condition` holds for the current item. Several conditions must all hold.
    pub fn condition(mut self, condition: impl IntoCondition<E>) -> Self {
        self.conditions.push(condition.into_condition().node);
        self
    }
}

impl<E: Entity, R: Returning<E>> Upsert<E, R> {
    pub(crate) fn primary_key(&self) -> PrimaryKey<E> {
        PrimaryKey::of_entity(&self.entity, Origin::Given)
    }

    /// Returns the unique values that the item claims.
    pub(crate) fn claims(&self) -> Result<Vec<Claim>> {
        let mut claims = Claim::of_entity(&self.entity, &Before::Unknown)?;
        for claim in &mut claims {
            if self.keeps(claim.field) {
                claim.keep();
            }
        }
        Ok(claims)
    }

    pub(crate) fn build(&self, target: &Target<'_>) -> Result<Request<UpdateItem>> {
        let key = target.key_attributes(&self.primary_key())?;
        let (expressions, _) = self.expressions(target, &[])?;
        Ok(SingleWrite::of_key(key, expressions).update(target, R::VALUES.as_ref()))
    }

    /// Renders the update and its conditions. Also returns a lower bound of the bytes of attributes that it sets.
    pub(crate) fn expressions(&self, target: &Target<'_>, required: &[Node]) -> Result<(Expressions, usize)> {
        let schema = E::SCHEMA;
        check_flattened(&self.entity, target.schema)
            .map_err(Error::encode)
            .map_err(|error| target.locate_entity(&self.entity, error))?;
        let mut item = encode::to_item(|encoder: Encoder| self.entity.__serialize(encoder), schema.shapes)
            .map_err(Error::encode)?;
        let primary: Vec<&'static Field> = schema.primary().sides().flat_map(Side::parts).collect();
        let (pk, sk) = target.schema.key_pair(schema.primary());

        let mut parts = KnownParts::new(Scope::Whole);
        let mut actions = Vec::with_capacity(schema.fields.len() + 2 * schema.indexes.len() + 2);
        let identifiers = target.schema.identifiers(schema);
        actions.extend(identifiers.map(|(attribute, text)| Action::of(attribute, ActionKind::Set(Term::text(text)))));
        let written = WrittenItem::of(&item);
        validate_item(schema, &written).map_err(|error| target.locate_entity(&self.entity, error))?;
        if target.verify {
            verify_item::<E>(&written, target.schema)?;
        }
        let unwritten: Vec<_> = (schema.fields.iter().zip(schema.shapes))
            .filter(|(field, shape)| field.only_read && !shape.flatten)
            .flat_map(|(_, shape)| shape.names())
            .filter(|name| !item.contains_key(*name) && !target.schema.is_bookkeeping(name))
            .collect();
        let flattened = flattened_absent((&self.entity, &item), target.schema, |field| self.keeps(field))
            .map_err(|error| target.locate_entity(&self.entity, error))?;
        // The item's own version is advanced, whatever version the entity has.
        let version = schema.version().map(|field| field.attribute);
        if let Some(advance) = Self::advance() {
            item.remove(advance.attribute());
            actions.push(advance);
        }
        let mut attributes: Vec<_> = item.into_iter().collect();
        attributes.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        // Fields that serde omitted are absent: their attributes are removed.
        let absent = (schema.fields.iter())
            .filter(|field| field.stored && Some(field.attribute) != version)
            .filter(|field| !attributes.iter().any(|(name, _)| name == field.attribute))
            .map(|field| field.attribute)
            .collect::<Vec<_>>();

        for field in schema.fields {
            if field.part.is_none() {
                continue;
            }
            let part = self.entity.__part(field);
            parts.know(
                field,
                if primary.contains(&field) {
                    Known::Key(part)
                } else if self.keeps(field) {
                    Known::Kept(part)
                } else {
                    Known::Set(part)
                },
            );
        }
        for (name, value) in attributes {
            if name == pk || name == sk {
                continue;
            }
            let field = schema.field_of(&name);
            let kept = field.is_some_and(|field| self.keeps(field));
            let value = Term::Value(value);
            let aliases = aliases_of(schema, &name);
            let name = field.map_or(Cow::Owned(name), |field| Cow::Borrowed(field.attribute));
            actions.push(Action {
                aliases,
                path: vec![Segment::Name(name)],
                change: if kept {
                    ActionKind::SetIfAbsent(value)
                } else {
                    ActionKind::Set(value)
                },
            });
        }
        for attribute in absent {
            if !schema.field_of(attribute).is_some_and(|field| self.keeps(field)) {
                actions.push(Action {
                    aliases: aliases_of(schema, attribute),
                    ..Action::of(attribute, ActionKind::Remove)
                });
            }
        }
        let removed = flattened.into_iter().chain(unwritten);
        let removed = removed.map(|name| Action::of(name, ActionKind::Remove));
        actions.extend(removed);
        settle_folded(schema, &mut parts, |field| !self.keeps(field));
        let reliance = rewrite_sides(target.schema, schema, &parts, &mut actions)?;
        let relied_on = |field: &'static Field| vec![kept_value(&actions, field.attribute)];
        let relied_on = reliance.conditions(true, relied_on);
        let size = Action::least_size(&actions);
        check_size(size)?;

        let mut placeholders = Placeholders::default();
        let update = Action::render_all(actions, &mut placeholders)?;
        let pk = target.schema.primary.pk;
        let given = self.conditions.iter().cloned();
        let mut conditions: Vec<Node> = given.map(|condition| condition.of_item(pk)).collect();
        conditions.extend(required.iter().chain(&relied_on).cloned());
        conditions.extend(Self::requirements().nodes());
        Ok((Expressions::new(update, conditions, placeholders)?, size))
    }

    /// Returns the action that advances the version.
    fn advance() -> Option<Action> {
        let field = E::SCHEMA.version()?;
        match field.auto {
            Some(Auto::Version { highest }) => Some(Action::of(field.attribute, next_version(highest))),
            _ => None,
        }
    }

    /// Returns the requirement that the item's version can be advanced.
    pub(crate) fn requirements() -> Requirements {
        Requirements::of(Self::advance().as_slice())
    }

    /// Whether the field is written only if it is absent.
    fn keeps(&self, field: &Field) -> bool {
        field.readonly || self.unset.contains(&field)
    }
}

impl<E: Entity, R: Returning<E> + 'static> Upsert<E, R> {
    /// Returns the request that [`send`](Upsert::send) would send.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<UpdateItemInput> {
        table.inner.shown(self.build(&table.target())?)
    }

    /// Sends the `UpdateItem`.
    ///
    /// # Errors
    /// `is_condition_failed`, also where an index key would be made of a field that is kept and holds another value; if a part
    /// cannot be part of a key, or a value cannot be an attribute; or if the request fails.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {
        let table = table.inner();
        Sending::boxed_in_place(|| async move {
            let locate = |error| table.target().locate(&self.primary_key(), error);
            let request = self.build(&table.target()).map_err(locate)?;
            if table.write_claims::<E, R>(&self).await.map_err(locate)? {
                return R::__output(None, table.schema);
            }
            let received = table.exchange(request).await;
            let failed = |error| {
                locate(fault::update::<E, _, _>(
                    error,
                    Guard::None,
                    &Self::requirements(),
                    table.schema,
                ))
            };
            returned::<E, R>(received.map_err(failed)?, table.schema).await
        })
    }
}

impl<S: Registers<E>, E: Entity, R: Returning<E> + GivesNothing + 'static> WriteOperation<S> for Upsert<E, R> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<E: Entity, R: Returning<E>> Prepare for Upsert<E, R> {
    fn prepare(&self, target: &Target<'_>, required: &[Node]) -> Result<PreparedWrite> {
        let expressions = || self.expressions(target, required);
        let key = self.primary_key();
        member(
            target,
            &key,
            Guard::None,
            MemberKind::Update,
            expressions,
            Self::requirements(),
        )
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }
}

impl<E: Entity, R: Returning<E> + 'static> Upsert<E, R> {
    /// Writes the item exactly once, even if DynamoDB's answer is lost: `TransactWriteItems` of this one item, with a client request
    /// token.
    ///
    /// Without it, an upsert whose answer was lost advances a version twice, and may overwrite what another writer wrote in
    /// between. It costs twice the write capacity units and returns nothing; see [`Update::once`](crate::Update::once).
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        Once::of(self)
    }
}
