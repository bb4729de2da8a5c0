//! Transactions on any engine: every kind of operation, cancellations with their reasons, tokens and limits.

mod cancellation;
mod limits;
mod model;
mod once;
mod random;
mod read;
mod returning;
mod versions;
mod write;

use std::collections::BTreeMap;

use dynamo_entity::prelude::*;
use dynamo_entity::{Cancellation, Error};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<id>", sk = "ACCOUNT")]
#[gsi(name = "by_owner", index = "gsi1", pk = "OWNER#<owner>", sk = "ACCOUNT#<id>")]
#[gsi(name = "ranking", index = "gsi2", pk = "RANKING", sk = "<tier>#<rank:03>#<id>")]
struct Account {
    id: String,
    #[default("nobody".to_owned())]
    owner: String,
    #[default("basic".to_owned())]
    tier: String,
    #[default(1)]
    rank: u32,
    #[default(0)]
    balance: i64,
    note: Option<String>,
    limits: Option<BTreeMap<String, i64>>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<account>", sk = "ENTRY#<number:04>")]
struct Entry {
    account: String,
    number: u32,
    amount: i64,
    #[serde(default)]
    text: String,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Account)]
struct Balance {
    balance: i64,
}

#[derive(Table)]
#[table(entities(Account, Entry))]
struct Bank;

async fn table() -> Table<Bank> {
    let table = Table::<Bank>::new(client().await, unique_table_name("transactions"));
    table.create().send().await.unwrap();
    table
}

fn account(id: &str, balance: i64) -> Account {
    Account::builder().id(id).balance(balance).build()
}

fn entry(account: &str, number: u32) -> Entry {
    Entry {
        account: account.into(),
        number,
        amount: 1,
        text: String::new(),
    }
}

async fn stored(table: &Table<Bank>, id: &str) -> Option<Account> {
    Account::get(id).consistent().send(table).await.unwrap()
}

async fn put_all(table: &Table<Bank>, accounts: &[Account]) {
    for account in accounts {
        Account::put(account.clone()).send(table).await.unwrap();
    }
}

fn codes(error: &Error) -> Vec<Option<&str>> {
    let cancellations = error.cancellations().expect("the transaction was canceled");
    cancellations.iter().map(Cancellation::code).collect()
}
