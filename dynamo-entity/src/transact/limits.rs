//! DynamoDB's limits on one transaction, checked before anything is sent.
//!
//! Source: "Amazon DynamoDB Transactions: How it works" of the developer guide, and `ClientRequestToken` in the API
//! reference.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher as _};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::transact::operation::PreparedWrite;
use crate::transact::read::PreparedGet;
use crate::transact::subject::TransactionItem;

/// Maximum number of operations in one transaction.
const TRANSACTION_LIMIT: usize = 100;
/// Maximum size in bytes of all items of one transaction.
const SIZE_LIMIT: usize = 4 * 1024 * 1024;
/// Maximum length of a client request token, in characters.
const TOKEN_LIMIT: usize = 36;

/// Checks the number of operations; `added` operations make `members` members of the transaction.
pub(super) fn check_count(added: usize, members: usize) -> Result<()> {
    if members <= TRANSACTION_LIMIT {
        return Ok(());
    }
    let remedy = "split it, or use a batch if it need not be atomic";
    Err(Error::input(if added == members {
        format!("the transaction has {added} operations; DynamoDB takes at most {TRANSACTION_LIMIT}: {remedy}")
    } else {
        format!(
            "the transaction has {added} operations, or {members} with those on the values of unique fields; DynamoDB \
             takes at most {TRANSACTION_LIMIT}: {remedy}"
        )
    }))
}

/// Refuses two operations on one item, as DynamoDB does. `operations` holds the position of each member's operation.
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
                "operations {} and {} of the transaction are both on {}; DynamoDB takes one operation per item: \
                 combine them, or use a condition of the write as the check",
                number(earlier),
                number(later),
                subject.describe(),
            )));
        }
    }
    Ok(())
}

/// Hashes a key. If all hashes differ, no two keys need to be compared.
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

/// Checks the limits that the writes have to meet together; their number is checked before.
///
/// Sizes are lower bounds: the item of an update may be larger than the attributes that the update sets.
pub(super) fn check_writes(writes: &[PreparedWrite], operations: &[usize]) -> Result<()> {
    check_distinct(&writes.iter().map(|write| (&write.subject, write.key())), operations)?;
    let size = |within| {
        writes
            .iter()
            .map(|write| write.size_within(within))
            .sum::<Result<usize>>()
    };
    // The first pass may overestimate cheaply; only if that exceeds the limit is the size counted exactly.
    if size(SIZE_LIMIT)? <= SIZE_LIMIT {
        return Ok(());
    }
    let size = size(0)?;
    if size > SIZE_LIMIT {
        return Err(Error::input(format!(
            "the items of the transaction have {size} bytes together; DynamoDB takes at most {SIZE_LIMIT}: split it"
        )));
    }
    Ok(())
}

/// Checks the limits that the reads have to meet together.
pub(crate) fn check_reads(reads: &[PreparedGet]) -> Result<()> {
    check_count(reads.len(), reads.len())?;
    check_distinct(&reads.iter().map(|read| (&read.subject, &read.subject.key)), &[])
}

/// Checks the length of a client request token.
pub(crate) fn check_token(token: &str) -> Result<()> {
    let length = token.chars().count();
    if length == 0 || length > TOKEN_LIMIT {
        return Err(Error::input(format!(
            "the token of the transaction has {length} characters; DynamoDB takes 1 to {TOKEN_LIMIT}"
        )));
    }
    Ok(())
}
