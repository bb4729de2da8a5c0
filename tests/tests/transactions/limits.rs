//! Hazard 17: transactions that DynamoDB would refuse are not sent.

use dynamo_entity::Error;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting_client;

use crate::{Account, Balance, Bank, Entry, entry};

/// Checks that the error is a refusal before sending and contains these texts.
#[tokio::test]
async fn hazard_17_a_transaction_over_the_limits_is_not_sent() {
    let (client, requests) = counting_client();
    let table = Table::<Bank>::new(client, "limits");
    table.create().send().await.unwrap();
    let before = requests.count();
    let sent = || requests.count() - before;
    let refused = |error: Error, parts: &[&str]| {
        assert!(error.is_invalid_input(), "{error}");
        for part in parts {
            assert!(error.to_string().contains(part), "{part}: {error}");
        }
    };

    let entries = |count: u32| (1..=count).map(|number| Entry::put(entry("a", number)));
    let error = table.transact_write().add_all(entries(101)).send().await.unwrap_err();
    refused(error, &["101 operations", "at most 100"]);
    let gets: Vec<_> = (1..=101_u32).map(|number| Entry::get(("a", number))).collect();
    refused(
        table.transact_get(gets).send().await.unwrap_err(),
        &["101 operations", "at most 100"],
    );

    let twice = table
        .transact_write()
        .add(Account::patch("a").add(Account::fields().balance, 1))
        .add(Entry::put(entry("a", 1)))
        .add(Account::check("a").condition(Account::fields().note.exists()));
    refused(
        twice.request().unwrap_err(),
        &["operations 1 and 3", "`Account` at ACCOUNT#a / ACCOUNT"],
    );
    refused(
        twice.send().await.unwrap_err(),
        &["operations 1 and 3", "`Account` at ACCOUNT#a / ACCOUNT"],
    );
    let twice = table.transact_get((Account::get("a"), Account::get("a").project::<Balance>()));
    refused(
        twice.send().await.unwrap_err(),
        &["operations 1 and 2", "`Account` at ACCOUNT#a / ACCOUNT"],
    );

    // Eleven items of 390,000 bytes exceed 4,194,304 bytes. An update counts only the values that it sets.
    let large = |number: u32| Entry {
        text: "x".repeat(390_000),
        ..entry("a", number)
    };
    let puts = (1..=11).map(|number| Entry::put(large(number)));
    let error = table.transact_write().add_all(puts).send().await.unwrap_err();
    refused(error, &["bytes together", "4194304"]);
    let patches = (1..=11_u32).map(|number| Entry::patch(("a", number)).set(Entry::fields().text, large(number).text));
    let error = table.transact_write().add_all(patches).send().await.unwrap_err();
    refused(error, &["bytes together", "4194304"]);

    // The error of one operation names that operation.
    let error = table
        .transact_write()
        .add(Account::delete(""))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_invalid_key(), "{error}");
    assert_eq!(error.entity(), Some("Account"));
    let too_large = Entry {
        text: "x".repeat(410_000),
        ..entry("a", 1)
    };
    let error = table
        .transact_write()
        .add(Entry::put(too_large))
        .send()
        .await
        .unwrap_err();
    refused(error, &["`Entry` at ACCOUNT#a / ENTRY#0001", "the item has"]);

    for token in [String::new(), "x".repeat(37)] {
        let error = table
            .transact_write()
            .add_all(entries(1))
            .token(token)
            .send()
            .await
            .unwrap_err();
        refused(error, &["1 to 36"]);
    }

    // An empty transaction sends no request.
    table.transact_write().send().await.unwrap();
    assert_eq!(
        table
            .transact_get(Vec::<dynamo_entity::Get<Account>>::new())
            .send()
            .await
            .unwrap(),
        []
    );
    refused(table.transact_write().request().unwrap_err(), &["no operations"]);
    refused(
        table
            .transact_get(Vec::<dynamo_entity::Get<Account>>::new())
            .request()
            .unwrap_err(),
        &["no reads"],
    );
    assert_eq!(sent(), 0);

    // A transaction at the limits is sent.
    table
        .transact_write()
        .add_all(entries(100))
        .token("x".repeat(36))
        .send()
        .await
        .unwrap();
    let gets: Vec<_> = (1..=100_u32).map(|number| Entry::get(("a", number))).collect();
    let read = table.transact_get(gets).send().await.unwrap();
    assert!(read.iter().all(Option::is_some));
    let puts = (1..=10).map(|number| Entry::put(large(number)));
    table.transact_write().add_all(puts).send().await.unwrap();
    assert_eq!(sent(), 3);
}
