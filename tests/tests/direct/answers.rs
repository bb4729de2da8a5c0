//! Responses in every notation: members in any order, white space, truncated responses, and bytes that are no response.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::answering::answering_client;

use crate::{Anything, App, Doc, DocLine, Place, both};

fn answering(status: u16, body: impl Into<Vec<u8>>) -> Table<App> {
    Table::new(answering_client(status, body), "table")
}

fn answer(body: impl Into<Vec<u8>>) -> Table<App> {
    answering(200, body)
}

const ROW: &str = r#"{"id":{"N":"1"},"pk":{"S":"OWNER#o"},"sk":{"S":"DOC#0001"},"rank":{"N":"2.0E0"},"ratio":{"N":"5e-1"},
    "is_public":{"BOOL":true},"owner":{"S":"\u006f"},"title":{"NULL":true},"_type":{"S":"Doc"},"tags":{"SS":["b","a"]},"bytes":{"B":"AQID"},"parts":{"L":[{"S":"Empty"}]}}"#;

fn row(id: u32) -> String {
    ROW.replace("\"1\"", &format!("\"{id}\""))
        .replace("0001", &format!("{id:04}"))
}

/// Makes the response to a query with its members in this order.
fn page(order: &[&str], space: &str) -> String {
    let key = format!(r#"{{"pk":{{"S":"OWNER#o"}},{space}"sk":{{"S":"DOC#0002"}}}}"#);
    let members = order.iter().map(|name| {
        let value = match *name {
            "Items" => format!("[{space}{}{space},{}]", row(1), row(2)),
            "LastEvaluatedKey" => key.clone(),
            "ConsumedCapacity" => r#"{"TableName":"table","CapacityUnits":1.5E0,"Table":{"CapacityUnits":1}}"#.into(),
            "Unknown" => r#"[{"a":[1,-2.5e3,null,"\"]}"]},true]"#.into(),
            _ => "2".into(),
        };
        format!("{space}\"{name}\"{space}:{space}{value}{space}")
    });
    format!("{space}{{{}}}{space}", members.collect::<Vec<_>>().join(","))
}

#[tokio::test]
async fn members_come_in_any_order_and_with_white_space() {
    let mut order = [
        "Items",
        "LastEvaluatedKey",
        "ConsumedCapacity",
        "Unknown",
        "Count",
        "ScannedCount",
    ];
    for _ in 0..order.len() {
        order.rotate_left(1);
        for space in ["", " ", "\n\t\r "] {
            let table = answer(page(&order, space));
            let read = both!(table, |to| Doc::query().primary("o").send(to)).unwrap();
            assert!(
                read.contains("consumed_capacity: 1.5") && read.contains("scanned_count: 2"),
                "{read}"
            );
            assert!(read.contains("id: 2") && read.contains("cursor: Some"), "{read}");
            let read = both!(table, |to| Doc::query().primary("o").take(1).send(to)).unwrap();
            assert!(!read.contains("id: 2") && read.contains("cursor: Some"), "{read}");
            both!(table, |to| Doc::query().primary("o").project::<DocLine>().send(to)).unwrap();
            both!(table, |to| Anything::query("o").send(to)).unwrap();
            both!(table, |to| Doc::scan().send(to)).unwrap();
        }
    }
}

#[tokio::test]
async fn a_response_may_be_empty() {
    for body in [
        "",
        "{}",
        r#"{"Items":null,"Item":null,"LastEvaluatedKey":null,"ConsumedCapacity":null}"#,
    ] {
        let table = answer(body);
        both!(table, |to| Doc::query().primary("o").send(to)).unwrap();
        assert_eq!(both!(table, |to| Doc::get(("o", 1)).send(to)), Ok("None".into()));
        both!(table, |to| Doc::query().primary("o").count(to)).unwrap();
    }
}

#[tokio::test]
async fn a_truncated_response_is_an_error() {
    let body = page(
        &["Count", "Items", "LastEvaluatedKey", "ScannedCount", "ConsumedCapacity"],
        "",
    );
    for end in (1..body.len()).filter(|end| body.is_char_boundary(*end)) {
        let table = answer(&body.as_bytes()[..end]);
        Doc::query().primary("o").send(&table).await.unwrap_err();
        Anything::query("o").send(&table).await.unwrap_err();
        Doc::query()
            .primary("o")
            .project::<DocLine>()
            .all(&table)
            .await
            .unwrap_err();
        Doc::query().primary("o").take(1).send(&table).await.unwrap_err();
        Doc::query().primary("o").count(&table).await.unwrap_err();
    }
    let item = format!(r#"{{"Item":{}}}"#, row(1));
    let items = format!(r#"{{"Responses":[{{"Item":{}}}]}}"#, row(1));
    let batch = format!(r#"{{"Responses":{{"table":[{}]}},"UnprocessedKeys":{{}}}}"#, row(1));
    let read = both!(answer(item.clone()), |to| Doc::get(("o", 1)).send(to));
    assert!(read.unwrap().contains("id: 1"));
    both!(answer(items.clone()), |to| to
        .transact_get(vec![Doc::get(("o", 1))])
        .send())
    .unwrap();
    both!(answer(batch.clone()), |to| Doc::batch_get([("o", 1)]).send(to)).unwrap();
    for end in 1..item.len() {
        Doc::get(("o", 1)).send(&answer(&item[..end])).await.unwrap_err();
    }
    for end in 1..items.len() {
        let table = answer(&items[..end]);
        table.transact_get(vec![Doc::get(("o", 1))]).send().await.unwrap_err();
    }
    for end in 1..batch.len() {
        Doc::batch_get([("o", 1)])
            .send(&answer(&batch[..end]))
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn bytes_that_are_no_response_are_an_error() {
    let deep = format!(r#"{{"Items":[{{"a":{}1"#, r#"{"L":["#.repeat(100_000));
    let long = format!("{} ", page(&["Items"], "")) + "{}";
    let bodies: [&[u8]; 12] = [
        b" ",
        b"[]",
        b"null",
        b"\xff",
        b"{\"Items\":[\"\xff\"]}",
        br#"{"Items":{}}"#,
        br#"{"Items":[[]]}"#,
        br#"{"Items":[{"_type":{"S":"Doc"},"a":1}]}"#,
        br#"{"Items":[{"_type":1}]}"#,
        br#"{"Count":"many"}"#,
        deep.as_bytes(),
        long.as_bytes(),
    ];
    for body in bodies {
        let table = answer(body);
        let error = Doc::query().primary("o").send(&table).await.unwrap_err();
        assert!(!error.is_invalid_input(), "{error}");
        Place::query().primary("o").all(&table).await.unwrap_err();
        Anything::query("o").all(&table).await.unwrap_err();
    }
    for body in [
        &b"\xff"[..],
        br#"{"Item":[]}"#,
        br#"{"Item":{"_type":{}}}"#,
        br#"{"Item":{"_type":{"S":"Doc"},"a":{}}}"#,
        br#"{"Item":{"_type":{"S":"Doc"},"a":{"S":1}}}"#,
        b"{\"Item\":{}}}",
    ] {
        Doc::get(("o", 1)).send(&answer(body)).await.unwrap_err();
    }
}

#[tokio::test]
async fn refusals_are_read_by_the_sdk() {
    let body = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no such table"}"#;
    let table = answering(400, body);
    let error = both!(table, |to| Doc::get(("o", 1)).send(to)).unwrap_err();
    assert!(error.contains("no such table"), "{error}");
    both!(table, |to| Doc::query().primary("o").all(to)).unwrap_err();
    both!(table, |to| Doc::batch_get([("o", 1)]).send(to)).unwrap_err();
    both!(table, |to| to.transact_get(vec![Doc::get(("o", 1))]).send()).unwrap_err();
}
