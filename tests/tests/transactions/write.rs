//! Writes of every kind in transactions, and tokens.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure as OnFailure};
use dynamo_entity::WriteOperation;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting_client;

use crate::{Account, Bank, Entry, account, codes, entry, put_all, stored, table};

#[tokio::test]
async fn every_kind_of_write_is_accepted_and_no_index_key_becomes_stale() {
    let table = table().await;
    let fields = Account::fields();
    let loaded = account("edited", 5);
    put_all(&table, &[loaded.clone(), account("patched", 5), account("deleted", 5)]).await;
    put_all(
        &table,
        &[account("removed", 5), account("checked", 5), account("replaced", 5)],
    )
    .await;
    put_all(&table, &[account("upserted", 5)]).await;

    table
        .transact_write()
        .add(Account::put(Account {
            owner: "new".into(),
            ..account("replaced", 1)
        }))
        .add(Account::create(Account {
            owner: "new".into(),
            ..account("created", 2)
        }))
        .add(
            Account::update("updated")
                .set(fields.owner, "new")
                .add(fields.balance, 3),
        )
        .add(
            Account::patch("patched")
                .set(fields.owner, "new")
                .add(fields.balance, 4),
        )
        .add(loaded.edit().set(fields.rank, 9).set(fields.owner, "new"))
        .add(Account::upsert(Account {
            owner: "new".into(),
            ..account("upserted", 6)
        }))
        .add(Account::delete("deleted"))
        .add(Account::remove("removed").condition(fields.balance.eq(5)))
        .add(Account::check("checked").condition(fields.balance.gte(5) & fields.note.not_exists()))
        .add(Account::check("absent").condition(fields.id.not_exists()))
        .add_all((1..=3).map(|number| Entry::create(entry("replaced", number))))
        .send()
        .await
        .unwrap();

    let mut owned = Account::query().by_owner("new").all(&table).await.unwrap();
    owned.sort_by(|a, b| a.id.cmp(&b.id));
    let balances: Vec<_> = owned
        .iter()
        .map(|account| (account.id.as_str(), account.balance))
        .collect();
    let wanted = [
        ("created", 2),
        ("edited", 5),
        ("patched", 9),
        ("replaced", 1),
        ("updated", 3),
        ("upserted", 6),
    ];
    assert_eq!(balances, wanted);
    let of_nobody = Account::query().by_owner("nobody").all(&table).await.unwrap();
    assert_eq!(of_nobody, [account("checked", 5)]);
    let ranked = Account::query()
        .ranking()
        .tier()
        .eq("basic")
        .rank()
        .eq(9_u32)
        .all(&table)
        .await
        .unwrap();
    assert_eq!(ranked.len(), 1, "the edit rewrote the key it set a part of");
    assert_eq!(ranked[0].id, "edited");
    for gone in ["deleted", "removed", "absent"] {
        assert_eq!(stored(&table, gone).await, None);
    }
    assert_eq!(
        Entry::get(("replaced", 3_u32)).send(&table).await.unwrap(),
        Some(entry("replaced", 3))
    );
}

#[tokio::test]
async fn everything_is_written_or_nothing() {
    let table = table().await;
    let fields = Account::fields();
    put_all(&table, &[account("a", 10), account("b", 0)]).await;
    let pay = |amount: i64| {
        table
            .transact_write()
            .add(Account::patch("b").add(fields.balance, amount))
            .add(Entry::create(entry("b", 1)))
            .add(
                Account::patch("a")
                    .subtract(fields.balance, amount)
                    .condition(fields.balance.gte(amount)),
            )
            .send()
    };
    let refused = pay(11).await.unwrap_err();
    assert!(refused.is_transaction_canceled());
    assert_eq!(codes(&refused), [None, None, Some("ConditionalCheckFailed")]);
    assert_eq!(stored(&table, "b").await, Some(account("b", 0)));
    assert_eq!(Entry::get(("b", 1_u32)).send(&table).await.unwrap(), None);

    pay(10).await.unwrap();
    assert_eq!(stored(&table, "a").await, Some(account("a", 0)));
    assert_eq!(stored(&table, "b").await, Some(account("b", 10)));
}

#[tokio::test]
async fn a_request_can_be_seen_before_it_is_sent() {
    let table = table().await;
    let fields = Account::fields();
    let transaction = table
        .transact_write()
        .add(Account::create(account("a", 1)))
        .add(
            Account::patch("b")
                .add(fields.balance, 1)
                .condition(fields.note.exists() | fields.rank.gt(2_u32)),
        )
        .add(Account::patch("c"))
        .add(Account::delete("d"));
    let request = transaction.request().unwrap();
    let token = request.client_request_token().unwrap().to_owned();
    assert!((1..=36).contains(&token.len()));
    assert_eq!(
        transaction.request().unwrap().client_request_token(),
        Some(token.as_str())
    );
    assert_eq!(
        transaction.token("mine").request().unwrap().client_request_token(),
        Some("mine")
    );

    let [create, patch, unchanged, delete] = request.transact_items() else {
        panic!("four operations");
    };
    let create = create.put().unwrap();
    assert_eq!(create.condition_expression(), Some("attribute_not_exists(#n0)"));
    assert_eq!(
        create.return_values_on_condition_check_failure(),
        Some(&OnFailure::AllOld)
    );
    assert_eq!(create.item()["gsi1pk"], AttributeValue::S("OWNER#nobody".into()));
    let patch = patch.update().unwrap();
    // Hazard 2: the guard is not changed by an `OR`.
    let condition = patch.condition_expression().unwrap();
    assert!(condition.starts_with("(#n1 = :v2) AND ("), "{condition}");
    assert_eq!(patch.expression_attribute_names().unwrap()["#n1"], "_type");
    // DynamoDB accepts no update without an expression in a transaction; the guard of such an update is checked
    // nevertheless.
    let unchanged = unchanged.condition_check().unwrap();
    assert_eq!(unchanged.condition_expression(), "#n0 = :v0");
    assert_eq!(
        delete.delete().unwrap().return_values_on_condition_check_failure(),
        None
    );

    let refused = table
        .transact_write()
        .add(Account::patch("nobody"))
        .send()
        .await
        .unwrap_err();
    assert!(refused.cancellations().unwrap()[0].is_not_found());
}

#[tokio::test]
async fn a_token_makes_a_repeated_transaction_idempotent_and_refuses_another() {
    let table = table().await;
    let fields = Account::fields();
    put_all(&table, &[account("a", 0)]).await;
    let add = |amount: i64, token: &str| {
        let operation = Account::patch("a").add(fields.balance, amount);
        table.transact_write().add(operation).token(token).send()
    };
    add(1, "first").await.unwrap();
    add(1, "first").await.unwrap();
    assert_eq!(stored(&table, "a").await.unwrap().balance, 1);
    add(1, "second").await.unwrap();
    assert_eq!(stored(&table, "a").await.unwrap().balance, 2);

    let mismatch = add(5, "first").await.unwrap_err();
    assert!(mismatch.is_token_mismatch(), "{mismatch}");
    assert!(!mismatch.is_transaction_canceled() && mismatch.cancellations().is_none());
    assert_eq!(stored(&table, "a").await.unwrap().balance, 2);

    // Without a given token, each transaction has its own.
    for _ in 0..2 {
        table
            .transact_write()
            .add(Account::patch("a").add(fields.balance, 1))
            .send()
            .await
            .unwrap();
    }
    assert_eq!(stored(&table, "a").await.unwrap().balance, 4);
}

#[tokio::test]
async fn a_token_is_free_again_after_a_cancellation() {
    let table = table().await;
    let fields = Account::fields();
    put_all(&table, &[account("a", 0)]).await;
    let spend = || {
        let operation = Account::patch("a")
            .subtract(fields.balance, 3)
            .condition(fields.balance.gte(3));
        table.transact_write().add(operation).token("spend").send()
    };
    assert_eq!(codes(&spend().await.unwrap_err()), [Some("ConditionalCheckFailed")]);
    Account::patch("a").add(fields.balance, 5).send(&table).await.unwrap();
    spend().await.unwrap();
    assert_eq!(stored(&table, "a").await.unwrap().balance, 2);
}

#[test]
fn transactions_can_be_spawned_and_their_operations_passed_on() {
    fn is_send<T: Send + 'static>(_: T) {}
    fn is_write<O: WriteOperation<Bank>>(_: &O) {}
    let table = Table::<Bank>::new(counting_client().0, "spawned");
    let operation = Account::delete("a");
    is_write(&operation);
    is_send(table.transact_write().add(operation.clone()));
    is_send(table.transact_write().add(operation).send());
    is_send(table.transact_get((Account::get("a"),)).send());
    is_send(Account::patch("a").once().send(&table));
}
