//! Writes as members of a transaction.

use std::fmt;

use aws_sdk_dynamodb::operation::transact_write_items::builders::TransactWriteItemsInputBuilder;
use aws_sdk_dynamodb::types::{Delete as DeleteMember, TransactWriteItem};

use crate::codec::item::Item;
use crate::codec::json::members::Members;
use crate::codec::size::value_size;
use crate::codec::written::Form;
use crate::entity::Entity;
use crate::entity::key::PrimaryKey;
use crate::entity::registry::Registers;
use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::expression::requirement::Requirements;
use crate::operation::check::{Check, HasCondition};
use crate::operation::delete::Delete;
use crate::operation::put::Put;
use crate::operation::reindex::Reindex;
use crate::operation::transact::Subject;
use crate::operation::transact::limits::{check_count, check_writes};
use crate::operation::unique::claim::Claim;
use crate::operation::update::Update;
use crate::operation::upsert::Upsert;
use crate::wire::guard::Guard;
use crate::wire::request::Request;
use crate::wire::returning::{GivesNothing, Returning};
use crate::wire::single::{Expressions, SingleWrite, Verb};
use crate::wire::target::{Target, incomplete};

/// A write that a transaction on a table of shape `S` can have: `put`, `create`, `update`, `patch`, `edit`, `upsert`, `reindex`, `delete`,
/// `remove` or `check`, without `return_new` and `return_old`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a write that a transaction can have",
    label = "not a write",
    note = "a transaction takes `put`, `create`, `update`, `patch`, `edit`, `upsert`, `reindex`, `delete`, `remove` and `check`; reads go into `transact_get`"
)]
pub trait WriteOperation<S>: Send + Sync + 'static {
    #[doc(hidden)]
    fn __boxed(self) -> AnyWrite;
}

/// A write of any entity and kind.
pub struct AnyWrite(pub(crate) Box<dyn Prepare>);

impl fmt::Debug for AnyWrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyWrite(..)")
    }
}

/// A write that can be made a member of a transaction.
pub(crate) trait Prepare: Send + Sync {
    /// The member, which is done only if `held` holds besides its own conditions.
    fn prepare(&self, target: &Target<'_>, held: &[Node]) -> Result<PreparedWrite>;

    /// What it does to the unique fields of its item.
    fn claims(&self) -> Result<Vec<Claim>>;
}

/// A write that is ready to be sent with others.
#[derive(Debug, Clone)]
pub(crate) struct PreparedWrite {
    pub(in crate::operation) write: SingleWrite,
    pub(in crate::operation) verb: Verb,
    pub(crate) subject: Subject,
    /// The key of what is written, if it is not the subject's.
    pub(in crate::operation) own_key: Option<KeyAttributes>,
    /// Bytes of attributes that an update sets at least.
    pub(in crate::operation) set: usize,
}

impl PreparedWrite {
    /// The key of the item that is written.
    pub(crate) fn key(&self) -> &KeyAttributes {
        self.own_key.as_ref().unwrap_or(&self.subject.key)
    }

    /// The bytes that the item has at least, or a larger number that is within `limit`.
    pub(super) fn size_within(&self, limit: usize) -> Result<usize> {
        if let Some(item) = self.write.item() {
            return item.size_within(limit).map_err(Error::encode);
        }
        let key = self.key().iter().map(|(name, value)| name.len() + value_size(value));
        Ok(key.sum::<usize>() + self.set)
    }
}

/// The request of some members, and what each is about.
pub(crate) fn transaction(
    members: Vec<PreparedWrite>,
    token: &str,
    target: &Target<'_>,
) -> Result<(Request<TransactWriteItemsInputBuilder>, Vec<Subject>)> {
    let entries = Some(members.len());
    let members = members.into_iter();
    let (writes, subjects): (Vec<_>, _) = members
        .map(|member| ((member.write, member.verb), member.subject))
        .unzip();
    let input = TransactWriteItemsInputBuilder::default().client_request_token(token);
    let (input, members) = match target.form {
        Form::Attributes => {
            let items = writes.into_iter();
            let items = items.map(|(write, verb)| write.into_member(verb, target.name));
            let items = items.collect::<Result<Vec<_>>>()?;
            (input.set_transact_items(Some(items)), Members::default())
        }
        Form::Json => (
            input.transact_items(placeholder(target.name)?),
            written(&writes, target.name),
        ),
    };
    let request = Request {
        input,
        members,
        entries,
        attempts: None,
    };
    Ok((request, subjects))
}

/// `"TransactItems":[{"Put":{…}}]`
fn written(writes: &[(SingleWrite, Verb)], table: &str) -> Members {
    const AROUND: usize = 256;
    let bytes: usize = writes.iter().map(|(write, _)| write.wire_size(table)).sum();
    let mut members = Members::after(Vec::with_capacity(bytes + AROUND));
    let out = members.member("TransactItems");
    out.push(b'[');
    for (i, (write, verb)) in writes.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write.write_member(*verb, table, out);
    }
    out.push(b']');
    members
}

/// What tells the SDK which table it is about, and is never sent.
fn placeholder(table: &str) -> Result<TransactWriteItem> {
    let delete = DeleteMember::builder()
        .table_name(table)
        .set_key(Some(Item::new()))
        .build();
    Ok(TransactWriteItem::builder().delete(delete.map_err(incomplete)?).build())
}

/// Prepares the operations of one transaction, and refuses them where DynamoDB would.
pub(crate) fn write_items(operations: &[&dyn Prepare], target: &Target<'_>) -> Result<Vec<PreparedWrite>> {
    check_count(operations.len(), operations.len())?;
    let prepared = operations.iter().map(|operation| operation.prepare(target, &[]));
    let own: Vec<usize> = (0..operations.len()).collect();
    checked(prepared.collect::<Result<Vec<_>>>()?, &own)
}

/// Refuses members where DynamoDB would refuse them together; each is of the operation of `operations`, by position.
pub(crate) fn checked(members: Vec<PreparedWrite>, operations: &[usize]) -> Result<Vec<PreparedWrite>> {
    let added = operations.iter().max().map_or(0, |last| last + 1);
    check_count(added, members.len())?;
    check_writes(&members, operations)?;
    Ok(members)
}

/// A member on the item with `key`.
fn member<E: Entity>(
    target: &Target<'_>,
    key: &PrimaryKey<E>,
    guard: Guard,
    verb: Verb,
    expressions: impl FnOnce() -> Result<(Expressions, usize)>,
    requirements: Requirements,
) -> Result<PreparedWrite> {
    let build = || {
        let key = target.key_attributes(key)?;
        let (expressions, set) = expressions()?;
        Ok(PreparedWrite {
            write: SingleWrite::of_key(key.clone(), expressions),
            verb,
            subject: Subject::new::<E>(key, guard).requiring(requirements),
            own_key: None,
            set,
        })
    };
    build().map_err(|error| target.locate(key, error))
}

impl<S: Registers<E>, E: Entity, R: Returning<E> + GivesNothing + 'static> WriteOperation<S> for Put<E, R> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<S: Registers<E>, E: Entity, M: 'static, R: Returning<E> + GivesNothing + 'static> WriteOperation<S>
    for Update<E, M, R>
{
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<S: Registers<E>, E: Entity, R: Returning<E> + GivesNothing + 'static> WriteOperation<S> for Reindex<E, R> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self.update))
    }
}

impl<S: Registers<E>, E: Entity, R: Returning<E> + GivesNothing + 'static> WriteOperation<S> for Upsert<E, R> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<S: Registers<E>, E: Entity, R: Returning<E> + GivesNothing + 'static> WriteOperation<S> for Delete<E, R> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<S: Registers<E>, E: Entity, C: HasCondition> WriteOperation<S> for Check<E, C> {
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<E: Entity, R: Returning<E>> Prepare for Put<E, R> {
    fn prepare(&self, target: &Target<'_>, held: &[Node]) -> Result<PreparedWrite> {
        let build = || {
            let (encoded, expressions) = self.encode(target, held)?;
            let (item, key) = encoded.into_parts::<E>(target.schema)?;
            Ok(PreparedWrite {
                write: SingleWrite::of_item(item, expressions),
                verb: Verb::Put,
                subject: Subject::new::<E>(key, self.guard),
                own_key: None,
                set: 0,
            })
        };
        build().map_err(|error| target.locate_entity(&self.entity, error))
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }
}

impl<E: Entity, M: 'static, R: Returning<E>> Prepare for Update<E, M, R> {
    fn prepare(&self, target: &Target<'_>, held: &[Node]) -> Result<PreparedWrite> {
        let expressions = || self.expressions(target, held);
        member(
            target,
            self.key(),
            self.guard(),
            Verb::Update,
            expressions,
            self.requirements(),
        )
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }
}

impl<E: Entity, R: Returning<E>> Prepare for Upsert<E, R> {
    fn prepare(&self, target: &Target<'_>, held: &[Node]) -> Result<PreparedWrite> {
        let expressions = || self.expressions(target, held);
        let key = self.primary_key();
        member(
            target,
            &key,
            Guard::None,
            Verb::Update,
            expressions,
            Self::requirements(),
        )
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }
}

impl<E: Entity, R: Returning<E>> Prepare for Delete<E, R> {
    fn prepare(&self, target: &Target<'_>, held: &[Node]) -> Result<PreparedWrite> {
        let expressions = || Ok((self.expressions(target, held)?, 0));
        member(
            target,
            &self.key,
            self.guard,
            Verb::Delete,
            expressions,
            Requirements::default(),
        )
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        Ok(Self::claims())
    }
}

impl<E: Entity, C> Prepare for Check<E, C> {
    fn prepare(&self, target: &Target<'_>, _: &[Node]) -> Result<PreparedWrite> {
        let expressions = || Ok((self.expressions(target)?, 0));
        member(
            target,
            &self.key,
            Guard::None,
            Verb::Check,
            expressions,
            Requirements::default(),
        )
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        Ok(Vec::new())
    }
}
