//! The same requests by hand, with only the SDK: every `AttributeValue` is made in place.

use std::collections::HashMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemInput;
use aws_sdk_dynamodb::operation::batch_get_item::builders::BatchGetItemInputBuilder;
use aws_sdk_dynamodb::operation::delete_item::DeleteItemInput;
use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemInputBuilder;
use aws_sdk_dynamodb::operation::get_item::GetItemInput;
use aws_sdk_dynamodb::operation::get_item::builders::GetItemInputBuilder;
use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemInputBuilder;
use aws_sdk_dynamodb::operation::query::QueryInput;
use aws_sdk_dynamodb::operation::query::builders::QueryInputBuilder;
use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsInput;
use aws_sdk_dynamodb::operation::transact_get_items::builders::TransactGetItemsInputBuilder;
use aws_sdk_dynamodb::operation::update_item::UpdateItemInput;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemInputBuilder;
use aws_sdk_dynamodb::types::{
    AttributeValue, Get, KeysAndAttributes, ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure as OnFailure,
    TransactGetItem,
};
use chrono::SecondsFormat;

use super::{Input, Verb};
use crate::card::{Card, TABLE, TEAM};
use crate::ways::hand::key;

fn get(card: &Card) -> GetItemInputBuilder {
    GetItemInput::builder()
        .table_name(TABLE)
        .set_key(Some(key(&card.team_id, &card.card_id)))
}

fn query() -> QueryInputBuilder {
    QueryInput::builder()
        .table_name(TABLE)
        .key_condition_expression("(#n0 = :v0) AND begins_with(#n1, :v1)")
        .set_expression_attribute_names(Some(names(&["PK", "SK"])))
        .expression_attribute_values(":v0", AttributeValue::S(format!("TEAM#{TEAM}")))
        .expression_attribute_values(":v1", AttributeValue::S("CARD#".to_owned()))
        .return_consumed_capacity(ReturnConsumedCapacity::Total)
}

fn batch_get(ids: &[String]) -> BatchGetItemInputBuilder {
    let keys = ids.iter().map(|card_id| key(TEAM, card_id)).collect();
    let keys = KeysAndAttributes::builder().set_keys(Some(keys)).build();
    BatchGetItemInput::builder()
        .request_items(TABLE, keys.expect("it has keys"))
        .return_consumed_capacity(ReturnConsumedCapacity::Total)
}

fn transact_get(ids: &[String]) -> TransactGetItemsInputBuilder {
    let get = |card_id: &String| {
        let get = Get::builder().table_name(TABLE).set_key(Some(key(TEAM, card_id)));
        TransactGetItem::builder()
            .get(get.build().expect("it has a key and a table"))
            .build()
    };
    TransactGetItemsInput::builder().set_transact_items(Some(ids.iter().map(get).collect()))
}

fn put(card: &Card) -> PutItemInputBuilder {
    let mut item = key(&card.team_id, &card.card_id);
    item.extend(index_key(card));
    item.extend(attributes(card));
    item.insert("entity_type".to_owned(), AttributeValue::S("Card".to_owned()));
    if let Some(note) = &card.note {
        item.insert("note".to_owned(), AttributeValue::S(note.clone()));
    }
    PutItemInput::builder().table_name(TABLE).set_item(Some(item))
}

fn create(card: &Card) -> PutItemInputBuilder {
    put(card)
        .condition_expression("attribute_not_exists(#n0)")
        .expression_attribute_names("#n0", "PK")
        .return_values_on_condition_check_failure(OnFailure::AllOld)
}

fn update() -> UpdateItemInputBuilder {
    let key = HashMap::from([
        ("PK".to_owned(), AttributeValue::S(format!("COUNTER#{}", "visits"))),
        ("SK".to_owned(), AttributeValue::S("COUNTER".to_owned())),
    ]);
    UpdateItemInput::builder()
        .table_name(TABLE)
        .set_key(Some(key))
        .update_expression(
            "SET #n0 = :v0, #n1 = if_not_exists(#n1, :v1), #n2 = if_not_exists(#n2, :v2), #n3 = if_not_exists(#n3, :v3)",
        )
        .set_expression_attribute_names(Some(names(&["note", "entity_type", "name", "count"])))
        .expression_attribute_values(":v0", AttributeValue::S("since March".to_owned()))
        .expression_attribute_values(":v1", AttributeValue::S("Counter".to_owned()))
        .expression_attribute_values(":v2", AttributeValue::S("visits".to_owned()))
        .expression_attribute_values(":v3", number(0))
}

fn patch(card: &Card) -> UpdateItemInputBuilder {
    UpdateItemInput::builder()
        .table_name(TABLE)
        .set_key(Some(key(&card.team_id, &card.card_id)))
        .update_expression("SET #n0 = :v0")
        .condition_expression("#n1 = :v1")
        .set_expression_attribute_names(Some(names(&["points", "entity_type"])))
        .expression_attribute_values(":v0", number(12))
        .expression_attribute_values(":v1", AttributeValue::S("Card".to_owned()))
        .return_values_on_condition_check_failure(OnFailure::AllOld)
}

fn upsert(card: &Card) -> UpdateItemInputBuilder {
    let [gsi1pk, gsi1sk] = index_key(card);
    let note = card.note.clone().map_or(AttributeValue::Null(true), AttributeValue::S);
    let [
        author,
        created_at,
        card_id,
        team_id,
        points,
        public,
        tags,
        scores,
        place,
    ] = attributes(card);
    let names = names(&[
        "entity_type",
        "author",
        "card_id",
        "created_at",
        "note",
        "place",
        "points",
        "public",
        "scores",
        "tags",
        "team_id",
        "GSI1PK",
        "GSI1SK",
    ]);
    let values = [
        AttributeValue::S("Card".to_owned()),
        author.1,
        card_id.1,
        created_at.1,
        note,
        place.1,
        points.1,
        public.1,
        scores.1,
        tags.1,
        team_id.1,
        gsi1pk.1,
        gsi1sk.1,
        // An item that is older than the index keeps its author and time, which then have to be those of the key.
        AttributeValue::S(card.author.clone()),
        AttributeValue::S(time(card)),
    ];
    let placeholders = values.into_iter().enumerate();
    UpdateItemInput::builder()
        .table_name(TABLE)
        .set_key(Some(key(&card.team_id, &card.card_id)))
        .update_expression(
            "SET #n0 = :v0, #n1 = if_not_exists(#n1, :v1), #n2 = :v2, #n3 = if_not_exists(#n3, :v3), #n4 = :v4, #n5 = :v5, \
             #n6 = :v6, #n7 = :v7, #n8 = :v8, #n9 = :v9, #n10 = :v10, #n11 = if_not_exists(#n11, :v11), \
             #n12 = if_not_exists(#n12, :v12)",
        )
        .condition_expression(
            "(attribute_exists(#n11) OR (attribute_not_exists(#n1)) OR (#n1 = :v13)) AND \
             (attribute_exists(#n12) OR (attribute_not_exists(#n3)) OR (#n3 = :v14))",
        )
        .return_values_on_condition_check_failure(OnFailure::AllOld)
        .set_expression_attribute_names(Some(names))
        .set_expression_attribute_values(Some(
            placeholders.map(|(index, value)| (format!(":v{index}"), value)).collect(),
        ))
}

fn delete(card: &Card) -> DeleteItemInputBuilder {
    DeleteItemInput::builder()
        .table_name(TABLE)
        .set_key(Some(key(&card.team_id, &card.card_id)))
}

fn remove(card: &Card) -> DeleteItemInputBuilder {
    delete(card)
        .condition_expression("#n0 = :v0")
        .expression_attribute_names("#n0", "entity_type")
        .expression_attribute_values(":v0", AttributeValue::S("Card".to_owned()))
        .return_values_on_condition_check_failure(OnFailure::AllOld)
}

/// Returns the attributes that every card has.
fn attributes(card: &Card) -> [(String, AttributeValue); 9] {
    let text = |value: &str| AttributeValue::S(value.to_owned());
    let place = HashMap::from([
        ("city".to_owned(), text(&card.place.city)),
        ("country".to_owned(), text(&card.place.country)),
        ("floor".to_owned(), number(card.place.floor)),
    ]);
    [
        ("author".to_owned(), text(&card.author)),
        ("created_at".to_owned(), AttributeValue::S(time(card))),
        ("card_id".to_owned(), text(&card.card_id)),
        ("team_id".to_owned(), text(&card.team_id)),
        ("points".to_owned(), number(card.points)),
        ("public".to_owned(), AttributeValue::Bool(card.public)),
        (
            "tags".to_owned(),
            AttributeValue::Ss(card.tags.iter().cloned().collect()),
        ),
        (
            "scores".to_owned(),
            AttributeValue::L(card.scores.iter().map(number).collect()),
        ),
        ("place".to_owned(), AttributeValue::M(place)),
    ]
}

fn index_key(card: &Card) -> [(String, AttributeValue); 2] {
    let created_at = time(card);
    [
        (
            "GSI1PK".to_owned(),
            AttributeValue::S(format!("AUTHOR#{}", card.author)),
        ),
        ("GSI1SK".to_owned(), AttributeValue::S(format!("CARD#{created_at}"))),
    ]
}

fn time(card: &Card) -> String {
    card.created_at.to_rfc3339_opts(SecondsFormat::Nanos, true)
}

fn number(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

/// `#n0`, `#n1` and so on, in the order of the names.
fn names(names: &[&str]) -> HashMap<String, String> {
    let placeholders = names.iter().enumerate();
    placeholders
        .map(|(index, name)| (format!("#n{index}"), (*name).to_owned()))
        .collect()
}

pub(super) fn build(verb: Verb, card: &Card, ids: &[String]) -> Input {
    let input = match verb {
        Verb::Get => get(card).build().map(Input::Get),
        Verb::Query => query().build().map(Input::Query),
        Verb::BatchGet => batch_get(ids).build().map(Input::BatchGet),
        Verb::TransactGet => transact_get(ids).build().map(Input::TransactGet),
        Verb::Put => put(card).build().map(Input::Put),
        Verb::Create => create(card).build().map(Input::Put),
        Verb::Update => update().build().map(Input::Update),
        // No field that is set is a part of an index key, so `edit` needs no condition on loaded values.
        Verb::Patch | Verb::Edit => patch(card).build().map(Input::Update),
        Verb::Upsert => upsert(card).build().map(Input::Update),
        Verb::Delete => delete(card).build().map(Input::Delete),
        Verb::Remove => remove(card).build().map(Input::Delete),
    };
    input.expect("a request")
}

pub(super) async fn send(
    verb: Verb,
    card: &Card,
    ids: &[String],
    client: &Client,
) -> Result<(), aws_sdk_dynamodb::Error> {
    match verb {
        Verb::Get => drop(get(card).send_with(client).await?),
        Verb::Query => drop(query().send_with(client).await?),
        Verb::BatchGet => drop(batch_get(ids).send_with(client).await?),
        Verb::TransactGet => drop(transact_get(ids).send_with(client).await?),
        Verb::Put => drop(put(card).send_with(client).await?),
        Verb::Create => drop(create(card).send_with(client).await?),
        Verb::Update => drop(update().send_with(client).await?),
        Verb::Patch | Verb::Edit => drop(patch(card).send_with(client).await?),
        Verb::Upsert => drop(upsert(card).send_with(client).await?),
        Verb::Delete => drop(delete(card).send_with(client).await?),
        Verb::Remove => drop(remove(card).send_with(client).await?),
    }
    Ok(())
}
