//! Writes to items with unique fields, sent as transactions that also take and release the marker items.

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

/// Facts about the members of a transaction; each list has one entry per member.
#[derive(Default)]
struct ClaimPlan {
    /// The position of the operation that the member belongs to.
    operations: Vec<usize>,
    /// The claims and changes that the member relies on; empty for the members that write markers.
    relied_on: Vec<Vec<(Claim, ClaimChange)>>,
}

impl TableClient {
    /// Sends one write as a transaction if it changes unique fields; returns `false` otherwise.
    pub(crate) async fn write_claims<E, R: Returning<E>>(&self, operation: &dyn Prepare) -> Result<bool> {
        if operation.claims()?.is_empty() {
            return Ok(false);
        }
        if R::VALUES.is_some() {
            return Err(Error::input(
                "the write changes a unique field, so it is a transaction, which returns no items: remove \
                 `return_old` and `return_new`",
            ));
        }
        let sent = self.write_all(&[operation], &token::unique(), Retries::default()).await;
        sent.map(|()| true).map_err(Error::of_only_operation)
    }

    /// Sends writes as one transaction.
    ///
    /// Old values of unique fields that the operations do not know are read first. If one of them has changed before the
    /// transaction runs, it is read again and the transaction is retried. Every attempt uses the same token: a canceled
    /// transaction does not use up its token.
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
            let error = self.explain_each(error, &subjects).await;
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
            let mut member = operation.prepare(&target, &[])?;
            let claims = operation.claims()?;
            let mut relied_on = Vec::new();
            if !claims.is_empty() {
                let read = if claims.iter().any(Claim::is_unknown) {
                    self.read_claims(&member, &claims).await?
                } else {
                    Item::new()
                };
                let mut required = Vec::new();
                for claim in claims {
                    let change = claim.resolve(&read);
                    required.extend(claim.required(&change));
                    marks.extend(Mark::of_change(&target, (position, &member.subject), &claim, &change)?);
                    relied_on.push((claim, change));
                }
                member = operation.prepare(&target, &required)?;
            }
            plan.push(position, relied_on);
            members.push(member);
        }
        // Marker members come last, so that the first member of each operation is its own write.
        for mark in Mark::join(marks) {
            plan.push(mark.operation, Vec::new());
            members.push(mark.into_member(&target)?);
        }
        Ok((checked(members, &plan.operations)?, plan))
    }

    /// Reads the values of unique fields that the item has now.
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

    /// Whether the transaction was canceled because a value that was read before has changed since.
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
