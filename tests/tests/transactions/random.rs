//! Random transactions against a map in memory: all or nothing, with the same reasons, and without stale index keys.

use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::endpoint;
use dynamo_entity_tests::properties::cases;
use dynamo_entity_tests::run::run;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::model::{Accounts, Operation, refusal, transact};
use crate::{Account, Bank, account, table};

const IDS: [&str; 5] = ["a", "b", "c", "d", "e"];
const OWNERS: [&str; 3] = ["ada", "bob", "nobody"];
const TIERS: [&str; 2] = ["basic", "gold"];

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(texts).prop_map(str::to_owned)
}

fn any_account() -> impl Strategy<Value = Account> {
    let note = option::of(one_of(&["seen"]));
    (one_of(&IDS), one_of(&OWNERS), one_of(&TIERS), 0..5_u32, 0..8_i64, note).prop_map(
        |(id, owner, tier, rank, balance, note)| Account {
            owner,
            tier,
            rank,
            note,
            ..account(&id, balance)
        },
    )
}

fn operation() -> impl Strategy<Value = Operation> {
    let amount = -3..4_i64;
    prop_oneof![
        any_account().prop_map(Operation::Put),
        any_account().prop_map(Operation::Create),
        (one_of(&IDS), amount.clone()).prop_map(|(id, amount)| Operation::Update(id, amount)),
        (one_of(&IDS), amount, one_of(&OWNERS), 0..4_i64)
            .prop_map(|(id, amount, owner, least)| Operation::Patch(id, amount, owner, least)),
        (one_of(&IDS), one_of(&TIERS), 0..5_u32).prop_map(|(id, tier, rank)| Operation::Edit(id, tier, rank)),
        any_account().prop_map(Operation::Upsert),
        (one_of(&IDS), option::of(one_of(&OWNERS))).prop_map(|(id, owner)| Operation::Delete(id, owner)),
        one_of(&IDS).prop_map(Operation::Remove),
        (one_of(&IDS), 0..4_i64).prop_map(|(id, least)| Operation::Check(id, least)),
        one_of(&IDS).prop_map(Operation::CheckAbsent),
    ]
}

/// Mostly short transactions, many of which succeed, on accounts of which half exist.
fn operations() -> impl Strategy<Value = Vec<Operation>> {
    prop_oneof![3 => vec(operation(), 1..3), 1 => vec(operation(), 3..6)]
}

/// Reads all stored items with one transaction, and through each index.
async fn compare(table: &Table<Bank>, model: &Accounts) {
    let found = table.transact_get(IDS.map(Account::get).to_vec()).send().await.unwrap();
    let found: Accounts = found
        .into_iter()
        .flatten()
        .map(|account| (account.id.clone(), account))
        .collect();
    assert_eq!(&found, model);

    let mut indexed = Accounts::new();
    for owner in OWNERS {
        for account in Account::query().by_owner(owner).all(table).await.unwrap() {
            assert_eq!(account.owner, owner);
            indexed.insert(account.id.clone(), account);
        }
    }
    assert_eq!(&indexed, model);
    let ranking = Account::query().ranking().all(table).await.unwrap();
    let mut wanted: Vec<_> = model.values().cloned().collect();
    wanted.sort_by(|a, b| (&a.tier, a.rank, &a.id).cmp(&(&b.tier, b.rank, &b.id)));
    assert_eq!(ranking, wanted);
}

/// A case sends a hundred requests, which are slow over a socket.
fn config() -> ProptestConfig {
    ProptestConfig {
        max_shrink_iters: 200,
        ..cases(if endpoint().is_some() { 8 } else { 64 })
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn transactions_behave_like_the_model(start in vec(any_account(), 0..6), transactions in vec(operations(), 1..8)) {
        run(move || async move {
            let table = table().await;
            let mut model = Accounts::new();
            for account in start {
                Account::put(account.clone()).send(&table).await.unwrap();
                model.insert(account.id.clone(), account);
            }
            for operations in transactions {
                let transaction = operations.iter().cloned().fold(table.transact_write(), |transaction, operation| {
                    operation.add_to(transaction)
                });
                let sent = transaction.send().await;
                match transact(&model, &operations) {
                    None => assert!(sent.unwrap_err().is_invalid_input()),
                    Some((refusals, after)) => {
                        if refusals.iter().all(Option::is_none) {
                            sent.unwrap();
                        } else {
                            let error = sent.unwrap_err();
                            let found: Vec<_> = error.cancellations().unwrap().iter().map(refusal).collect();
                            assert_eq!(found, refusals);
                        }
                        model = after;
                    }
                }
                compare(&table, &model).await;
            }
        });
    }
}
