//! One request of every operation, sent by the entity and by hand with the raw SDK, to an empty response. A check before the
//! measurement ensures that the requests are identical.

mod ours;
mod raw;

use std::rc::Rc;

use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemInput;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemInput;
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsInput;
use aws_sdk_dynamodb::operation::update_item::UpdateItemInput;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::card::{Bench, card, card_id};
use crate::connection::Connection;
use crate::subject::{self, Operation};

/// The number of keys of a read of several items: the maximum that DynamoDB accepts.
const KEYS: u32 = 100;

/// An operation of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Get,
    Query,
    BatchGet,
    TransactGet,
    Put,
    Create,
    Update,
    Patch,
    Edit,
    Upsert,
    Delete,
    Remove,
}

impl Verb {
    pub const ALL: [Verb; 12] = [
        Verb::Get,
        Verb::Query,
        Verb::BatchGet,
        Verb::TransactGet,
        Verb::Put,
        Verb::Create,
        Verb::Update,
        Verb::Patch,
        Verb::Edit,
        Verb::Upsert,
        Verb::Delete,
        Verb::Remove,
    ];

    /// Returns the description for the report.
    #[must_use]
    pub fn title(self) -> String {
        match self {
            Verb::BatchGet | Verb::TransactGet => format!("`{}` of {KEYS} keys", self.name()),
            _ => format!("`{}`", self.name()),
        }
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verb::Get => "get",
            Verb::Query => "query",
            Verb::BatchGet => "batch_get",
            Verb::TransactGet => "transact_get",
            Verb::Put => "put",
            Verb::Create => "create",
            Verb::Update => "update",
            Verb::Patch => "patch",
            Verb::Edit => "edit",
            Verb::Upsert => "upsert",
            Verb::Delete => "delete",
            Verb::Remove => "remove",
        }
    }
}

/// The way in which the request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Raw,
    Ours,
}

impl By {
    pub const ALL: [By; 2] = [By::Raw, By::Ours];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            By::Raw => "raw",
            By::Ours => "ours",
        }
    }
}

/// An entity that `update` can create: all fields except the key are optional or have a default.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "COUNTER#<name>", sk = "COUNTER")]
pub struct Counter {
    pub name: String,
    #[default(0u32)]
    pub count: u32,
    pub note: Option<String>,
}

/// Checks that the request by hand is the library's.
///
/// # Panics
/// If the two requests differ.
pub fn check(verb: Verb, table: &Table<Bench>) {
    let (card, ids) = (card(2), ids(KEYS));
    let (raw, ours) = (
        raw::build(verb, &card, &ids),
        ours::build(verb, card.clone(), &ids, table),
    );
    assert_eq!(raw, ours, "{verb:?}, by hand (left) and ours (right)");
}

/// # Panics
/// If the two requests differ, or if a run fails.
#[must_use]
pub fn operation(verb: Verb, by: By, connection: &Connection) -> Operation {
    check(verb, &connection.lean);
    sending(verb, by, connection, KEYS)
}

/// Makes a `batch_get` of one key.
///
/// # Panics
/// If a run fails.
#[must_use]
pub fn one_key(by: By, connection: &Connection) -> Operation {
    sending(Verb::BatchGet, by, connection, 1)
}

fn sending(verb: Verb, by: By, connection: &Connection, keys: u32) -> Operation {
    let (client, table) = (connection.client.clone(), connection.lean.clone());
    let (card, ids) = (card(2), ids(keys));
    subject::operation(move || {
        let (client, table) = (client.clone(), table.clone());
        let (card, ids) = (card.clone(), Rc::clone(&ids));
        async move {
            match by {
                By::Raw => raw::send(verb, &card, &ids, &client).await.expect("the call succeeds"),
                By::Ours => ours::send(verb, card, &ids, &table).await.expect("the call succeeds"),
            }
            1
        }
    })
}

fn ids(count: u32) -> Rc<[String]> {
    (0..count).map(card_id).collect()
}

/// The request of an operation.
#[derive(Debug, PartialEq)]
enum Input {
    Get(GetItemInput),
    Query(QueryInput),
    BatchGet(BatchGetItemInput),
    TransactGet(TransactGetItemsInput),
    Put(PutItemInput),
    Update(UpdateItemInput),
    Delete(DeleteItemInput),
}
