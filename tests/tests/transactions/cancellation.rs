//! Hazard 13: the reasons of a canceled transaction, for each operation, from the SDK's typed error.

use dynamo_entity::prelude::*;

use crate::{Account, account, put_all, stored, table};

#[tokio::test]
async fn hazard_13_each_reason_is_typed_and_has_its_item() {
    let table = table().await;
    let fields = Account::fields();
    let there = account("there", 7);
    put_all(
        &table,
        &[
            there.clone(),
            account("secret", 7),
            account("stale", 7),
            account("untouched", 7),
        ],
    )
    .await;
    let stale = Account {
        tier: "gold".into(),
        ..account("stale", 7)
    };

    let error = table
        .transact_write()
        .add(Account::create(account("there", 1)))
        .add(Account::patch("missing").add(fields.balance, 1))
        .add(Account::patch("untouched").add(fields.balance, 1))
        .add(Account::delete("secret").condition(fields.note.eq("a secret value")))
        .add(stale.edit().set(fields.rank, 2))
        .add(Account::remove("gone"))
        .add(Account::check("absent").condition(fields.balance.gt(0)))
        .send()
        .await
        .unwrap_err();

    let [create, patch, fine, delete, edit, remove, check] = error.cancellations().unwrap() else {
        panic!("one for each operation: {error}");
    };
    assert!(create.is_already_exists() && !create.is_ok() && !create.is_condition_failed());
    assert_eq!(create.existing::<Account>().unwrap(), Some(there));
    assert_eq!(
        (create.entity(), create.key()),
        ("Account", Some("ACCOUNT#there / ACCOUNT"))
    );
    assert_eq!(create.code(), Some("ConditionalCheckFailed"));
    assert!(patch.is_not_found() && !patch.is_condition_failed());
    assert!(fine.is_ok() && fine.code().is_none());
    assert_eq!(fine.key(), Some("ACCOUNT#untouched / ACCOUNT"));
    assert!(delete.is_condition_failed());
    assert_eq!(delete.existing::<Account>().unwrap(), Some(account("secret", 7)));
    assert!(edit.is_condition_failed(), "the copy is out of date");
    assert_eq!(edit.existing::<Account>().unwrap(), Some(account("stale", 7)));
    assert!(remove.is_not_found());
    assert!(check.is_condition_failed());
    assert_eq!(check.existing::<Account>().unwrap(), None);

    assert_eq!(error.code(), Some("TransactionCanceledException"));
    assert!(!error.is_conflict() && !error.is_throttled() && !error.is_already_exists());
    assert_eq!(
        error.to_string(),
        "the transaction was canceled: `Account` at ACCOUNT#there / ACCOUNT: already exists; \
         `Account` at ACCOUNT#missing / ACCOUNT: does not exist; \
         `Account` at ACCOUNT#secret / ACCOUNT: the condition does not hold; \
         `Account` at ACCOUNT#stale / ACCOUNT: the condition does not hold; \
         `Account` at ACCOUNT#gone / ACCOUNT: does not exist; \
         `Account` at ACCOUNT#absent / ACCOUNT: the condition does not hold"
    );
    assert!(!format!("{:?}", error.cancellations()).contains("a secret value"));
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(stored(&table, "untouched").await, Some(account("untouched", 7)));
}

#[tokio::test]
async fn an_operation_that_does_not_fit_the_item_is_a_validation_reason() {
    let table = table().await;
    put_all(&table, &[account("a", 1)]).await;
    // An absent map has no entry to set.
    let daily = Account::fields().limits.key("daily");
    let operation = Account::patch("a").set(daily, 100);
    let error = table.transact_write().add(operation).send().await.unwrap_err();
    let [reason] = error.cancellations().unwrap() else {
        panic!("one operation: {error}");
    };
    assert!(reason.is_validation() && !reason.is_condition_failed() && !reason.is_conflict());
    assert_eq!(reason.code(), Some("ValidationError"));
}
