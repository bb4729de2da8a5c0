//! One request of every operation, built and sent by the entity and by hand with the raw SDK. A check before the measurement
//! ensures that the requests are identical.

mod ours;
mod raw;

use std::hint::black_box;
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

use crate::canned;
use crate::card::{Bench, TABLE, card, card_id};
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

/// The extent of a measured request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Up to the SDK's input: `request(&table)`.
    Build,
    /// Up to an empty response: `send(&table)`.
    Send,
}

impl Stage {
    pub const ALL: [Stage; 2] = [Stage::Build, Stage::Send];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Stage::Build => "build",
            Stage::Send => "send",
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

/// # Panics
/// If the two requests differ, or if a run fails.
#[must_use]
pub fn operation(verb: Verb, stage: Stage, by: By) -> Operation {
    let table = Table::<Bench>::new(canned::client("{}".into()), TABLE);
    let card = card(2);
    let ids: Rc<[String]> = (0..KEYS).map(card_id).collect();
    let (raw, ours) = (
        raw::build(verb, &card, &ids),
        ours::build(verb, card.clone(), &ids, &table),
    );
    assert_eq!(raw, ours, "{verb:?}, by hand (left) and ours (right)");
    subject::operation(move || {
        let (table, card, ids) = (table.clone(), card.clone(), Rc::clone(&ids));
        async move {
            match (stage, by) {
                (Stage::Build, By::Raw) => drop(black_box(raw::build(verb, &card, &ids))),
                (Stage::Build, By::Ours) => drop(black_box(ours::build(verb, card, &ids, &table))),
                (Stage::Send, By::Raw) => raw::send(verb, &card, &ids, table.client())
                    .await
                    .expect("the call succeeds"),
                (Stage::Send, By::Ours) => ours::send(verb, card, &ids, &table).await.expect("the call succeeds"),
            }
            1
        }
    })
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
