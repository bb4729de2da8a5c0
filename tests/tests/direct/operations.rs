//! Every operation, with every member that its body may have, on every way.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_entity::observe::CapacityMeter;
use dynamo_entity::prelude::*;
use serde_json::Value;

use crate::ways::{Counter, Sent, Shape, Ways, every_way};
use crate::{Anything, Doc, DocLine, Everything, Note, doc, note};

/// The members of each operation's body, and of the objects in it. A member that is missing here, or that no request of this
/// test has, fails the test.
const BODIES: [(&str, &str); 18] = [
    ("BatchGetItem", "RequestItems ReturnConsumedCapacity"),
    (
        "BatchGetItem.RequestItems",
        "ConsistentRead ExpressionAttributeNames Keys ProjectionExpression",
    ),
    ("BatchWriteItem", "RequestItems ReturnConsumedCapacity"),
    ("BatchWriteItem.DeleteRequest", "Key"),
    ("BatchWriteItem.PutRequest", "Item"),
    (
        "DeleteItem",
        "ConditionExpression ExpressionAttributeNames ExpressionAttributeValues Key ReturnConsumedCapacity ReturnValues \
         ReturnValuesOnConditionCheckFailure TableName",
    ),
    (
        "GetItem",
        "ConsistentRead ExpressionAttributeNames Key ProjectionExpression ReturnConsumedCapacity TableName",
    ),
    (
        "PutItem",
        "ConditionExpression ExpressionAttributeNames ExpressionAttributeValues Item ReturnConsumedCapacity ReturnValues \
         ReturnValuesOnConditionCheckFailure TableName",
    ),
    (
        "Query",
        "ConsistentRead ExclusiveStartKey ExpressionAttributeNames ExpressionAttributeValues FilterExpression IndexName \
         KeyConditionExpression Limit ProjectionExpression ReturnConsumedCapacity ScanIndexForward Select TableName",
    ),
    (
        "Scan",
        "ConsistentRead ExclusiveStartKey ExpressionAttributeNames ExpressionAttributeValues FilterExpression IndexName \
         Limit ProjectionExpression ReturnConsumedCapacity Segment Select TableName TotalSegments",
    ),
    ("TransactGetItems", "ReturnConsumedCapacity TransactItems"),
    (
        "TransactGetItems.Get",
        "ExpressionAttributeNames Key ProjectionExpression TableName",
    ),
    (
        "TransactWriteItems",
        "ClientRequestToken ReturnConsumedCapacity TransactItems",
    ),
    (
        "TransactWriteItems.ConditionCheck",
        "ConditionExpression ExpressionAttributeNames ExpressionAttributeValues Key ReturnValuesOnConditionCheckFailure \
         TableName",
    ),
    (
        "TransactWriteItems.Delete",
        "ConditionExpression ExpressionAttributeNames ExpressionAttributeValues Key ReturnValuesOnConditionCheckFailure \
         TableName",
    ),
    (
        "TransactWriteItems.Put",
        "ConditionExpression ExpressionAttributeNames ExpressionAttributeValues Item ReturnValuesOnConditionCheckFailure \
         TableName",
    ),
    (
        "TransactWriteItems.Update",
        "ConditionExpression ExpressionAttributeNames ExpressionAttributeValues Key ReturnValuesOnConditionCheckFailure \
         TableName UpdateExpression",
    ),
    (
        "UpdateItem",
        "ConditionExpression ExpressionAttributeNames ExpressionAttributeValues Key ReturnConsumedCapacity ReturnValues \
         ReturnValuesOnConditionCheckFailure TableName UpdateExpression",
    ),
];

/// The members that were sent, by operation.
#[derive(Debug, Default)]
struct Seen(BTreeMap<String, BTreeSet<String>>);

impl Seen {
    fn add(&mut self, sent: &[Sent]) {
        for sent in sent {
            let body = sent.body();
            self.object(sent.operation.clone(), &body);
            for list in [&body["TransactItems"], &body["RequestItems"]] {
                self.entries(&sent.operation, list);
            }
        }
    }

    fn object(&mut self, name: String, object: &Value) {
        let members = object.as_object().unwrap().keys().cloned();
        self.0.entry(name).or_default().extend(members);
    }

    /// The entries of a batch or a transaction.
    fn entries(&mut self, operation: &str, entries: &Value) {
        match entries {
            Value::Array(entries) => {
                for entry in entries {
                    for (kind, object) in entry.as_object().unwrap() {
                        self.object(format!("{operation}.{kind}"), object);
                    }
                }
            }
            Value::Object(tables) => {
                for table in tables.values() {
                    match table {
                        Value::Array(_) => self.entries(operation, table),
                        keys => self.object(format!("{operation}.RequestItems"), keys),
                    }
                }
            }
            _ => {}
        }
    }
}

fn metered(table: &Table<Shape>) -> Table<Shape> {
    table.metered(&CapacityMeter::new())
}

#[tokio::test]
async fn every_operation_is_the_same_on_every_way() {
    let ways = Ways::new().await;
    let mut seen = Seen::default();
    macro_rules! every {
        ($(|$to:ident| $operation:expr;)*) => {$(
            seen.add(&every_way!(ways, |$to| $operation).unwrap());
        )*};
    }
    let (d, c) = (Doc::fields(), Counter::fields());

    every! {
        // Single writes.
        |to| Doc::put(doc(1)).send(to);
        |to| Doc::put(doc(1)).condition(d.rank.eq(99)).return_old().send(&metered(to));
        |to| Doc::create(doc(2)).send(to);
        |to| Counter::update("c").add(c.count, 1).send(to);
        |to| Counter::patch("c").set(c.note, "n").return_new().send(&metered(to));
        |to| Doc::edit(&doc(1)).set(d.title, "t").return_old().send(to);
        |to| Doc::upsert(doc(3)).return_new().send(to);
        |to| Doc::reindex(&doc(2)).send(to);
        |to| Counter::update("c").add(c.count, 1).once().send(to);
        |to| Doc::delete(("o", 3)).condition(d.rank.eq(97)).return_old().send(&metered(to));
        |to| Doc::remove(("o", 2)).send(to);

        // Batches.
        |to| to.batch_write().put_all((0..6).map(doc)).put(note(1)).delete::<Note>(("o", 2)).send();
        |to| Doc::batch_put((6..8).map(doc)).send(to);
        |to| Doc::batch_delete([("o", 7)]).send(to);
        |to| Doc::batch_get([("o", 1), ("o", 9)]).consistent().project::<DocLine>().send(to);
        |to| to.batch_get((Doc::batch_get([("o", 1)]), Note::batch_get([("o", 1)]))).send();

        // Transactions.
        |to| to.transact_get((Doc::get(("o", 1)), Doc::get(("o", 2)).project::<DocLine>())).send();
        |to| metered(to).transact_get(vec![Doc::get(("o", 1))]).send();
        |to| metered(to).transact_write()
            .add(Doc::put(doc(10)).condition(d.rank.not_exists() | d.rank.eq(1)))
            .add(Doc::patch(("o", 1)).set(d.rank, 5))
            .add(Doc::delete(("o", 2)).condition(d.rank.eq(98)))
            .add(Doc::check(("o", 3)).condition(d.rank.eq(97)))
            .send();

        // Reads.
        |to| Doc::get(("o", 1)).send(to);
        |to| Doc::get(("o", 1)).consistent().project::<DocLine>().send(&metered(to));
        |to| Doc::query().primary("o").consistent().descending().filter(d.rank.gt(3)).limit(2).all(to);
        |to| Doc::query().primary("o").project::<DocLine>().take(2).send(to);
        |to| Doc::query().primary("o").count(to);
        |to| Doc::query().primary("o").first(to);
        |to| Doc::query().by_rank().hydrate().limit(2).all(to);
        |to| Doc::scan().consistent().filter(d.rank.gt(3)).limit(3).all(to);
        |to| Doc::scan().project::<DocLine>().take(2).send(to);
        |to| Doc::scan().index("by_rank").hydrate().segments(1).count(to);
        |to| Everything::query("o").all(to);
        |to| Anything::query("o").begins_with("DOC#").limit(2).take(3).send(to);
        |to| Anything::query("o").count(to);
    }

    let members = |members: &BTreeSet<String>| members.iter().cloned().collect::<Vec<_>>().join(" ");
    let seen: Vec<_> = seen
        .0
        .iter()
        .map(|(name, sent)| (name.as_str(), members(sent)))
        .collect();
    assert_eq!(seen, BODIES.map(|(name, members)| (name, members.to_owned())));
}
