//! `Page`: mapped, serialized, and made by tests.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "LOG#<log>", sk = "<line:03>")]
struct Line {
    log: String,
    line: u8,
    level: u8,
}

#[derive(Table)]
#[table(entities(Line))]
struct App;

fn text(line: u8) -> Line {
    Line {
        log: "l".into(),
        line,
        level: line,
    }
}

#[tokio::test]
async fn a_mapped_page_keeps_everything_but_its_items() {
    let table = Table::<App>::new(client().await, unique_table_name("pages"));
    table.create().send().await.unwrap();
    for line in 1..=3 {
        Line::put(text(line)).send(&table).await.unwrap();
    }
    let read = Line::query().primary("l").filter(Line::fields().level.ne(1)).limit(2);
    let page = read.send(&table).await.unwrap();
    let mapped = page.clone().map(|line| line.line);
    assert_eq!(mapped.items, [2]);
    let kept = |page: &Page<Line>| {
        (
            page.cursor.clone(),
            page.count,
            page.scanned_count,
            page.unreadable.clone(),
        )
    };
    let put_back = mapped.clone().map(text);
    assert_eq!(kept(&put_back), kept(&page));
    assert_eq!(put_back, page);

    let cursor = page.cursor.clone().expect("the page ends before the last line");
    assert_eq!(
        serde_json::to_value(&mapped).unwrap(),
        json!({ "items": [2], "cursor": cursor.to_string() })
    );
    // A page that a test makes for its own code.
    let made = Page::new(vec![2], Some(cursor));
    assert_eq!((made.items, made.cursor, made.count), (mapped.items, mapped.cursor, 1));
}
