//! The phases of one entity: both sides write, and each reads what the other wrote, by key, by every access pattern, and
//! page by page with the other's cursors. Then both change and delete.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_entity::prelude::*;
use futures::StreamExt;
use serde_json::{Value, json};

use crate::model::{Model, Read};
use crate::{Live, raw, wire};

/// The number of requests in flight.
const WIDTH: usize = 16;

/// Items by their identity.
pub(crate) type Items<E> = BTreeMap<String, E>;

/// Runs all phases and returns the items that are left.
pub(crate) async fn run<E: Model>(live: &mut Live) -> Items<E> {
    let mut items = Items::<E>::new();
    for number in 0..live.items {
        let item = E::random(&mut live.rng, number);
        items.insert(item.identity(), item);
    }
    write(live, &items).await;
    compare(live, "written", &items).await;
    gets(live, &items).await;
    let mut count = reads(live, "written", &items, 12).await;

    for (position, (_, item)) in items.iter_mut().enumerate() {
        let other = item.changed(&mut live.rng);
        if position % 3 == 0 {
            by_update(E::table(live), item, &other).await;
        } else {
            by_patch(live, item, &other);
        }
        *item = other;
    }
    compare(live, "changed", &items).await;
    count += reads(live, "changed", &items, 12).await;

    delete(live, &mut items).await;
    compare(live, "deleted", &items).await;
    count += reads(live, "deleted", &items, 4).await;
    println!("{}: {} items left, {count} queries", E::NAME, items.len());
    items
}

/// Writes each item with one of the verbs for whole items, by one of the two sides.
async fn write<E: Model>(live: &mut Live, items: &Items<E>) {
    let table = E::table(live).clone();
    let of_verb = |verb: usize| {
        let items = items.values().enumerate();
        items
            .filter(move |(position, _)| position % 8 == verb)
            .map(|(_, item)| item)
    };
    for (verb, command) in ["put", "create", "upsert", "batchPut"].into_iter().enumerate() {
        let items: Vec<Value> = of_verb(verb).map(wire::of).collect();
        live.node.call(command, json!({"entity": E::NAME, "items": items}));
    }
    let written =
        |result: Result<(), dynamo_entity::Error>| result.unwrap_or_else(|error| panic!("{}: {error}", E::NAME));
    let puts = of_verb(4).map(|item| async { E::put(item.clone()).send(&table).await.map(drop) });
    futures::stream::iter(puts)
        .buffer_unordered(WIDTH)
        .for_each(async |result| written(result))
        .await;
    let creates = of_verb(5).map(|item| async { E::create(item.clone()).send(&table).await.map(drop) });
    futures::stream::iter(creates)
        .buffer_unordered(WIDTH)
        .for_each(async |result| written(result))
        .await;
    let upserts = of_verb(6).map(|item| async { E::upsert(item.clone()).send(&table).await.map(drop) });
    futures::stream::iter(upserts)
        .buffer_unordered(WIDTH)
        .for_each(async |result| written(result))
        .await;
    for item in of_verb(7) {
        written(E::put(item.clone()).send(&table).await.map(drop));
    }
}

/// Checks that the stored items are what ElectroDB would write, including keys.
pub(crate) async fn compare<E: Model>(live: &mut Live, when: &str, items: &Items<E>) {
    let all: Vec<Value> = items.values().map(wire::of).collect();
    let params = live.node.call("params", json!({"entity": E::NAME, "items": all}));
    let table = E::table(live);
    let mut stored = raw::stored(table.client(), table.name(), E::NAME).await;
    if when != "written" {
        // An update that removes an item from an index leaves the constant side of its index key, on both sides.
        for item in stored.values_mut().filter(|item| !item.contains_key("email")) {
            item.remove("gsi4sk");
        }
    }
    let when = format!("{}, {when}", E::NAME);
    raw::compare(&when, &stored, &raw::written(&params));
}

/// Reads every item by its key, on both sides.
async fn gets<E: Model>(live: &mut Live, items: &Items<E>) {
    let keys: Vec<Value> = items.values().map(key).collect();
    let command = ["get", "batchGet"];
    for command in command {
        let found = live.node.call(command, json!({"entity": E::NAME, "keys": keys}));
        let found = found.as_array().expect("a list");
        same(&format!("{}, Node's {command}", E::NAME), found, items.values());
    }
    let table = E::table(live);
    let found = items
        .values()
        .map(|item| async move { (item, E::get(item).send(table).await) });
    let mut found = futures::stream::iter(found).buffer_unordered(WIDTH);
    while let Some((item, found)) = found.next().await {
        assert_eq!(found.expect("a get").as_ref(), Some(item), "{}, our get", E::NAME);
    }
}

/// Queries with the values of a few items. Returns the number of queries.
async fn reads<E: Model>(live: &mut Live, when: &str, items: &Items<E>, samples: usize) -> usize {
    let all: Vec<&E> = items.values().collect();
    let mut count = 0;
    for _ in 0..samples.min(all.len()) {
        let one = all[live.rng.usize(..all.len())];
        let other = all[live.rng.usize(..all.len())];
        for (position, read) in one.reads(other).into_iter().enumerate() {
            let what = format!(
                "{}, {when}, `{}` {} {:?}, read {position}",
                E::NAME,
                read.index,
                read.key,
                read.sort
            );
            let expected: Vec<&E> = all.iter().copied().filter(|item| (read.selects)(item)).collect();
            let found = read.query.clone().all(E::table(live)).await;
            let found = found.unwrap_or_else(|error| panic!("{what}: {error}"));
            let found: Vec<Value> = found.iter().map(wire::of).collect();
            same(&format!("{what}, ours"), &found, expected.iter().copied());
            count += 1;
            if read.ours_alone {
                continue;
            }
            let answer = live.node.call("query", asked::<E>(&read, None, None));
            let theirs = answer["data"].as_array().expect("a list");
            same(&format!("{what}, Node's"), theirs, expected.iter().copied());
            pages(live, &what, &read, &found).await;
        }
    }
    count
}

pub(crate) fn asked<E: Model>(read: &Read<E>, limit: Option<u32>, cursor: Option<&str>) -> Value {
    json!({
        "entity": E::NAME,
        "index": read.index,
        "key": read.key,
        "sort": read.sort,
        "limit": limit.map(|limit| wire::encode(&limit)),
        "cursor": cursor,
    })
}

/// Reads page by page; each page begins at the cursor of the other side.
async fn pages<E: Model>(live: &mut Live, what: &str, read: &Read<E>, all: &[Value]) {
    let limit = u32::try_from(all.len() / 4).unwrap_or_default() + live.rng.u32(1..4);
    let mut is_ours = live.rng.bool();
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let next = if is_ours {
            let start = cursor
                .as_deref()
                .map(|text| text.parse().unwrap_or_else(|error| panic!("{what}: {text}: {error}")));
            let query = read.query.clone().limit(limit).start_at(start);
            let page = query.send(E::table(live)).await;
            let page = page.unwrap_or_else(|error| panic!("{what}, {cursor:?}: {error}"));
            found.extend(page.items.iter().map(wire::of));
            page.cursor.map(|cursor| cursor.to_string())
        } else {
            let page = live.node.call("query", asked(read, Some(limit), cursor.as_deref()));
            found.extend(page["data"].as_array().expect("a list").iter().cloned());
            page["cursor"].as_str().map(str::to_owned)
        };
        is_ours = !is_ours;
        cursor = next;
        if cursor.is_none() {
            break;
        }
        assert!(found.len() <= all.len(), "{what}: pages of {limit} give an item twice");
    }
    let what = format!("{what}, in pages of {limit}");
    compare_lists::<E>(&what, &found, all);
}

pub(crate) fn same<'e, E: Model>(what: &str, found: &[Value], expected: impl Iterator<Item = &'e E>) {
    let expected: Vec<Value> = expected.map(wire::of).collect();
    compare_lists::<E>(what, found, &expected);
}

/// Ends the test at the first attribute that differs.
pub(crate) fn compare_lists<E: Model>(what: &str, found: &[Value], expected: &[Value]) {
    let by_key = |items: &[Value]| -> BTreeMap<String, Value> {
        let items = items.iter().map(wire::canonical);
        items.map(|item| (key_of::<E>(&item).to_string(), item)).collect()
    };
    let (items, wanted) = (by_key(found), by_key(expected));
    for (key, wanted) in &wanted {
        let Some(item) = items.get(key) else {
            panic!("{what}: {key} is missing");
        };
        let (item, wanted) = (item.as_object().expect("an item"), wanted.as_object().expect("an item"));
        for name in item.keys().chain(wanted.keys()) {
            let (item, wanted) = (item.get(name), wanted.get(name));
            assert!(
                item == wanted,
                "{what}: `{name}` of {key} is {item:?}, and should be {wanted:?}"
            );
        }
    }
    let unwanted = items.keys().find(|key| !wanted.contains_key(*key));
    assert_eq!(unwanted, None, "{what}: this item should not be there");
    let mut seen = BTreeSet::new();
    let twice = found.iter().map(key_of::<E>).find(|key| !seen.insert(key.to_string()));
    assert_eq!(twice, None, "{what}: this item is there twice");
}

pub(crate) fn key<E: Model>(item: &E) -> Value {
    key_of::<E>(&wire::of(item))
}

pub(crate) fn key_of<E: Model>(item: &Value) -> Value {
    let parts = E::KEY.iter().map(|name| ((*name).to_owned(), item[*name].clone()));
    Value::Object(parts.collect())
}

async fn by_update<E: Model>(table: &Table<E::Table>, item: &E, other: &E) {
    let update = item.edit_to(other).return_new().send(table).await;
    let updated = update.unwrap_or_else(|error| panic!("{}, our update of {item:?}: {error}", E::NAME));
    assert_eq!(&updated, other, "{}, our update of {item:?}", E::NAME);
}

/// Patches the item to the other one. Attributes that are absent in the other are removed.
fn by_patch<E: Model>(live: &mut Live, item: &E, other: &E) {
    let (before, after) = (wire::of(item), wire::of(other));
    let after = after.as_object().expect("an item");
    let set = after.iter().filter(|(name, _)| !E::KEY.contains(&name.as_str()));
    let set: serde_json::Map<_, _> = set.map(|(name, value)| (name.clone(), value.clone())).collect();
    let before = before.as_object().expect("an item").keys();
    let removed: Vec<&String> = before.filter(|name| !after.contains_key(*name)).collect();
    let mut change = json!({"key": key(item), "set": set});
    if !removed.is_empty() {
        change["remove"] = json!(removed);
    }
    let answer = live.node.call("patch", json!({"entity": E::NAME, "changes": [change]}));
    let updated = answer.as_array().expect("a list");
    same(
        &format!("{}, Node's patch of {item:?}", E::NAME),
        updated,
        std::iter::once(other),
    );
}

/// Deletes a quarter of the items by each side. Both sides report missing items.
async fn delete<E: Model>(live: &mut Live, items: &mut Items<E>) {
    let identities: Vec<String> = items.keys().cloned().collect();
    let mut theirs = Vec::new();
    for (position, identity) in identities.into_iter().enumerate() {
        if position % 4 > 1 {
            continue;
        }
        let Some(item) = items.remove(&identity) else { continue };
        if position % 4 == 0 {
            let table = E::table(live);
            E::remove(&item)
                .send(table)
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", E::NAME));
            let again = E::remove(&item).send(table).await.map(drop);
            assert!(
                again.is_err_and(|error| error.is_not_found()),
                "{}: deleted twice",
                E::NAME
            );
        } else {
            theirs.push(key(&item));
        }
    }
    for expected in [json!(true), json!("condition failed")] {
        let answers = live.node.call("remove", json!({"entity": E::NAME, "keys": theirs}));
        let answers = answers.as_array().expect("a list");
        assert!(
            answers.iter().all(|answer| *answer == expected),
            "{}: {answers:?}",
            E::NAME
        );
    }
}
