//! Changes of sets and lists under a condition, by each side to items that the other side wrote.

use dynamo_entity::prelude::*;
use serde_json::json;

use crate::model::{Line, Model, Order};
use crate::phases::{Items, compare, key, same};
use crate::text::{any, name, number};
use crate::{Live, wire};

pub(crate) async fn run(live: &mut Live, orders: &mut Items<Order>) {
    let (mut done, mut refused) = (0, 0);
    for (position, order) in orders.values_mut().enumerate() {
        let (tag, score) = (name(&mut live.rng), live.rng.i64(-50..50));
        let score = order
            .scores
            .first()
            .copied()
            .filter(|_| live.rng.bool())
            .unwrap_or(score);
        let line = Line {
            sku: any(&mut live.rng),
            quantity: live.rng.i64(..),
            price: number(&mut live.rng),
        };
        // The greatest exact integers of JavaScript.
        let line = Line {
            quantity: line.quantity >> 11,
            ..line
        };
        let paid = live.rng.bool();
        let mut after = order.clone();
        after.tags.insert(tag.clone());
        after.scores.remove(&score);
        after.lines.push(line.clone());

        let is_met = order.paid == paid;
        let what = format!("a change of {order:?}, which has to be paid: {paid}");
        if position % 2 == 0 {
            let f = Order::fields();
            let patch = (Order::patch(&*order).add(f.tags, [tag]))
                .delete(f.scores, [score])
                .append(f.lines, [line])
                .condition(f.paid.eq(paid));
            match patch.return_new().send(&live.shop).await {
                Ok(found) => assert_eq!(Some(&found), Some(&after).filter(|_| is_met), "{what}"),
                Err(error) => assert!(error.is_condition_failed() && !is_met, "{what}: {error}"),
            }
        } else {
            let change = json!({
                "key": key(order),
                "add": {"tags": [tag]},
                "delete": {"scores": [wire::encode(&score)]},
                "append": {"lines": [wire::encode(&line)]},
                "where": ["paid", paid],
            });
            let answer = live
                .node
                .call("patch", json!({"entity": Order::NAME, "changes": [change]}));
            let found = answer.as_array().expect("a list");
            if is_met {
                same(&what, found, std::iter::once(&after));
            } else {
                assert_eq!(found, &[json!("condition failed")], "{what}");
            }
        }
        if is_met {
            *order = after;
            done += 1;
        } else {
            refused += 1;
        }
    }
    compare(live, "changed under conditions", orders).await;
    println!("{done} changes under conditions, {refused} refused");
}
