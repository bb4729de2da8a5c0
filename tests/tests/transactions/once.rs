//! Updates with `once`: transactions of one item with the errors of an update.

use dynamo_entity::Retries;
use dynamo_entity::prelude::*;

use crate::{Account, account, stored, table};

#[tokio::test]
async fn once_is_an_update_like_any_other() {
    let table = table().await;
    let fields = Account::fields();
    Account::update("a")
        .add(fields.balance, 3)
        .once()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(stored(&table, "a").await, Some(account("a", 3)));
    // The verb and the field do not matter.
    let noted = Account::patch("a").set(fields.note, "seen");
    noted.once().send(&table).await.unwrap();
    let noted = stored(&table, "a").await.unwrap();
    noted.edit().remove(fields.note).once().send(&table).await.unwrap();
    assert_eq!(stored(&table, "a").await, Some(Account { note: None, ..noted }));

    let error = Account::patch("b")
        .add(fields.balance, 3)
        .once()
        .send(&table)
        .await
        .unwrap_err();
    assert!(error.is_not_found() && error.cancellations().is_none(), "{error}");
    assert_eq!(
        (error.entity(), error.key()),
        (Some("Account"), Some("ACCOUNT#b / ACCOUNT"))
    );
    assert_eq!(error.code(), Some("ConditionalCheckFailedException"));
    assert!(std::error::Error::source(&error).is_some());

    let spend = Account::patch("a")
        .subtract(fields.balance, 9)
        .condition(fields.balance.gte(9));
    let error = spend.clone().once().send(&table).await.unwrap_err();
    assert!(error.is_condition_failed());
    assert_eq!(error.existing::<Account>().unwrap().unwrap().balance, 3);
    assert_eq!(error.to_string(), spend.send(&table).await.unwrap_err().to_string());

    let add = |amount: i64| Account::patch("a").add(fields.balance, amount).once().token("mine");
    add(1).send(&table).await.unwrap();
    add(1).send(&table).await.unwrap();
    assert_eq!(stored(&table, "a").await.unwrap().balance, 4);
    assert!(add(2).send(&table).await.unwrap_err().is_token_mismatch());
    let request = add(1).retries(Retries::NONE).request(&table).unwrap();
    assert_eq!(request.client_request_token(), Some("mine"));
    assert_eq!(request.transact_items().len(), 1);

    let wrong = Account::patch("")
        .add(fields.balance, 1)
        .once()
        .send(&table)
        .await
        .unwrap_err();
    assert!(wrong.is_invalid_key());
    let stale = Account {
        tier: "gold".into(),
        ..account("a", 4)
    };
    assert!(
        stale
            .edit()
            .set(fields.rank, 2)
            .once()
            .send(&table)
            .await
            .unwrap_err()
            .is_condition_failed()
    );
}
