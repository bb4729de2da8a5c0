//! Writes to items with unique fields: transactions with the members that take values and give them back.

use crate::codec::item::Item;
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::transact::operation::{Prepare, PreparedWrite};
use crate::transact::request::{self, checked};
use crate::transact::subject::{TransactionItem, UniqueMarker};
use crate::transact::token;
use crate::transact::unique::claim::{Claim, ClaimChange};
use crate::transact::unique::marker::Mark;
use crate::wire::retry::{Backoff, Retries};
use crate::wire::returning::Returning;
use crate::wire::table::TableClient;

/// What the members of a transaction are of, and what they rely on; one entry for each.
#[derive(Default)]
struct ClaimPlan {
    /// The operation, by position.
    operations: Vec<usize>,
    /// What was read before, for a member that is the operation's own.
    relied_on: Vec<Vec<(Claim, ClaimChange)>>,
}

impl TableClient {
    /// Sends one write with unique fields, if it is one; `false` if it changes none.
    pub(crate) async fn write_claims<E, R: Returning<E>>(&self, operation: &dyn Prepare) -> Result<bool> {
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
    pub(crate) async fn write_all(&self, operations: &[&dyn Prepare], token: &str, retries: Retries) -> Result<()> {
        retries.check()?;
        let mut backoff = Backoff::new(Retries::default());
        loop {
            let (members, plan) = self.plan(operations).await?;
            if members.is_empty() {
                return Ok(());
            }
            let (request, subjects) = request::request(members, token, &self.target())?;
            let Err(error) = self.transact(request, &subjects, retries).await else {
                return Ok(());
            };
            if !plan.is_stale(&error, &subjects) || !backoff.pause().await {
                return Err(error.of_operations(&plan.operations));
            }
        }
    }

    async fn plan(&self, operations: &[&dyn Prepare]) -> Result<(Vec<PreparedWrite>, ClaimPlan)> {
        let target = self.target();
        let mut plan = ClaimPlan::default();
        let mut members = Vec::with_capacity(operations.len());
        let mut marks = Vec::new();
        for (position, operation) in operations.iter().enumerate() {
            let claims = operation.claims()?;
            let mut member = operation.prepare(&target, &[])?;
            let mut relied_on = Vec::new();
            if !claims.is_empty() {
                let read = if claims.iter().any(Claim::is_unknown) {
                    self.read_claims(&member, &claims).await?
                } else {
                    Item::new()
                };
                let mut held = Vec::new();
                for claim in claims {
                    let change = claim.resolve(&read);
                    held.extend(claim.held(&change));
                    if change.before != change.after {
                        let by = (position, &member.subject);
                        let before = (&change.before, UniqueMarker::GivenBack(change.field));
                        let after = (&change.after, UniqueMarker::Taken(change.field));
                        for (value, does) in [before, after] {
                            if let Some(value) = value {
                                marks.push(Mark::new(&target, by, does, value)?);
                            }
                        }
                    }
                    relied_on.push((claim, change));
                }
                member = operation.prepare(&target, &held)?;
            }
            plan.push(position, relied_on);
            members.push(member);
        }
        // After all operations, so that each operation's own member is the first of its.
        for mark in Mark::join(marks) {
            plan.push(mark.operation, Vec::new());
            members.push(mark.into_member(&target)?);
        }
        Ok((checked(members, &plan.operations)?, plan))
    }

    /// The values of unique fields that the item has now.
    async fn read_claims(&self, member: &PreparedWrite, claims: &[Claim]) -> Result<Item> {
        let attributes = claims.iter().map(|claim| claim.field.attribute.to_owned());
        let read = self.read_attributes(member.key(), attributes.collect()).await;
        read.map_err(|error| member.subject.locate(error))
    }
}

impl ClaimPlan {
    fn push(&mut self, operation: usize, relied_on: Vec<(Claim, ClaimChange)>) {
        self.operations.push(operation);
        self.relied_on.push(relied_on);
    }

    /// Whether the transaction was canceled because what was read before is no longer so.
    fn is_stale(&self, error: &Error, subjects: &[TransactionItem]) -> bool {
        let cancellations = error.cancellations().unwrap_or_default();
        let members = subjects.iter().zip(&self.relied_on).zip(cancellations);
        members.into_iter().any(|((subject, relied_on), cancellation)| {
            let Some(reason) = &cancellation.reason else {
                return false;
            };
            match (&reason.fault, subject.marks) {
                (Fault::ConditionFailed(_), Some(UniqueMarker::GivenBack(_))) => true,
                (Fault::ConditionFailed(item) | Fault::VersionConflict(item), None) => relied_on
                    .iter()
                    .any(|(claim, change)| claim.is_stale(change, item.as_ref())),
                _ => false,
            }
        })
    }
}
