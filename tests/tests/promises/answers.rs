//! The members of a response other than items are read as the SDK reads them.

use std::fmt::Debug;

use dynamo_entity::prelude::*;
use dynamo_entity::{Page, Result};
use dynamo_entity_tests::answering::answering_client;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<id>", sk = "NOTE")]
struct Note {
    id: String,
}

#[derive(Table)]
#[table(entities(Note))]
struct App;

/// Reads a response in place and with the SDK's types, and checks that the results are equal. `None` is an error of both.
macro_rules! both {
    ($body:expr, |$table:ident| $read:expr) => {{
        let table = Table::<App>::new(answering_client(200, $body.as_bytes()), "table");
        let in_place = {
            let $table = &table;
            $read.await
        };
        let typed = {
            let $table = &table.clone().through_attribute_values();
            $read.await
        };
        same($body, in_place, typed)
    }};
}

fn same<T: Debug>(body: &str, in_place: Result<T>, typed: Result<T>) -> Option<T> {
    assert_eq!(
        format!("{:?}", in_place.as_ref().ok()),
        format!("{:?}", typed.as_ref().ok()),
        "{body}"
    );
    in_place.ok()
}

#[tokio::test]
async fn case_31_a_count_is_an_integer_in_every_notation() {
    let counts = [
        ("11e2", Some(1100)),
        ("1.0", Some(1)),
        ("10E-1", Some(1)),
        ("007", Some(7)),
        ("2147483647.0", Some(i32::MAX.unsigned_abs().into())),
        ("-0.0", Some(0)),
        ("-1", Some(0)),
        ("null", Some(0)),
        ("2147483648", None),
        ("-2147483649.0", None),
        ("1.5", None),
        ("+1", None),
        ("1e400", None),
        ("\"1\"", None),
        ("\"NaN\"", None),
    ];
    for (count, expected) in counts {
        let body = &format!(r#"{{"Items":[],"Count":{count},"ScannedCount":{count}}}"#);
        let page = both!(body, |table| Note::scan().send(table));
        assert_eq!(page.map(|page: Page<Note>| page.scanned_count), expected, "{body}");
        assert_eq!(both!(body, |table| Note::scan().count(table)), expected, "{body}");
    }
}

#[tokio::test]
async fn case_31_capacity_is_a_finite_number_or_its_text() {
    let capacities = [
        ("5e-1", Some(0.5)),
        ("-1", Some(-1.0)),
        ("null", Some(0.0)),
        ("\"Infinity\"", Some(f64::INFINITY)),
        ("1e400", None),
        ("\"1\"", None),
    ];
    for (units, expected) in capacities {
        let body = &format!(r#"{{"Items":[],"ConsumedCapacity":{{"TableName":"t","CapacityUnits":{units}}}}}"#);
        let page = both!(body, |table| Note::scan().send(table));
        assert_eq!(page.map(|page: Page<Note>| page.consumed_capacity), expected, "{body}");
    }
}

#[tokio::test]
async fn case_31_members_of_other_operations_are_skipped() {
    let body = r#"{"Responses":{"table":[]},"Count":11e2,"ScannedCount":"x","LastEvaluatedKey":1}"#;
    assert_eq!(
        both!(body, |table| Note::batch_get(["1"]).send(table)),
        Some(vec![None])
    );
    let body = r#"{"Count":11e2,"LastEvaluatedKey":1}"#;
    assert_eq!(both!(body, |table| Note::get("1").send(table)), Some(None));
}
