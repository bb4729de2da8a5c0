//! Builds the `TransactWriteItems` request from the members of a transaction.

use aws_sdk_dynamodb::operation::transact_write_items::builders::TransactWriteItemsInputBuilder;
use aws_sdk_dynamodb::types::{Delete as DeleteMember, TransactWriteItem};

use crate::codec::item::Item;
use crate::codec::json::members::Members;
use crate::codec::written::Encoding;
use crate::error::Result;
use crate::transact::limits::{check_count, check_token, check_writes};
use crate::transact::operation::{Prepare, PreparedWrite};
use crate::transact::subject::TransactionItem;
use crate::wire::request::Request;
use crate::wire::single::{MemberKind, SingleWrite};
use crate::wire::target::{Target, incomplete};

/// Builds the request, and returns the subject of each member.
pub(crate) fn transaction(
    members: Vec<PreparedWrite>,
    token: &str,
    target: &Target<'_>,
) -> Result<(Request<TransactWriteItemsInputBuilder>, Vec<TransactionItem>)> {
    let entries = Some(members.len());
    let members = members.into_iter();
    let (writes, subjects): (Vec<_>, _) = members
        .map(|member| ((member.write, member.verb), member.subject))
        .unzip();
    let input = TransactWriteItemsInputBuilder::default().client_request_token(token);
    let (input, members) = match target.form {
        Encoding::Attributes => {
            let items = writes.into_iter();
            let items = items.map(|(write, verb)| write.into_member(verb, target.name));
            let items = items.collect::<Result<Vec<_>>>()?;
            (input.set_transact_items(Some(items)), Members::default())
        }
        Encoding::Json => (
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
fn written(writes: &[(SingleWrite, MemberKind)], table: &str) -> Members {
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

/// The SDK needs one entry to find the table; this entry is never sent.
fn placeholder(table: &str) -> Result<TransactWriteItem> {
    let delete = DeleteMember::builder()
        .table_name(table)
        .set_key(Some(Item::new()))
        .build();
    Ok(TransactWriteItem::builder().delete(delete.map_err(incomplete)?).build())
}

/// Prepares the operations of one transaction and checks DynamoDB's limits.
pub(crate) fn write_items(operations: &[&dyn Prepare], target: &Target<'_>) -> Result<Vec<PreparedWrite>> {
    check_count(operations.len(), operations.len())?;
    let prepared = operations.iter().map(|operation| operation.prepare(target, &[]));
    let own: Vec<usize> = (0..operations.len()).collect();
    checked(prepared.collect::<Result<Vec<_>>>()?, &own)
}

/// Checks the limits that the members have to meet together. `operations` holds the position of each member's operation.
pub(crate) fn checked(members: Vec<PreparedWrite>, operations: &[usize]) -> Result<Vec<PreparedWrite>> {
    let added = operations.iter().max().map_or(0, |last| last + 1);
    check_count(added, members.len())?;
    check_writes(&members, operations)?;
    Ok(members)
}

/// Builds the request, and returns the subject of each member. Checks the token.
pub(super) fn request(
    members: Vec<PreparedWrite>,
    token: &str,
    target: &Target<'_>,
) -> Result<(Request<TransactWriteItemsInputBuilder>, Vec<TransactionItem>)> {
    check_token(token)?;
    transaction(members, token, target)
}
