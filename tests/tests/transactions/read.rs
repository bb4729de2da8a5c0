//! Reads of several items in one transaction.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;

use crate::{Account, Balance, Entry, account, entry, put_all, table};

#[tokio::test]
async fn reads_are_typed_one_by_one() {
    let table = table().await;
    put_all(&table, &[account("a", 1), account("b", 2)]).await;
    Entry::put(entry("a", 1)).send(&table).await.unwrap();

    let (a, missing, b, of_a) = table
        .transact_get((
            Account::get("a").consistent(),
            Account::get("nobody"),
            Account::get("b").project::<Balance>(),
            Entry::get(("a", 1_u32)),
        ))
        .send()
        .await
        .unwrap();
    assert_eq!(a, Some(account("a", 1)));
    assert_eq!(missing, None);
    assert_eq!(b, Some(Balance { balance: 2 }));
    assert_eq!(of_a, Some(entry("a", 1)));

    let list = table
        .transact_get(["b", "nobody", "a"].map(Account::get).to_vec())
        .send()
        .await
        .unwrap();
    assert_eq!(list, [Some(account("b", 2)), None, Some(account("a", 1))]);
    let (entries, (a,)) = table
        .transact_get((
            vec![Entry::get(("a", 2_u32)), Entry::get(("a", 1_u32))],
            (Account::get("a"),),
        ))
        .send()
        .await
        .unwrap();
    assert_eq!(entries, [None, Some(entry("a", 1))]);
    assert_eq!(a, Some(account("a", 1)));

    let request = table
        .transact_get((Account::get("a").project::<Balance>(), Account::get("b")))
        .request()
        .unwrap();
    let [projected, whole] = request.transact_items() else {
        panic!("two reads");
    };
    assert_eq!(projected.get().unwrap().projection_expression(), Some("#n0, #n1"));
    assert_eq!(whole.get().unwrap().projection_expression(), None);
}

#[tokio::test]
async fn a_stored_item_that_cannot_be_read_is_named() {
    let table = table().await;
    let key = HashMap::from([
        ("pk".to_owned(), AttributeValue::S("ACCOUNT#a".into())),
        ("sk".to_owned(), AttributeValue::S("ENTRY#0001".into())),
        ("_type".to_owned(), AttributeValue::S("Entry".into())),
    ]);
    table
        .client()
        .put_item()
        .table_name(table.name())
        .set_item(Some(key))
        .send()
        .await
        .unwrap();
    let error = table
        .transact_get((Account::get("a"), Entry::get(("a", 1_u32))))
        .send()
        .await
        .unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert_eq!(
        (error.entity(), error.key()),
        (Some("Entry"), Some("ACCOUNT#a / ENTRY#0001"))
    );
}
