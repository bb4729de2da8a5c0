//! Writes to items with unique fields: transactions with the members that take values and give them back.

use aws_sdk_dynamodb::operation::get_item::builders::GetItemInputBuilder;
use aws_sdk_dynamodb::operation::transact_write_items::builders::TransactWriteItemsInputBuilder;

use super::super::backoff::{Backoff, Retries};
use super::super::{Inner, fault};
use super::{token, write};
use crate::codec::Item;
use crate::error::{Error, Fault, Result};
use crate::expression::Placeholders;
use crate::operation::{Claim, Marks, Prepare, PreparedWrite, Returning, Subject, checked, give_back, take};

/// The members of a transaction, and what they rely on.
#[derive(Default)]
struct Plan {
    members: Vec<PreparedWrite>,
    /// The operation of each member, by position.
    operations: Vec<usize>,
    /// What was read before, for each member that is an operation's own.
    relied_on: Vec<Vec<(Claim, crate::operation::ClaimChange)>>,
}

impl Inner {
    /// Sends one write with unique fields, if it is one; `false` if it changes none.
    pub(in crate::table) async fn write_claims<E, R: Returning<E>>(&self, operation: &dyn Prepare) -> Result<bool> {
        if operation.claims()?.is_empty() {
            return Ok(false);
        }
        if R::VALUES.is_some() {
            return Err(Error::input(
                "the write changes a unique field and so is a transaction, which gives no item back: leave out `return_old` and `return_new`",
            ));
        }
        let sent = self.write_all(&[operation], &token::unique(), Retries::default()).await;
        sent.map(|()| true).map_err(Error::of_only_operation)
    }

    /// Sends writes as one transaction.
    ///
    /// What the operations do not tell of unique fields is read before; where that is out of date when the transaction comes,
    /// it is read again. Each attempt has the same token: a transaction that was canceled has not used it up.
    pub(super) async fn write_all(&self, operations: &[&dyn Prepare], token: &str, retries: Retries) -> Result<()> {
        let mut backoff = Backoff::new(Retries::default());
        loop {
            let plan = self.plan(operations).await?;
            if plan.members.is_empty() {
                return Ok(());
            }
            let (request, subjects) = plan.request(token)?;
            let Err(error) = self.transact(request, &subjects, retries).await else {
                return Ok(());
            };
            if !plan.is_stale(&error) || !backoff.pause().await {
                return Err(error.of_operations(&plan.operations));
            }
        }
    }

    async fn plan(&self, operations: &[&dyn Prepare]) -> Result<Plan> {
        let target = self.target();
        let mut plan = Plan::default();
        for (position, operation) in operations.iter().enumerate() {
            let claims = operation.claims()?;
            let mut member = operation.prepare(&target, &[])?;
            let mut relied_on = Vec::new();
            let mut marks = Vec::new();
            if !claims.is_empty() {
                let read = if claims.iter().any(Claim::is_unknown) {
                    self.read_claims(&member, &claims).await?
                } else {
                    Item::new()
                };
                let mut held = Vec::new();
                for claim in claims {
                    let change = claim.settle(&read);
                    held.extend(claim.held(&change));
                    if change.before != change.after {
                        let (subject, owner) = (&member.subject, &member.key);
                        if let Some(value) = &change.before {
                            marks.push(give_back(&target, subject, owner, change.field, value)?);
                        }
                        if let Some(value) = &change.after {
                            marks.push(take(&target, subject, owner, change.field, value)?);
                        }
                    }
                    relied_on.push((claim, change));
                }
                member = operation.prepare(&target, &held)?;
            }
            plan.push(position, member, relied_on);
            for mark in marks {
                plan.push(position, mark, Vec::new());
            }
        }
        plan.members = checked(plan.members)?;
        Ok(plan)
    }

    /// The values of unique fields that the item has now: `GetItem`, consistent.
    async fn read_claims(&self, member: &PreparedWrite, claims: &[Claim]) -> Result<Item> {
        let mut placeholders = Placeholders::default();
        let mut projection = String::new();
        for claim in claims {
            if !projection.is_empty() {
                projection.push_str(", ");
            }
            placeholders.name(claim.field.attribute, &mut projection);
        }
        let projection = Some(projection);
        let (names, _) = placeholders.finish(&[&projection])?;
        let request = GetItemInputBuilder::default()
            .table_name(&self.name)
            .set_key(Some(member.key.clone()))
            .consistent_read(true)
            .set_projection_expression(projection)
            .set_expression_attribute_names(names);
        match self.call(request).await {
            Ok(output) => Ok(output.item.unwrap_or_default()),
            Err(error) => Err(member.subject.locate(fault::service(error))),
        }
    }
}

impl Plan {
    fn push(
        &mut self,
        operation: usize,
        member: PreparedWrite,
        relied_on: Vec<(Claim, crate::operation::ClaimChange)>,
    ) {
        self.members.push(member);
        self.operations.push(operation);
        self.relied_on.push(relied_on);
    }

    fn request(&self, token: &str) -> Result<(TransactWriteItemsInputBuilder, Vec<Subject>)> {
        write::request(self.members.iter().cloned(), token)
    }

    /// Whether the transaction was canceled because what was read before is no longer so.
    fn is_stale(&self, error: &Error) -> bool {
        let cancellations = error.cancellations().unwrap_or_default();
        let members = self.members.iter().zip(&self.relied_on).zip(cancellations);
        members.into_iter().any(|((member, relied_on), cancellation)| {
            let Some(reason) = &cancellation.reason else {
                return false;
            };
            match (&reason.fault, member.subject.marks) {
                (Fault::ConditionFailed(_), Some(Marks::GivenBack(_))) => true,
                (Fault::ConditionFailed(item) | Fault::VersionConflict(item), None) => relied_on
                    .iter()
                    .any(|(claim, change)| claim.is_stale(change, item.as_ref())),
                _ => false,
            }
        })
    }
}
