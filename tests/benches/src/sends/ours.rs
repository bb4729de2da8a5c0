//! The requests as an entity makes them.

use dynamo_entity::prelude::*;
use dynamo_entity::{BatchGet, Delete, Get, Loaded, Query, TransactGet, Unloaded, Update};

use super::{Counter, Input, Verb};
use crate::card::{Bench, Card, CardKey, TEAM};

fn key(card: Card) -> CardKey {
    CardKey {
        team_id: card.team_id,
        card_id: card.card_id,
    }
}

fn get(card: Card) -> Get<Card> {
    Card::get(key(card))
}

fn query() -> Query<Card> {
    Card::query().primary(TEAM).into_query()
}

fn keys(ids: &[String]) -> impl Iterator<Item = CardKey> {
    ids.iter().map(|card_id| CardKey {
        team_id: TEAM.to_owned(),
        card_id: card_id.clone(),
    })
}

fn batch_get(ids: &[String]) -> BatchGet<Card> {
    Card::batch_get(keys(ids))
}

fn transact_get(ids: &[String], table: &Table<Bench>) -> TransactGet<Bench, Vec<Option<Card>>> {
    table.transact_get(keys(ids).map(Card::get).collect::<Vec<_>>())
}

fn update() -> Update<Counter, Unloaded> {
    Counter::update("visits").set(Counter::fields().note, "since March")
}

fn patch(card: Card) -> Update<Card, Unloaded> {
    Card::patch(key(card)).set(Card::fields().points, 12u32)
}

fn edit(card: &Card) -> Update<Card, Loaded> {
    card.edit().set(Card::fields().points, 12u32)
}

fn delete(card: Card) -> Delete<Card> {
    Card::delete(key(card))
}

fn remove(card: Card) -> Delete<Card> {
    Card::remove(key(card))
}

pub(super) fn build(verb: Verb, card: Card, ids: &[String], table: &Table<Bench>) -> Input {
    let input = match verb {
        Verb::Get => get(card).request(table).map(Input::Get),
        Verb::Query => query().request(table).map(Input::Query),
        Verb::BatchGet => {
            // Like `send`, which keeps no copy.
            let requests = table.batch_get(batch_get(ids)).requests();
            requests.map(|mut requests| Input::BatchGet(requests.remove(0)))
        }
        Verb::TransactGet => transact_get(ids, table).request().map(Input::TransactGet),
        Verb::Put => Card::put(card).request(table).map(Input::Put),
        Verb::Create => Card::create(card).request(table).map(Input::Put),
        Verb::Update => update().request(table).map(Input::Update),
        Verb::Patch => patch(card).request(table).map(Input::Update),
        Verb::Edit => edit(&card).request(table).map(Input::Update),
        Verb::Upsert => Card::upsert(card).request(table).map(Input::Update),
        Verb::Delete => delete(card).request(table).map(Input::Delete),
        Verb::Remove => remove(card).request(table).map(Input::Delete),
    };
    input.expect("a request")
}

pub(super) async fn send(verb: Verb, card: Card, ids: &[String], table: &Table<Bench>) -> dynamo_entity::Result<()> {
    match verb {
        Verb::Get => drop(get(card).send(table).await?),
        Verb::Query => drop(query().send(table).await?),
        Verb::BatchGet => drop(batch_get(ids).send(table).await?),
        Verb::TransactGet => drop(transact_get(ids, table).send().await?),
        Verb::Put => drop(Card::put(card).send(table).await?),
        Verb::Create => drop(Card::create(card).send(table).await?),
        Verb::Update => update().send(table).await?,
        Verb::Patch => patch(card).send(table).await?,
        Verb::Edit => edit(&card).send(table).await?,
        Verb::Upsert => Card::upsert(card).send(table).await?,
        Verb::Delete => delete(card).send(table).await?,
        Verb::Remove => remove(card).send(table).await?,
    }
    Ok(())
}
