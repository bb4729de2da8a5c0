//! ElectroDB's `where`, as filters of a query.

use dynamo_entity::prelude::*;
use dynamo_entity::{AttributeType, IntoCondition, raw};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::golden::{condition, differs, params, same, table};
use crate::order::{Order, Shop};

#[tokio::test]
async fn every_operator() {
    let table = table::<Shop>().await;
    let f = Order::fields();
    let check = |name, filter: dynamo_entity::Condition<Order>| {
        same(
            name,
            &Order::query().primary("Acme").filter(filter).request(&table).unwrap(),
        );
    };
    check("where: eq", f.total.eq(5));
    check("where: ne", f.total.ne(5));
    check("where: lt", f.total.lt(5));
    check("where: begins", f.note.begins_with("ab"));
    check("where: contains", f.tags.contains("ab"));
    check("where: notContains", !f.note.contains("ab"));
    check("where: between", f.total.between(1, 9));
    check(
        "where: eqOrNotExists (undocumented)",
        f.note.eq("n") | f.note.not_exists(),
    );
    check("where: size compared with escape", f.note.size().gt(3));
    check("where: type", f.note.attribute_type(AttributeType::String));
    check("where: name = value", f.note.eq("v"));
    check(
        "where: field",
        raw("#f = :x").name("f", "raw_field").value("x", "x").into_condition(),
    );
    check("where: same attribute twice in OR", f.total.eq(1) | f.total.eq(2));
    check("where: chained where is ANDed", f.total.eq(1) & f.note.eq("n"));
    let chained = Order::query()
        .primary("Acme")
        .filter(f.total.eq(1))
        .filter(f.note.eq("n"));
    same("where: chained where is ANDed", &chained.request(&table).unwrap());
}

#[derive(Debug, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = [])]
struct Ent {
    id: String,
    a: Option<i64>,
    a1: Option<i64>,
}

#[derive(Table)]
#[table(entities(Ent), electrodb)]
struct Ents;

/// A placeholder stands for one value, whatever the names of attributes.
#[tokio::test]
async fn placeholders_do_not_collide() {
    let table = table::<Ents>().await;
    let f = Ent::fields();
    let any = (1..=10).fold(f.a.eq(0), |any, number| any | f.a.eq(number)) | f.a1.eq(99);
    let name = "where: 11 values on attribute a collide with attribute a1";
    let recorded = condition(params(name), "FilterExpression").to_string();
    assert!(recorded.contains("a = 99 ") && !recorded.contains("a = 10 "));
    differs(
        name,
        &Ent::query().primary("1").filter(any).request(&table).unwrap(),
        |recorded| {
            let text = recorded["FilterExpression"].as_str().unwrap().replace("a = 99 OR ", "");
            recorded["FilterExpression"] = json!(text.replace("a = 2 OR", "a = 10 OR a = 2 OR"));
        },
    );
}
