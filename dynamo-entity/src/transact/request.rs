//! Builds the `TransactWriteItems` request from the members of a transaction.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItems;

use crate::codec::json::object::Object;
use crate::codec::json::write;
use crate::error::Result;
use crate::transact::limits::{check_count, check_token, check_writes};
use crate::transact::operation::{Prepare, PreparedWrite};
use crate::transact::subject::TransactionItem;
use crate::wire::request::Request;
use crate::wire::target::Target;

/// Estimated bytes around the members in the body of a request.
const AROUND: usize = 256;

/// Builds the request, and returns the subject of each member.
fn transaction(
    members: Vec<PreparedWrite>,
    token: &str,
    target: &Target<'_>,
) -> (Request<TransactWriteItems>, Vec<TransactionItem>) {
    let bytes: usize = members.iter().map(|member| member.write.wire_size(target.name)).sum();
    let mut body = Object::with_capacity(bytes + AROUND);
    write::list(body.member("TransactItems"), &members, |out, member| {
        member.write.write_member(member.verb, target.name, out);
    });
    body.string("ClientRequestToken", token);
    let request = Request::of_items(body, members.len());
    (request, members.into_iter().map(|member| member.subject).collect())
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
) -> Result<(Request<TransactWriteItems>, Vec<TransactionItem>)> {
    check_token(token)?;
    Ok(transaction(members, token, target))
}
