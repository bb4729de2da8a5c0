//! Values that contain the delimiter of a key. ElectroDB writes them and we read them, but we write only values whose key is
//! unambiguous.

use dynamo_entity::prelude::*;
use serde_json::{Value, json};

use crate::model::{Model, Order, Task};
use crate::phases::{Items, asked, compare_lists, key_of};
use crate::{Live, raw, wire};

pub(crate) async fn run(live: &mut Live) {
    let orders = (0..live.items)
        .map(|number| Order::delimited(&mut live.rng, number))
        .collect();
    of_entity::<Order>(live, orders).await;
    let tasks = (0..live.items)
        .map(|number| Task::delimited(&mut live.rng, number))
        .collect();
    of_entity::<Task>(live, tasks).await;
}

async fn of_entity<E: Model>(live: &mut Live, items: Vec<E>) {
    clear::<E>(live).await;
    let items: Items<E> = items.into_iter().map(|item| (item.identity(), item)).collect();
    let all: Vec<Value> = items.values().map(wire::of).collect();
    live.node.call("put", json!({"entity": E::NAME, "items": all}));

    let table = E::table(live).clone();
    for item in items.values() {
        let found = E::get(item).send(&table).await.expect("a get");
        assert_eq!(found.as_ref(), Some(item), "{}, our get of Node's delimiters", E::NAME);
    }
    let list: Vec<&E> = items.values().collect();
    let (mut count, mut ambiguous) = (0, 0);
    for _ in 0..12 {
        let (one, other) = (list[live.rng.usize(..list.len())], list[live.rng.usize(..list.len())]);
        for read in one.reads(other) {
            let what = format!("{}, delimiters, `{}` {} {:?}", E::NAME, read.index, read.key, read.sort);
            let asked = asked(&read, None, None);
            let found = match read.query.all(&table).await {
                Ok(found) => found,
                // The end of a part is ambiguous in a bound that contains the delimiter.
                Err(error) if read.sort.is_some() && error.is_invalid_key() => continue,
                Err(error) => panic!("{what}: {error}"),
            };
            let found: Vec<Value> = found.iter().map(wire::of).collect();
            let expected = list.iter().filter(|item| (read.selects)(item));
            let expected: Vec<Value> = expected.map(|item| wire::of(*item)).collect();
            // The key of one item may be a prefix of another's: ElectroDB returns both, and so may we.
            let is_wanted = |item: &&Value| expected.iter().any(|wanted| is_same::<E>(item, wanted));
            let (wanted, more): (Vec<&Value>, Vec<&Value>) = found.iter().partition(is_wanted);
            let wanted: Vec<Value> = wanted.into_iter().cloned().collect();
            compare_lists::<E>(&what, &wanted, &expected);
            if !more.is_empty() {
                let answer = live.node.call("query", asked);
                let theirs = answer["data"].as_array().expect("a list");
                let strange = more
                    .iter()
                    .find(|item| !theirs.iter().any(|other| is_same::<E>(item, other)));
                assert_eq!(strange, None, "{what}: this item should not be there");
                ambiguous += 1;
            }
            count += 1;
        }
    }

    // An accepted write stores the existing item again, and a refused write changes nothing.
    let mut refused = 0;
    for item in items.values() {
        match E::put(item.clone()).send(&table).await {
            Ok(_) => {}
            Err(error) if error.is_invalid_key() => refused += 1,
            Err(error) => panic!("{}, our put of {item:?}: {error}", E::NAME),
        }
    }
    let params = live.node.call("params", json!({"entity": E::NAME, "items": all}));
    let stored = raw::stored(table.client(), table.name(), E::NAME).await;
    raw::compare(&format!("{}, delimiters", E::NAME), &stored, &raw::written(&params));
    assert!(
        (1..items.len()).contains(&refused),
        "{refused} of {} refused",
        items.len()
    );
    assert!(count > 0, "every query was refused");
    println!(
        "{} with delimiters: {count} queries, {ambiguous} with more; {refused} of {} puts refused",
        E::NAME,
        items.len()
    );
}

fn is_same<E: Model>(one: &Value, other: &Value) -> bool {
    key_of::<E>(one) == key_of::<E>(other)
}

async fn clear<E: Model>(live: &Live) {
    let table = E::table(live);
    let items = E::scan().all(table).await.expect("a scan");
    for item in &items {
        E::delete(item).send(table).await.expect("a delete");
    }
}
