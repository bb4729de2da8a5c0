//! Writes as members of a transaction: the request each builds for itself, as a `TransactWriteItem`.

use std::fmt;

use aws_sdk_dynamodb::operation::delete_item::DeleteItemInput;
use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_sdk_dynamodb::operation::update_item::UpdateItemInput;
use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete as DeleteMember, Put as PutMember, TransactWriteItem, Update as UpdateMember,
};

use super::super::unique::Claim;
use super::super::{
    Check, Delete, GivesNothing, Guard, HasCondition, Put, Returning, Target, Update, Upsert, incomplete,
};
use super::limits::{check_count, check_writes};
use super::{Key, Subject, located};
use crate::codec::item_size;
use crate::entity::{Entity, PrimaryKey};
use crate::error::Result;
use crate::expression::Node;
use crate::schema::Registers;

/// A write that a transaction on a table of shape `S` can have: `put`, `create`, `update`, `patch`, `edit`, `upsert`, `delete`, `remove` or
/// `check`, without `return_new` and `return_old`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a write that a transaction can have",
    label = "not a write",
    note = "a transaction takes `put`, `create`, `update`, `patch`, `edit`, `upsert`, `delete`, `remove` and `check`; reads go into `transact_get`"
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
    pub(crate) item: TransactWriteItem,
    pub(crate) subject: Subject,
    pub(crate) key: Key,
    /// Bytes that the item has at least.
    pub(in crate::operation) size: usize,
}

/// Prepares the operations of one transaction, and refuses them where DynamoDB would.
pub(crate) fn write_items(operations: &[&dyn Prepare], target: &Target<'_>) -> Result<Vec<PreparedWrite>> {
    check_count(operations.len())?;
    let prepared = operations.iter().map(|operation| operation.prepare(target, &[]));
    checked(prepared.collect::<Result<Vec<_>>>()?)
}

/// Refuses members where DynamoDB would refuse them together.
pub(crate) fn checked(members: Vec<PreparedWrite>) -> Result<Vec<PreparedWrite>> {
    check_count(members.len())?;
    check_writes(&members)?;
    Ok(members)
}

/// A member on the item with `key`, which it does not hold itself.
fn member<E: Entity>(
    target: &Target<'_>,
    key: &PrimaryKey<E>,
    guard: Guard,
    set: usize,
    item: TransactWriteItem,
) -> Result<PreparedWrite> {
    let attributes = target.key(key)?;
    Ok(PreparedWrite {
        item,
        subject: Subject::new(target, key, guard),
        size: item_size(&attributes) + set,
        key: attributes,
    })
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
        let key = PrimaryKey::__of(&self.entity);
        let build = || {
            let put = put_member(self.build(target, held)?.build().map_err(incomplete)?)?;
            Ok(PreparedWrite {
                subject: Subject::new(target, &key, self.guard),
                key: target.key(&key)?,
                size: item_size(put.item()),
                item: TransactWriteItem::builder().put(put).build(),
            })
        };
        located(target, &key, build())
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }
}

impl<E: Entity, M: 'static, R: Returning<E>> Prepare for Update<E, M, R> {
    fn prepare(&self, target: &Target<'_>, held: &[Node]) -> Result<PreparedWrite> {
        let build = || {
            let (update, set) = self.build_sized(target, held)?;
            let item = update_member(update.build().map_err(incomplete)?)?;
            member(target, self.key(), self.guard(), set, item)
        };
        located(target, self.key(), build())
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }
}

impl<E: Entity, R: Returning<E>> Prepare for Upsert<E, R> {
    fn prepare(&self, target: &Target<'_>, held: &[Node]) -> Result<PreparedWrite> {
        let key = self.primary_key();
        let build = || {
            let (update, set) = self.build_sized(target, held)?;
            let item = update_member(update.build().map_err(incomplete)?)?;
            member(target, &key, Guard::None, set, item)
        };
        located(target, &key, build())
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }
}

impl<E: Entity, R: Returning<E>> Prepare for Delete<E, R> {
    fn prepare(&self, target: &Target<'_>, held: &[Node]) -> Result<PreparedWrite> {
        let build = || {
            let delete = delete_member(self.build(target, held)?.build().map_err(incomplete)?)?;
            let item = TransactWriteItem::builder().delete(delete).build();
            member(target, &self.key, self.guard, 0, item)
        };
        located(target, &self.key, build())
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        Ok(Self::claims())
    }
}

impl<E: Entity, C> Prepare for Check<E, C> {
    fn prepare(&self, target: &Target<'_>, _: &[Node]) -> Result<PreparedWrite> {
        let build = || {
            let check = self.build(target)?;
            let item = TransactWriteItem::builder().condition_check(check).build();
            member(target, &self.key, Guard::None, 0, item)
        };
        located(target, &self.key, build())
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        Ok(Vec::new())
    }
}

fn put_member(input: PutItemInput) -> Result<PutMember> {
    PutMember::builder()
        .set_table_name(input.table_name)
        .set_item(input.item)
        .set_condition_expression(input.condition_expression)
        .set_expression_attribute_names(input.expression_attribute_names)
        .set_expression_attribute_values(input.expression_attribute_values)
        .set_return_values_on_condition_check_failure(input.return_values_on_condition_check_failure)
        .build()
        .map_err(incomplete)
}

fn delete_member(input: DeleteItemInput) -> Result<DeleteMember> {
    DeleteMember::builder()
        .set_table_name(input.table_name)
        .set_key(input.key)
        .set_condition_expression(input.condition_expression)
        .set_expression_attribute_names(input.expression_attribute_names)
        .set_expression_attribute_values(input.expression_attribute_values)
        .set_return_values_on_condition_check_failure(input.return_values_on_condition_check_failure)
        .build()
        .map_err(incomplete)
}

/// An update; one that changes nothing, which a transaction does not take, is a check of its condition.
fn update_member(input: UpdateItemInput) -> Result<TransactWriteItem> {
    let item = TransactWriteItem::builder();
    if input.update_expression.is_none() {
        let check = ConditionCheck::builder()
            .set_table_name(input.table_name)
            .set_key(input.key)
            .set_condition_expression(input.condition_expression)
            .set_expression_attribute_names(input.expression_attribute_names)
            .set_expression_attribute_values(input.expression_attribute_values)
            .set_return_values_on_condition_check_failure(input.return_values_on_condition_check_failure)
            .build()
            .map_err(incomplete)?;
        return Ok(item.condition_check(check).build());
    }
    let update = UpdateMember::builder()
        .set_table_name(input.table_name)
        .set_key(input.key)
        .set_update_expression(input.update_expression)
        .set_condition_expression(input.condition_expression)
        .set_expression_attribute_names(input.expression_attribute_names)
        .set_expression_attribute_values(input.expression_attribute_values)
        .set_return_values_on_condition_check_failure(input.return_values_on_condition_check_failure)
        .build()
        .map_err(incomplete)?;
    Ok(item.update(update).build())
}
