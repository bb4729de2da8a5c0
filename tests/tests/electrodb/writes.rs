//! Reads by key and writes of orders.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::golden::MissingItem::{Created, Refused};
use crate::golden::{arithmetic_differs, case, condition, differs, params, plain, same, same_update, table};
use crate::order::{Address, KEY, Line, Order, Shop, Status};

#[derive(Debug, Projection, Deserialize)]
#[serde(rename_all = "camelCase")]
#[projection(entity = Order)]
struct Brief {
    #[expect(dead_code, reason = "it is read for its name")]
    status: Option<Status>,
    #[expect(dead_code, reason = "it is read for its name")]
    #[serde(rename = "sn")]
    short_name: Option<String>,
}

#[tokio::test]
async fn get() {
    let table = table::<Shop>().await;
    same("get: isolated pk+sk", &Order::get(KEY).request(&table).unwrap());
    let brief = Order::get(KEY).consistent().project::<Brief>();
    let name = "get: consistent + attributes (params() form)";
    differs(name, &brief.request(&table).unwrap(), |recorded| {
        // Key attributes are not requested.
        recorded["ProjectionExpression"] = json!(["sn", "status"]);
    });
}

#[tokio::test]
async fn put_and_create() {
    let table = table::<Shop>().await;
    let put = Order::put(Order::of("O-1")).condition(Order::fields().note.not_exists());
    same("put: with condition", &put.request(&table).unwrap());

    let name = "create: returnOnConditionCheckFailure all_old";
    let create = Order::create(Order::of("O-1")).request(&table).unwrap();
    same(name, &create);
    let on_failure = create
        .return_values_on_condition_check_failure
        .map(|value| value.as_str().to_owned());
    assert_eq!(
        on_failure.as_deref(),
        params(name)["ReturnValuesOnConditionCheckFailure"].as_str()
    );
}

/// If a part of one side is absent, that side is not written and the item is not in the index. ElectroDB refuses one of
/// these items and truncates the partition key of the other.
#[tokio::test]
async fn a_key_is_never_cut_short() {
    let table = table::<Shop>().await;
    let half = Order {
        customer_id: Some("C9".into()),
        status: Some(Status::Open),
        ..Order::of("O-1")
    };
    assert_eq!(
        case("put: GSI sort key half supplied is an error")["error"]["code"],
        2002
    );
    let item = plain(Order::put(half.clone()).request(&table).unwrap().item().unwrap());
    assert_eq!(
        (item["gsi1pk"].as_str(), item.get("gsi1sk")),
        (Some("$shop#customerid_c9"), None)
    );

    assert_eq!(case("upsert: half of GSI sort key -> error")["error"]["code"], 2002);
    let upsert = Order::upsert(half).request(&table).unwrap();
    let lines = crate::golden::update_lines(&upsert);
    assert!(lines.contains(&r#"set gsi1pk: "$shop#customerid_c9""#.to_owned()));
    assert!(lines.contains(&"remove gsi1sk: ".to_owned()));

    let without_customer = Order {
        status: Some(Status::Open),
        placed_at: Some("2024".into()),
        ..Order::of("O-1")
    };
    let name = "put: GSI sort key complete but GSI partition composite absent -> truncated pk is WRITTEN";
    differs(
        name,
        &Order::put(without_customer).request(&table).unwrap(),
        |recorded| {
            recorded["Item"].as_object_mut().unwrap().remove("gsi1pk");
        },
    );
}

/// The status is an enum, so it never has an unknown value.
#[test]
fn values_of_an_enum() {
    let lost = json!({"tenantId": "Acme", "orderId": "O-1", "status": "lost"});
    let error = serde_json::from_value::<Order>(lost).unwrap_err().to_string();
    for mentioned in case("put: enum violation")["error"]["mentions"].as_array().unwrap() {
        let mentioned = mentioned.as_str().unwrap();
        assert!(mentioned == "status" || error.contains(mentioned), "{error}");
    }
}

#[tokio::test]
async fn delete_and_remove() {
    let table = table::<Shop>().await;
    let delete = Order::delete(KEY).condition(Order::fields().status.eq(Status::Open));
    same("delete: with condition", &delete.request(&table).unwrap());
    same(
        "remove: adds exists on both key fields",
        &Order::remove(KEY).request(&table).unwrap(),
    );
}

#[tokio::test]
async fn updates() {
    let table = table::<Shop>().await;
    let f = Order::fields();
    let same =
        |name, update: dynamo_entity::Update<Order>| same_update(name, &update.request(&table).unwrap(), Created);
    let update = || Order::update(KEY);

    same(
        "update: set one attribute (key attributes and identifiers are re-SET)",
        update().set(f.note, "hi"),
    );
    same("update: set mapped field name", update().set(f.short_name, "x"));
    same(
        "update: set every GSI composite",
        update()
            .set(f.customer_id, "C10")
            .set(f.by_customer_sk, (Status::Paid, "2024-06".to_owned())),
    );
    same("update: remove plain attribute", update().remove(f.note));
    same("update: add to string set", update().add(f.tags, ["new"]));
    same("update: delete from set", update().delete(f.tags, ["old"]));
    same("update: ifNotExists", update().set_if_absent(f.note, "first"));
    same(
        "update: set by JSON path into a map",
        update().set(f.address.dot(Address::fields().city), "Bergen"),
    );
    same("update: remove list element by path", update().remove(f.lines.at(1)));
}

/// Arithmetic on an absent number starts from its default, or from zero.
#[tokio::test]
async fn numbers() {
    let table = table::<Shop>().await;
    let add = |amount| {
        Order::update(KEY)
            .add(Order::fields().total, amount)
            .request(&table)
            .unwrap()
    };
    let range = |least: &str| format!("NOT total > {least}");
    let within = range("9223372036854775802");
    arithmetic_differs("update: add number", &add(5), Created, Some(&within), |lines| {
        // DynamoDB's `ADD` does the same.
        lines.retain(|line| line != "add total: 5");
        lines.push("set total: if_not_exists(total, 0) + 5".into());
    });
    let (name, within) = ("update: data(): add value() nested", range("9223372036854775800"));
    arithmetic_differs(name, &add(7), Created, Some(&within), |lines| {
        // ElectroDB's update fails on an order without a total.
        lines.retain(|line| line != "set total: total + 7");
        lines.push("set total: if_not_exists(total, 0) + 7".into());
    });

    #[derive(Debug, Entity, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[entity(electrodb(service = "Shop", entity = "Order", version = "1"), pk = ["tenant_id"], sk = ["order_id"])]
    struct Counted {
        tenant_id: String,
        order_id: String,
        #[default(100)]
        total: i64,
    }
    #[derive(Table)]
    #[table(entities(Counted), electrodb)]
    struct Counters;
    let counters = crate::golden::table::<Counters>().await;
    let add = Counted::update(KEY)
        .add(Counted::fields().total, 1)
        .request(&counters)
        .unwrap();
    let within = range("9223372036854775806");
    arithmetic_differs(
        "update: data(): add with default value",
        &add,
        Created,
        Some(&within),
        |_| {},
    );
}

/// Conditions have parentheses, so none changes the meaning of another.
#[tokio::test]
async fn conditions_do_not_leak() {
    let table = table::<Shop>().await;
    let f = Order::fields();
    let either = f.status.eq(Status::Open) | f.note.contains("x");
    let update = Order::update(KEY)
        .set(f.note, "n")
        .condition(either)
        .condition(f.total.exists());
    let update = update.request(&table).unwrap();
    let name = "update: two where calls, first an OR ending in ')' -> NOT grouped";
    let recorded = condition(params(name), "ConditionExpression").to_string();
    assert_eq!(
        recorded,
        r#"((attribute_exists(total) AND contains(note, "x")) OR status = "open")"#
    );
    differs(name, &update, |recorded| {
        recorded["UpdateExpression"] = json!(crate::golden::update_lines(&update));
        recorded["ConditionExpression"] =
            json!(r#"((status = "open" OR contains(note, "x")) AND attribute_exists(total))"#);
    });

    same_update(
        "patch: adds exists on both key fields",
        &Order::patch(KEY).set(f.note, "x").request(&table).unwrap(),
        Refused,
    );
    let either = f.status.eq(Status::Open) | f.status.eq(Status::Paid);
    let patch = Order::patch(KEY)
        .set(f.note, "x")
        .condition(either)
        .request(&table)
        .unwrap();
    let name = "patch: where with OR escapes the exists guard";
    let recorded = condition(params(name), "ConditionExpression").to_string();
    assert_eq!(
        recorded,
        r#"((status = "open" AND attribute_exists(pk) AND attribute_exists(sk)) OR status = "paid")"#
    );
    differs(name, &patch, |recorded| {
        recorded["UpdateExpression"] = json!(crate::golden::update_lines(&patch));
        recorded["ConditionExpression"] = json!(r#"((status = "open" OR status = "paid") AND attribute_exists(pk))"#);
    });
}

/// `update` takes actions and may create the item; `upsert` takes only values.
#[tokio::test]
async fn upsert_with_actions() {
    let table = table::<Shop>().await;
    let f = Order::fields();
    let line = Line {
        sku: "A".into(),
        qty: 1,
    };
    let update = Order::update(KEY)
        .add(f.total, 3)
        .append(f.lines, [line])
        .set_if_absent(f.note, "n");
    arithmetic_differs(
        "upsert: with add/append/ifNotExists chains",
        &update.request(&table).unwrap(),
        Created,
        Some("NOT total > 9223372036854775804"),
        |lines| {
            lines.retain(|line| line != "add total: 3");
            lines.push("set total: if_not_exists(total, 0) + 3".into());
        },
    );
}

/// One of several parts of a key can be removed: the item then leaves the index.
#[tokio::test]
async fn remove_one_of_two_parts() {
    let table = table::<Shop>().await;
    assert_eq!(
        case("update: remove half of GSI sort key with composite() still errors")["error"]["code"],
        2002
    );
    let loaded = Order {
        customer_id: Some("C9".into()),
        status: Some(Status::Open),
        placed_at: Some("2024".into()),
        ..Order::of("O-1")
    };
    let edit = loaded.edit().remove(Order::fields().status).request(&table).unwrap();
    assert_eq!(
        crate::golden::update_lines(&edit),
        ["remove gsi1sk: ", "remove status: "]
    );
}
