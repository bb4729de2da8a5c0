//! Reads and writes of ElectroDB's tables, on an engine.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::collections::{Assignments, Contributions, Employee, ProjectMember, Task, TaskApp};
use crate::order::{KEY, Order, Shop, Status};
use crate::recorded::{new_table, store, stored};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "pair", version = "1"), pk = ["id"], sk = ["a", "b"])]
#[gsi(name = "by_b", index = "gsi1", pk = ["b", "a"], sk = [])]
struct Pair {
    id: String,
    a: String,
    b: String,
}

#[derive(Table)]
#[table(entities(Pair), electrodb)]
struct Pairs;

fn pair(a: &str, b: &str) -> Pair {
    Pair {
        id: "1".into(),
        a: a.into(),
        b: b.into(),
    }
}

/// Writes a pair as ElectroDB does, which checks no values.
fn raw(a: &str, b: &str) -> Value {
    json!({"id": "1", "a": a, "b": b, "pk": "$shop#id_1", "sk": format!("$pair_1#a_{a}#b_{b}"),
        "gsi1pk": format!("$shop#b_{b}#a_{a}"), "gsi1sk": "$pair_1", "__edb_e__": "pair", "__edb_v__": "1"})
}

/// Values with delimiters can give the same key. Such an item is read only by its own values, and never written.
#[tokio::test]
async fn delimiters_in_values() {
    let table = new_table::<Pairs>().await;
    let strange = pair("x#b_y", "z");
    store(&table, &raw("x#b_y", "z")).await;
    assert_eq!(
        Pair::get(("1", "x#b_y", "z")).send(&table).await.unwrap().as_ref(),
        Some(&strange)
    );
    assert_eq!(Pair::get(("1", "x", "y#b_z")).send(&table).await.unwrap(), None);

    let of = |a: &'static str| Pair::query().primary("1").a().eq(a);
    assert_eq!(of("x#b_y").all(&table).await.unwrap(), std::slice::from_ref(&strange));
    assert_eq!(of("x").all(&table).await.unwrap(), []);
    assert_eq!(of("x").b().eq("y#b_z").all(&table).await.unwrap(), []);
    assert_eq!(of("x").b().begins_with("y").all(&table).await.unwrap(), []);
    assert_eq!(
        Pair::query().primary("1").all(&table).await.unwrap(),
        std::slice::from_ref(&strange)
    );
    assert_eq!(
        Pair::query().by_b("z", "x#b_y").all(&table).await.unwrap(),
        std::slice::from_ref(&strange)
    );

    for error in [
        Pair::put(strange.clone()).request(&table).unwrap_err(),
        Pair::delete(("1", "x#b_y", "z")).request(&table).unwrap_err(),
    ] {
        assert!(error.is_invalid_key(), "{error}");
        assert!(
            error
                .to_string()
                .contains("cannot be distinguished from the `#b_` that follows it"),
            "{error}"
        );
        assert!(!error.to_string().contains("raw"), "{error}");
    }
    // The last part of the table's key may contain anything; in the index it is followed by a delimiter.
    let error = Pair::put(pair("x", "y#a_z")).request(&table).unwrap_err();
    assert!(error.to_string().contains("`#a_`"), "{error}");
    Pair::put(pair("x#a_y", "z")).send(&table).await.unwrap();
    assert_eq!(of("x#a_y").all(&table).await.unwrap(), [pair("x#a_y", "z")]);
}

/// ElectroDB truncates keys at the first absent value, and finds such items. Here they are not in the index.
#[tokio::test]
async fn keys_that_are_cut_short() {
    let table = new_table::<Shop>().await;
    let whole = Order {
        customer_id: Some("C9".into()),
        status: Some(Status::Open),
        placed_at: Some("2024".into()),
        ..Order::of("whole")
    };
    Order::put(whole.clone()).send(&table).await.unwrap();
    for (id, customer, partition, sort_key) in [
        (
            "no status",
            json!("C9"),
            "$shop#customerid_c9",
            "$customeractivity#order_1#status_",
        ),
        (
            "no customer",
            Value::Null,
            "$shop#customerid_",
            "$customeractivity#order_1#status_open#placedat_2024",
        ),
    ] {
        let mut item = json!({"tenantId": "Acme", "orderId": id, "pk": "$shop#tenantid_acme",
            "sk": format!("$order_1#orderid_{id}"), "gsi1pk": partition, "gsi1sk": sort_key,
            "__edb_e__": "Order", "__edb_v__": "1"});
        match customer {
            Value::Null => {
                item["status"] = json!("open");
                item["placedAt"] = json!("2024");
            }
            customer => item["customerId"] = customer,
        }
        store(&table, &item).await;
    }
    let of = |customer: &'static str| Order::query().by_customer(customer);
    assert_eq!(of("C9").all(&table).await.unwrap(), std::slice::from_ref(&whole));
    assert_eq!(of("C9").count(&table).await.unwrap(), 1);
    assert_eq!(
        of("C9").status().lte(Status::Shipped).all(&table).await.unwrap(),
        std::slice::from_ref(&whole)
    );
    assert_eq!(
        of("C9").status().lt(Status::Shipped).all(&table).await.unwrap(),
        std::slice::from_ref(&whole)
    );
    assert_eq!(of("").all(&table).await.unwrap(), []);
    assert_eq!(Order::scan().index("by_customer").all(&table).await.unwrap(), [whole]);
    // The items are in the table.
    assert_eq!(Order::query().primary("Acme").all(&table).await.unwrap().len(), 3);
    assert!(Order::get(("Acme", "no status")).send(&table).await.unwrap().is_some());
}

/// Keys are in lower case unless `casing` is set, so ids that differ only in letter case belong to one item.
#[tokio::test]
async fn one_item_of_two_cases() {
    let table = new_table::<Shop>().await;
    Order::create(Order::of("O-1")).send(&table).await.unwrap();
    let shouted = Order {
        tenant_id: "ACME".into(),
        ..Order::of("o-1")
    };
    let error = Order::create(shouted).send(&table).await.unwrap_err();
    assert!(error.is_already_exists(), "{error}");
    let found = Order::get(("ACME", "o-1")).send(&table).await.unwrap().unwrap();
    assert_eq!((found.tenant_id.as_str(), found.order_id.as_str()), KEY);
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(
    electrodb(service = "Shop", entity = "account", version = "1"),
    pk = "${accountId}",
    sk(template = "${n}", casing = "none")
)]
struct Account {
    #[serde(rename = "accountId")]
    account_id: String,
    n: String,
}

#[derive(Table)]
#[table(entities(Account), electrodb, pk = "accountId", sk = "n")]
struct Accounts;

/// An attribute that is the key itself. ElectroDB would change the letter case of the value; here such a value is refused.
#[tokio::test]
async fn attributes_that_are_keys() {
    let table = new_table::<Accounts>().await;
    let account = |id: &str| Account {
        account_id: id.into(),
        n: "X".into(),
    };
    let error = Account::put(account("AbC")).send(&table).await.unwrap_err();
    assert!(
        error.is_invalid_key() && error.to_string().contains(r#"casing = "none""#),
        "{error}"
    );
    Account::put(account("abc")).send(&table).await.unwrap();
    let stored = table.client().scan().table_name(table.name()).send().await.unwrap();
    assert_eq!(
        crate::golden::plain(&stored.items()[0]),
        json!({"accountId": "abc", "n": "X", "__edb_e__": "account", "__edb_v__": "1"})
    );
    assert_eq!(
        Account::get(("AbC", "X")).send(&table).await.unwrap(),
        Some(account("abc"))
    );
    assert_eq!(Account::get(("abc", "x")).send(&table).await.unwrap(), None);
}

/// Two versions of an entity, with keys that contain the version, and with templates that do not.
#[allow(dead_code, reason = "they are read")]
mod versions {
    use super::*;

    macro_rules! version {
        ($name:ident, $version:literal, $field:ident) => {
            #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
            #[entity(electrodb(service = "Shop", entity = "user", version = $version), pk = ["id"], sk = ["at"])]
            #[gsi(name = "by_org", index = "gsi1", pk = ["org"], sk = ["at"], type = "clustered")]
            pub struct $name {
                pub id: String,
                pub at: String,
                pub org: Option<String>,
                pub $field: String,
            }
        };
    }
    version!(First, "1", name);
    version!(Second, "2", nickname);

    #[derive(Table)]
    #[table(entities(First, Second), electrodb)]
    pub struct Both;

    #[derive(Debug, PartialEq, Collection)]
    #[collection(query = "by_org")]
    pub struct Users {
        pub first: Vec<First>,
        pub second: Vec<Second>,
    }
}

#[tokio::test]
async fn two_versions() {
    use versions::{Both, First, Second, Users};
    let table = new_table::<Both>().await;
    let (org, at) = (Some("o".to_owned()), "1".to_owned());
    let first = First {
        id: "a".into(),
        at: at.clone(),
        org: org.clone(),
        name: "n".into(),
    };
    let second = Second {
        id: "a".into(),
        at,
        org,
        nickname: "m".into(),
    };
    First::put(first.clone()).send(&table).await.unwrap();
    Second::put(second.clone()).send(&table).await.unwrap();
    assert_eq!(
        First::get(("a", "1")).send(&table).await.unwrap().as_ref(),
        Some(&first)
    );
    assert_eq!(
        Second::query().primary("a").all(&table).await.unwrap(),
        std::slice::from_ref(&second)
    );
    assert_eq!(
        First::query().by_org("o").all(&table).await.unwrap(),
        std::slice::from_ref(&first)
    );
    assert_eq!(First::query().by_org("o").count(&table).await.unwrap(), 1);
    assert_eq!(Second::scan().all(&table).await.unwrap(), std::slice::from_ref(&second));
    let users = Users::query("o").all(&table).await.unwrap();
    assert_eq!(
        users,
        Users {
            first: vec![first],
            second: vec![second]
        }
    );
}

/// A collection includes its sub-collections, and items of others between them are not returned.
#[tokio::test]
async fn collections_in_collections() {
    let table = new_table::<TaskApp>().await;
    let employee = Employee {
        employee_id: "E1".into(),
        organization_id: "O".into(),
        name: None,
    };
    let task = Task {
        task_id: "T".into(),
        employee_id: Some("E1".into()),
        project_id: "P".into(),
        title: None,
    };
    let member = ProjectMember {
        employee_id: "E1".into(),
        project_id: "P".into(),
        name: None,
    };
    Employee::put(employee.clone()).send(&table).await.unwrap();
    Task::put(task.clone()).send(&table).await.unwrap();
    ProjectMember::put(member.clone()).send(&table).await.unwrap();
    for (at, sort_key) in [
        "$contributions#assignments#review_1#x",
        "$contributions#visit_1",
        "$contributionsofold#task_1#projectid_p",
        "$contributions#assignments#task_1#projectid_",
    ]
    .into_iter()
    .enumerate()
    {
        let entity = if sort_key.ends_with('_') { "task" } else { "review" };
        let other = json!({"pk": at.to_string(), "sk": "x", "gsi2pk": "$taskapp#employeeid_e1", "gsi2sk": sort_key,
            "taskId": "T", "projectId": "P", "__edb_e__": entity, "__edb_v__": if entity == "task" { "2" } else { "1" }});
        store(&table, &other).await;
    }
    let all = Contributions::query("E1").all(&table).await.unwrap();
    assert_eq!(
        (all.employees, all.tasks, all.members),
        (vec![employee], vec![task.clone()], vec![member.clone()])
    );
    let assigned = Assignments::query("E1").all(&table).await.unwrap();
    assert_eq!((assigned.tasks, assigned.members), (vec![task], vec![member]));
    assert_eq!(Contributions::query("E1").count(&table).await.unwrap(), 3);
    assert_eq!(Assignments::query("E1").count(&table).await.unwrap(), 2);
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "member", version = "1"), pk = ["id"], sk = [])]
#[gsi(name = "by_team", index = "gsi1", pk = ["team"], sk = ["changed"])]
struct Member {
    id: String,
    #[entity(unique, set = lowercase)]
    email: String,
    team: String,
    #[entity(on_write = "now".to_owned())]
    changed: String,
    #[entity(version)]
    revision: u32,
}

fn lowercase(text: String) -> String {
    text.to_lowercase()
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "visit", version = "1"), pk = ["id"], sk = [])]
struct Visit {
    id: String,
    #[entity(ttl)]
    until: Option<u64>,
}

#[derive(Table)]
#[table(entities(Member, Visit), electrodb)]
struct Club;

/// The options of fields work on ElectroDB entities.
#[tokio::test]
async fn options_of_fields() {
    let table = new_table::<Club>().await;
    let builder = |id: &str| Member::builder().id(id).email("Ada@x.com").team("Red");
    let ada = Member::create(builder("1")).send(&table).await.unwrap();
    assert_eq!(
        (ada.email.as_str(), ada.changed.as_str(), ada.revision),
        ("ada@x.com", "now", 1)
    );
    let taken = Member::create(builder("2")).send(&table).await.unwrap_err();
    assert_eq!(taken.unique_field(), Some("email"));

    let changed = ada
        .edit()
        .set(Member::fields().team, "Blue")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!((changed.team.as_str(), changed.revision), ("Blue", 2));
    let conflict = Member::put(ada).send(&table).await.unwrap_err();
    assert!(conflict.is_version_conflict(), "{conflict}");

    let items = stored(&table).await;
    let member = items.iter().find(|item| item["__edb_e__"] == "member").unwrap();
    assert_eq!(
        *member,
        json!({"id": "1", "email": "ada@x.com", "team": "Blue", "changed": "now", "revision": 2,
            "pk": "$shop#id_1", "sk": "$member_1", "gsi1pk": "$shop#team_blue", "gsi1sk": "$member_1#changed_now",
            "__edb_e__": "member", "__edb_v__": "1"})
    );
    // ElectroDB does not treat the marker item of the address as one of its items.
    let holds: Vec<&Value> = items.iter().filter(|item| *item != member).collect();
    assert!(
        holds
            .iter()
            .all(|item| item["__edb_e__"] != "member" && item.get("__edb_v__").is_none()),
        "{holds:?}"
    );
    assert_eq!(Member::scan().all(&table).await.unwrap().len(), 1);

    assert_eq!(Club::schema().time_to_live(), Some("until"));
    Visit::patch("1")
        .set(Visit::fields().until, 7_u64)
        .send(&table)
        .await
        .unwrap_err();
    Visit::update("1")
        .set(Visit::fields().until, 7_u64)
        .send(&table)
        .await
        .unwrap();
    assert_eq!(Visit::get("1").send(&table).await.unwrap().unwrap().until, Some(7));
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(
    electrodb(service = "Shop", entity = "stay", version = "1"),
    pk = "USER#${id}",
    sk = "${day}"
)]
struct Stay {
    id: String,
    day: String,
    place: Option<String>,
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Stay)]
struct Place {
    place: Option<String>,
}

#[derive(Table)]
#[table(entities(Stay), electrodb)]
struct Stays;

/// Templates that do not contain the entity: reads filter by the identifiers.
#[tokio::test]
async fn templates_without_the_entity() {
    let table = new_table::<Stays>().await;
    let stay = Stay {
        id: "1".into(),
        day: "2026-11-23".into(),
        place: Some("here".into()),
    };
    Stay::put(stay.clone()).send(&table).await.unwrap();
    for (day, entity, version) in [("2026-11-22", "other", "1"), ("2026-11-24", "stay", "2")] {
        let other = json!({"pk": "user#1", "sk": day, "id": "1", "day": day, "place": "there", "__edb_e__": entity, "__edb_v__": version});
        store(&table, &other).await;
    }
    let query = || Stay::query().primary("1");
    assert_eq!(query().all(&table).await.unwrap(), std::slice::from_ref(&stay));
    assert_eq!(query().count(&table).await.unwrap(), 1);
    let places = query().project::<Place>().all(&table).await.unwrap();
    assert_eq!(places, [Place { place: stay.place }]);
}
