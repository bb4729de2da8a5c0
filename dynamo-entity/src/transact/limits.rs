//! What DynamoDB takes in one transaction, checked before anything is sent.
//!
//! Source: "Amazon DynamoDB Transactions: How it works" of the developer guide, and the `ClientRequestToken` of the API
//! reference.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher as _};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::transact::operation::PreparedWrite;
use crate::transact::read::PreparedGet;
use crate::transact::subject::TransactionItem;

/// Operations in one transaction.
const TRANSACTION_LIMIT: usize = 100;
/// Bytes of all items of one transaction.
const SIZE_LIMIT: usize = 4 * 1024 * 1024;
/// Characters of a client request token.
const TOKEN_LIMIT: usize = 36;

/// Refuses a transaction of `added` operations, which make `members` members, if DynamoDB would.
pub(super) fn check_count(added: usize, members: usize) -> Result<()> {
    if members <= TRANSACTION_LIMIT {
        return Ok(());
    }
    let remedy = "split it, or use a batch if it need not be all or nothing";
    Err(Error::input(if added == members {
        format!("the transaction has {added} operations, DynamoDB takes at most {TRANSACTION_LIMIT}: {remedy}")
    } else {
        format!(
            "the transaction has {added} operations, which are {members} with those on the values of unique fields, DynamoDB takes at most {TRANSACTION_LIMIT}: {remedy}"
        )
    }))
}

/// Refuses two operations on one item; a transaction does one thing to an item. Each member is of one of `operations`, by
/// position.
fn check_distinct<'a>(
    members: &(impl Iterator<Item = (&'a TransactionItem, &'a KeyAttributes)> + Clone),
    operations: &[usize],
) -> Result<()> {
    let mut hashes = HashSet::new();
    if members.clone().all(|(_, key)| hashes.insert(hash(key))) {
        return Ok(());
    }
    for (later, (subject, key)) in members.clone().enumerate() {
        let earlier = members.clone().take(later).position(|(_, other)| other == key);
        if let Some(earlier) = earlier {
            let number = |member: usize| operations.get(member).copied().unwrap_or(member) + 1;
            return Err(Error::input(format!(
                "operations {} and {} of the transaction are both on {}, DynamoDB takes one for each item: make them one, or check with a condition of the write",
                number(earlier),
                number(later),
                subject.describe(),
            )));
        }
    }
    Ok(())
}

/// The same for equal keys: where all differ, no two need to be compared.
fn hash(key: &KeyAttributes) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (_, value) in key {
        match value {
            AttributeValue::S(text) | AttributeValue::N(text) => hasher.write(text.as_bytes()),
            AttributeValue::B(bytes) => hasher.write(bytes.as_ref()),
            _ => {}
        }
    }
    hasher.finish()
}

/// Refuses the writes, of which there are not too many, that DynamoDB would refuse together.
///
/// The sizes are the least that is known: an update's item may be larger than what the update sets.
pub(super) fn check_writes(writes: &[PreparedWrite], operations: &[usize]) -> Result<()> {
    check_distinct(&writes.iter().map(|write| (&write.subject, write.key())), operations)?;
    let size = |within| {
        writes
            .iter()
            .map(|write| write.size_within(within))
            .sum::<Result<usize>>()
    };
    // Where more than enough is not enough, it is counted.
    if size(SIZE_LIMIT)? <= SIZE_LIMIT {
        return Ok(());
    }
    let size = size(0)?;
    if size > SIZE_LIMIT {
        return Err(Error::input(format!(
            "the items of the transaction are {size} bytes large together, DynamoDB takes at most {SIZE_LIMIT}: split it"
        )));
    }
    Ok(())
}

/// Refuses the reads that DynamoDB would refuse together.
pub(crate) fn check_reads(reads: &[PreparedGet]) -> Result<()> {
    check_count(reads.len(), reads.len())?;
    check_distinct(&reads.iter().map(|read| (&read.subject, &read.subject.key)), &[])
}

/// Refuses a client request token that DynamoDB would refuse.
pub(crate) fn check_token(token: &str) -> Result<()> {
    let length = token.chars().count();
    if length == 0 || length > TOKEN_LIMIT {
        return Err(Error::input(format!(
            "the token of the transaction has {length} characters, DynamoDB takes 1 to {TOKEN_LIMIT}"
        )));
    }
    Ok(())
}
