//! Tables and indexes: the items that a key condition finds, and their order.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::types::{BillingMode, ScalarAttributeType, TimeToLiveSpecification, TimeToLiveStatus};
use dynamo_entity_tests::engine::{client, unique_table_name};

use crate::{attribute, create_table, found, get, item, key_schema, number, put, text};

#[tokio::test]
async fn a_table_has_the_indexes_and_the_time_to_live_it_was_given() {
    let client = client().await;
    let table = create_table(&client, "schema").await;

    let description = client
        .describe_table()
        .table_name(&table)
        .send()
        .await
        .unwrap()
        .table
        .unwrap();
    assert_eq!(description.local_secondary_indexes().len(), 1);
    let standings = description
        .global_secondary_indexes()
        .iter()
        .find(|index| index.index_name() == Some("standings"))
        .unwrap();
    assert_eq!(
        standings.key_schema(),
        key_schema(&["league", "season"], &["team", "points"])
    );

    let expires_at = TimeToLiveSpecification::builder()
        .attribute_name("expires_at")
        .enabled(true)
        .build()
        .unwrap();
    client
        .update_time_to_live()
        .table_name(&table)
        .time_to_live_specification(expires_at)
        .send()
        .await
        .unwrap();
    let time_to_live = client
        .describe_time_to_live()
        .table_name(&table)
        .send()
        .await
        .unwrap()
        .time_to_live_description
        .unwrap();
    assert_eq!(time_to_live.attribute_name(), Some("expires_at"));
    assert_eq!(time_to_live.time_to_live_status(), Some(&TimeToLiveStatus::Enabled));

    // Expired, but readable until it is deleted, which can take days on AWS.
    let expired = item("p", "s", &[("expires_at", number(1_000))]);
    put(&client, &table, expired).await;
    assert!(get(&client, &table, "p", "s").await.is_some());
}

/// The crate sends bounds that rely on the order of strings by UTF-8 bytes: `\0` is appended for the smallest greater
/// string, and `\u{10ffff}` for the end of the strings with a prefix.
#[tokio::test]
async fn sort_keys_are_ordered_by_their_bytes() {
    let client = client().await;
    let table = create_table(&client, "order").await;
    let mut keys = [
        "a",
        "a\0",
        "a\0\0",
        "a\0b",
        "aZ",
        "aa",
        "a~",
        "a\u{e9}",
        "a\u{e000}",
        "a\u{ffff}",
        "a\u{10000}",
        "a\u{10ffff}",
        "b",
        "A",
        "B",
        " ",
        "#",
        "e\u{301}",
    ];
    for sk in keys {
        put(&client, &table, item("p", sk, &[])).await;
    }
    keys.sort_unstable_by_key(|key| key.as_bytes());

    let between = "pk = :pk AND sk BETWEEN :low AND :high";
    let cases: [(&str, &str, &str); 8] = [
        (between, "a", "a\u{10ffff}"),
        (between, "a", "a\0"),
        (between, "a\0", "b"),
        (between, "a\u{ffff}", "a\u{10000}"),
        ("pk = :pk AND sk >= :low", "a\0", "\u{10ffff}"),
        ("pk = :pk AND sk >= :low", "a\u{e000}", "\u{10ffff}"),
        ("pk = :pk AND sk <= :high", "", "a\0"),
        ("pk = :pk AND sk = :low", "a\0", "a\0"),
    ];
    for (condition, low, high) in cases {
        let mut values = vec![(":pk", text("p"))];
        values.extend(condition.contains(":low").then(|| (":low", text(low))));
        values.extend(condition.contains(":high").then(|| (":high", text(high))));
        let inside = keys.iter().filter(|key| (low..=high).contains(*key));
        let expected: Vec<_> = inside.map(|key| text(key)).collect();
        assert_eq!(
            found(&client, &table, None, condition, &values).await,
            expected,
            "{condition} from {low:?} to {high:?}"
        );
    }

    for prefix in ["a", "a\0", "a\u{ffff}", "a\u{10ffff}"] {
        let inside = keys.iter().filter(|key| key.starts_with(prefix));
        let expected: Vec<_> = inside.map(|key| text(key)).collect();
        let condition = "pk = :pk AND begins_with(sk, :prefix)";
        let values = [(":pk", text("p")), (":prefix", text(prefix))];
        assert_eq!(
            found(&client, &table, None, condition, &values).await,
            expected,
            "{prefix:?}"
        );
    }
}

#[tokio::test]
async fn number_keys_are_ordered_by_value() {
    let client = client().await;
    let table = unique_table_name("numbers");
    client
        .create_table()
        .table_name(&table)
        .billing_mode(BillingMode::PayPerRequest)
        .set_key_schema(Some(key_schema(&["pk"], &["sk"])))
        .attribute_definitions(attribute("pk", ScalarAttributeType::S))
        .attribute_definitions(attribute("sk", ScalarAttributeType::N))
        .send()
        .await
        .unwrap();
    for sk in ["10", "9", "-1", "-10", "0", "1.5", "100"] {
        let item = HashMap::from([("pk".to_owned(), text("p")), ("sk".to_owned(), number(sk))]);
        put(&client, &table, item).await;
    }
    let values = [(":pk", text("p")), (":low", number("-1")), (":high", number("1e1"))];
    let between = "pk = :pk AND sk BETWEEN :low AND :high";
    assert_eq!(
        found(&client, &table, None, between, &values).await,
        ["-1", "0", "1.5", "9", "10"].map(number)
    );
}

#[tokio::test]
async fn a_local_index_orders_the_partition_by_its_own_key() {
    let client = client().await;
    let table = create_table(&client, "lsi").await;
    for (sk, order) in [("1", "c"), ("2", "a"), ("3", "b")] {
        put(&client, &table, item("p", sk, &[("lsi1sk", text(order))])).await;
    }
    put(&client, &table, item("p", "absent from the index", &[])).await;

    let values = [(":pk", text("p")), (":from", text("b"))];
    assert_eq!(
        found(&client, &table, Some("lsi1"), "pk = :pk", &values[..1]).await,
        ["2", "3", "1"].map(text)
    );
    let from = "pk = :pk AND lsi1sk >= :from";
    assert_eq!(
        found(&client, &table, Some("lsi1"), from, &values).await,
        ["3", "1"].map(text)
    );
}

#[tokio::test]
async fn an_index_key_of_several_attributes_is_compared_attribute_by_attribute() {
    let client = client().await;
    let table = create_table(&client, "standings").await;
    for (sk, season, team, points) in [
        ("1", "2026", "ajax", 10),
        ("2", "2026", "ajax", 9),
        ("3", "2026", "boavista", 1),
        ("4", "2025", "ajax", 5),
    ] {
        let entry = [
            ("league", text("north")),
            ("season", text(season)),
            ("team", text(team)),
            ("points", number(points)),
        ];
        put(&client, &table, item("p", sk, &entry)).await;
    }
    let partial = [("league", text("north")), ("season", text("2026"))];
    put(&client, &table, item("p", "absent from the index", &partial)).await;

    let values = [
        (":league", text("north")),
        (":season", text("2026")),
        (":team", text("ajax")),
        (":points", number(10)),
    ];
    let cases: [(&str, usize, &[&str]); 3] = [
        ("", 2, &["2", "1", "3"]),
        (" AND team = :team", 3, &["2", "1"]),
        (" AND team = :team AND points >= :points", 4, &["1"]),
    ];
    for (rest, count, expected) in cases {
        let condition = format!("league = :league AND season = :season{rest}");
        let expected: Vec<_> = expected.iter().map(|sk| text(sk)).collect();
        let values = &values[..count];
        assert_eq!(
            found(&client, &table, Some("standings"), &condition, values).await,
            expected,
            "{condition}"
        );
    }

    let refused = client
        .query()
        .table_name(&table)
        .index_name("standings")
        .key_condition_expression("league = :league")
        .expression_attribute_values(":league", text("north"))
        .send()
        .await
        .expect_err("the partition key lacks its second attribute");
    assert_eq!(refused.code(), Some("ValidationException"));
}

#[tokio::test]
async fn a_query_is_read_page_by_page() {
    let client = client().await;
    let table = create_table(&client, "pages").await;
    for number in 0..5 {
        put(&client, &table, item("p", &number.to_string(), &[])).await;
    }
    let mut pages = client
        .query()
        .table_name(&table)
        .key_condition_expression("pk = :pk")
        .expression_attribute_values(":pk", text("p"))
        .limit(2)
        .into_paginator()
        .send();
    let mut counts = Vec::new();
    while let Some(page) = pages.try_next().await.unwrap() {
        counts.push(page.count());
    }
    assert_eq!(counts, [2, 2, 1]);
}
