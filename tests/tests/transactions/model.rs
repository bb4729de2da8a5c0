//! The oracle of random transactions: their effect on a map in memory.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_entity::prelude::*;
use dynamo_entity::{Cancellation, TransactWrite};

use crate::{Account, Bank, account};

/// An operation on one account.
#[derive(Debug, Clone)]
pub(crate) enum Operation {
    Put(Account),
    Create(Account),
    /// Adds to the balance of an account, or of a new one.
    Update(String, i64),
    /// Adds to the balance and sets the owner of an account, if the balance is at least this amount.
    Patch(String, i64, String, i64),
    /// Sets the rank of a copy that was loaded when the tier was this.
    Edit(String, String, u32),
    Upsert(Account),
    /// Deletes an account if it exists and has this owner.
    Delete(String, Option<String>),
    Remove(String),
    /// Checks that the balance is at least this amount.
    Check(String, i64),
    CheckAbsent(String),
}

/// The reason for which an operation fails.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Refusal {
    AlreadyExists(Box<Account>),
    NotFound,
    ConditionFailed(Option<Box<Account>>),
}

pub(crate) type Accounts = BTreeMap<String, Account>;

impl Operation {
    pub(crate) fn id(&self) -> &str {
        match self {
            Operation::Put(account) | Operation::Create(account) | Operation::Upsert(account) => &account.id,
            Operation::Update(id, _)
            | Operation::Patch(id, ..)
            | Operation::Edit(id, ..)
            | Operation::Delete(id, _)
            | Operation::Remove(id)
            | Operation::Check(id, _)
            | Operation::CheckAbsent(id) => id,
        }
    }

    /// Returns the account after the operation.
    fn apply(&self, found: Option<&Account>) -> Result<Option<Account>, Refusal> {
        let there = || found.cloned().ok_or(Refusal::NotFound);
        let demand = |holds: bool| match holds {
            true => Ok(()),
            false => Err(Refusal::ConditionFailed(found.cloned().map(Box::new))),
        };
        match self {
            Operation::Put(new) | Operation::Upsert(new) => Ok(Some(new.clone())),
            Operation::Create(new) => match found {
                Some(found) => Err(Refusal::AlreadyExists(Box::new(found.clone()))),
                None => Ok(Some(new.clone())),
            },
            Operation::Update(id, amount) => {
                let mut account = found.cloned().unwrap_or_else(|| account(id, 0));
                account.balance += amount;
                Ok(Some(account))
            }
            Operation::Patch(_, amount, owner, least) => {
                let mut account = there()?;
                demand(account.balance >= *least)?;
                account.balance += amount;
                account.owner.clone_from(owner);
                Ok(Some(account))
            }
            Operation::Edit(_, tier, rank) => {
                let mut account = there()?;
                demand(account.tier == *tier)?;
                account.rank = *rank;
                Ok(Some(account))
            }
            Operation::Delete(_, owner) => {
                let owned = |owner: &String| found.is_some_and(|found| found.owner == *owner);
                demand(owner.as_ref().is_none_or(owned))?;
                Ok(None)
            }
            Operation::Remove(_) => there().map(|_| None),
            Operation::Check(_, least) => {
                demand(found.is_some_and(|found| found.balance >= *least))?;
                Ok(found.cloned())
            }
            Operation::CheckAbsent(_) => {
                demand(found.is_none())?;
                Ok(None)
            }
        }
    }

    pub(crate) fn add_to(self, transaction: TransactWrite<Bank>) -> TransactWrite<Bank> {
        let fields = Account::fields();
        match self {
            Operation::Put(new) => transaction.add(Account::put(new)),
            Operation::Create(new) => transaction.add(Account::create(new)),
            Operation::Update(id, amount) => transaction.add(Account::update(id).add(fields.balance, amount)),
            Operation::Patch(id, amount, owner, least) => transaction.add(
                Account::patch(id)
                    .add(fields.balance, amount)
                    .set(fields.owner, owner)
                    .condition(fields.balance.gte(least)),
            ),
            Operation::Edit(id, tier, rank) => {
                let copy = Account {
                    tier,
                    ..account(&id, 0)
                };
                transaction.add(copy.edit().set(fields.rank, rank))
            }
            Operation::Upsert(new) => transaction.add(Account::upsert(new)),
            Operation::Delete(id, None) => transaction.add(Account::delete(id)),
            Operation::Delete(id, Some(owner)) => {
                transaction.add(Account::delete(id).condition(fields.owner.eq(owner)))
            }
            Operation::Remove(id) => transaction.add(Account::remove(id)),
            Operation::Check(id, least) => transaction.add(Account::check(id).condition(fields.balance.gte(least))),
            Operation::CheckAbsent(id) => transaction.add(Account::check(id).condition(fields.balance.not_exists())),
        }
    }
}

/// Applies a transaction. Returns `None` if two operations are on the same account; otherwise the failure of each operation
/// and the accounts after the transaction.
pub(crate) fn transact(accounts: &Accounts, operations: &[Operation]) -> Option<(Vec<Option<Refusal>>, Accounts)> {
    let distinct: BTreeSet<_> = operations.iter().map(Operation::id).collect();
    if distinct.len() < operations.len() {
        return None;
    }
    let mut after = accounts.clone();
    let mut refusals = Vec::new();
    for operation in operations {
        let id = operation.id();
        match operation.apply(accounts.get(id)) {
            Ok(Some(account)) => drop(after.insert(id.to_owned(), account)),
            Ok(None) => drop(after.remove(id)),
            Err(refusal) => {
                refusals.push(Some(refusal));
                continue;
            }
        }
        refusals.push(None);
    }
    let all = refusals.iter().all(Option::is_none);
    Some((refusals, if all { after } else { accounts.clone() }))
}

/// Converts a cancellation to the reasons of the model.
pub(crate) fn refusal(cancellation: &Cancellation) -> Option<Refusal> {
    let existing = || {
        let existing = cancellation.existing::<Account>();
        existing.expect("the item that is there can be read").map(Box::new)
    };
    if cancellation.is_already_exists() {
        return existing().map(Refusal::AlreadyExists);
    }
    if cancellation.is_not_found() {
        return Some(Refusal::NotFound);
    }
    if cancellation.is_condition_failed() {
        return Some(Refusal::ConditionFailed(existing()));
    }
    assert!(
        cancellation.is_ok(),
        "a reason that the model does not have: {cancellation}"
    );
    None
}
