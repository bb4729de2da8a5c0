//! Indexes of every kind: sparse, constant, local, inverted, and with a projection.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::golden::MissingItem::{Created, Refused};
use crate::golden::{case, differs, plain, same, same_update, table, update_differs, update_lines};
use crate::recorded::{new_table, recorded_query, store};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[entity(electrodb(service = "Shop", entity = "Job", version = "1"), pk = ["org"], sk = ["id"])]
#[gsi(name = "pending", index = "gsi1", pk = ["org"], sk = ["state", "due_at"], condition = is_pending)]
struct Job {
    org: String,
    id: String,
    state: Option<String>,
    due_at: Option<String>,
    note: Option<String>,
}

/// The condition of the index, on the fields of its keys.
#[expect(clippy::ref_option, reason = "it is given the fields as they are")]
fn is_pending(_org: &str, state: &Option<String>, _due_at: &Option<String>) -> bool {
    state.as_deref() == Some("pending")
}

#[derive(Table)]
#[table(entities(Job), electrodb)]
struct Jobs;

fn job(state: Option<&str>, due_at: Option<&str>) -> Job {
    Job {
        org: "O".into(),
        id: "1".into(),
        state: state.map(Into::into),
        due_at: due_at.map(Into::into),
        note: None,
    }
}

#[tokio::test]
async fn sparse() {
    let table = table::<Jobs>().await;
    let f = Job::fields();
    let key = ("O", "1");

    // Without the parts the item is not in the index, and the condition is not called.
    assert_eq!(
        case("sparse: put without the composites -> error 2012 even though condition would be false")["error"]["code"],
        2012
    );
    let item = plain(Job::put(job(None, None)).request(&table).unwrap().item().unwrap());
    assert_eq!((item.get("gsi1pk"), item.get("gsi1sk")), (None, None));

    let pending = || ("pending".to_owned(), "2024".to_owned());
    let update = Job::update(key).set(f.pending_key, pending()).request(&table).unwrap();
    same_update("sparse: update true -> both keys SET", &update, Created);

    // Index keys from loaded values are written again, with a condition that the values have not changed.
    let loaded = f.state.eq("pending") & f.due_at.eq("2024");
    let again = Job::patch(key)
        .set(f.pending_key, pending())
        .condition(loaded)
        .request(&table)
        .unwrap();
    update_differs("sparse: composite() alone re-writes keys", &again, Refused, |lines| {
        lines.extend([r#"set state: "pending""#.into(), r#"set dueAt: "2024""#.into()]);
    });

    let remove = Job::update(key)
        .set(f.pending_key, (None, None))
        .request(&table)
        .unwrap();
    update_differs("sparse: remove composites", &remove, Created, |lines| {
        // Both sides of the index are written; ElectroDB omits one.
        lines.push("remove gsi1pk: ".into());
    });

    let upsert = Job::upsert(job(Some("done"), Some("2024"))).request(&table).unwrap();
    differs("sparse: upsert false -> keys REMOVEd", &upsert, |recorded| {
        // An upsert writes every field, so a note that is not set is removed.
        let mut lines = recorded["UpdateExpression"].as_array().unwrap().clone();
        lines.insert(2, json!("remove note: "));
        recorded["UpdateExpression"] = json!(lines);
    });
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "Ranked", version = "1"), pk = ["org"], sk = ["id"])]
#[gsi(name = "by_rank", index = "gsi1", pk = ["org"], sk = ["rank"])]
struct Ranked {
    id: String,
    org: String,
    rank: Option<i64>,
}

#[derive(Table)]
#[table(entities(Ranked), electrodb)]
struct Ranking;

/// ElectroDB truncates this sort key; here it is omitted, and the item is not in the index.
#[tokio::test]
async fn an_absent_part_leaves_no_sort_key() {
    let table = table::<Ranking>().await;
    let put = Ranked::put(Ranked {
        id: "1".into(),
        org: "o".into(),
        rank: None,
    })
    .request(&table)
    .unwrap();
    let name = "put: optional GSI sort composite absent while GSI pk comes from table key -> truncated sk is WRITTEN";
    differs(name, &put, |recorded| {
        recorded["Item"].as_object_mut().unwrap().remove("gsi1sk");
    });
    // `set_if_absent` could leave a key that differs from the attribute, so key parts have neither `set_if_absent` nor
    // `add`.
    let name = "update: ifNotExists() on a composite rewrites the key unconditionally";
    let set = Ranked::update(("o", "1"))
        .set(Ranked::fields().rank, 7)
        .request(&table)
        .unwrap();
    update_differs(name, &set, Created, |lines| {
        lines.retain(|line| line != "set rank: if_not_exists(rank, 7)");
        lines.extend([
            "set rank: 7".into(),
            r#"set gsi1pk: if_not_exists(gsi1pk, "$shop#org_o")"#.into(),
        ]);
    });
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["a"], sk = ["b"])]
#[lsi(name = "l", index = "lsi1", sk = ["c"])]
#[gsi(name = "r", index = "inverted", inverted)]
struct Local {
    a: String,
    b: String,
    c: Option<String>,
}

#[derive(Table)]
#[table(entities(Local), electrodb)]
struct Locals;

#[tokio::test]
async fn local_and_inverted() {
    let table = table::<Locals>().await;
    let put = Local::put(Local {
        a: "1".into(),
        b: "2".into(),
        c: None,
    })
    .request(&table)
    .unwrap();
    differs(
        "lsi: put without its sort composite -> truncated key is WRITTEN",
        &put,
        |recorded| {
            recorded["Item"].as_object_mut().unwrap().remove("lsi1sk");
        },
    );
    differs(
        "lsi: query",
        &Local::query().l("1").request(&table).unwrap(),
        |recorded| {
            recorded["FilterExpression"] = json!("attribute_exists(c)");
        },
    );
    same("inverted index: query", &Local::query().r("2").request(&table).unwrap());
}

/// Entities with constant sides in an index.
mod constant {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = [])]
    #[gsi(name = "g", index = "gsi1", pk = ["a"], sk(composite = [], template = "METADATA"))]
    pub struct Text {
        pub id: String,
        pub a: Option<String>,
    }
    #[derive(Table)]
    #[table(entities(Text), electrodb)]
    pub struct Texts;

    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = [])]
    #[gsi(name = "all", index = "gsi1", pk = [], sk = ["a"])]
    pub struct Partition {
        pub id: String,
        pub a: Option<String>,
    }
    #[derive(Table)]
    #[table(entities(Partition), electrodb)]
    pub struct Partitions;

    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = [])]
    #[gsi(name = "all", index = "gsi1", pk = [], sk = [])]
    pub struct Both {
        pub id: String,
    }
    #[derive(Table)]
    #[table(entities(Both), electrodb)]
    pub struct Boths;
}

#[tokio::test]
async fn constant_sides() {
    use constant::{Both, Boths, Partition, Partitions, Text, Texts};
    let app = table::<Texts>().await;
    let put = Text::put(Text {
        id: "1".into(),
        a: Some("z".into()),
    });
    same("gsi with static sort template: put", &put.request(&app).unwrap());
    // The constant is written together with the other side, also for an item that was not in the index; it is never
    // `undefined`.
    let update = Text::update("1").set(Text::fields().a, "z").request(&app).unwrap();
    assert!(update_lines(&update).contains(&r#"set gsi1sk: "metadata""#.to_owned()));

    let app = table::<Partitions>().await;
    let update = Partition::update("1")
        .set(Partition::fields().a, "z")
        .request(&app)
        .unwrap();
    update_differs(
        "gsi with empty pk composite: update writes only the sort key",
        &update,
        Created,
        |lines| {
            lines.push(r#"set gsi1pk: "$shop""#.into());
        },
    );

    // An index with two constant sides contains every item.
    let app = table::<Boths>().await;
    let put = Both::put(Both { id: "1".into() }).request(&app).unwrap();
    differs(
        "gsi with empty pk AND sk composites: put never writes it",
        &put,
        |recorded| {
            recorded["Item"]["gsi1pk"] = json!("$shop");
            recorded["Item"]["gsi1sk"] = json!("$ent_1");
        },
    );
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"])]
struct Single {
    id: String,
    a: Option<String>,
}

#[derive(Table)]
#[table(entities(Single), electrodb)]
struct Singles;

#[tokio::test]
async fn no_sort_key() {
    let table = table::<Singles>().await;
    let patch = Single::patch("1").set(Single::fields().a, "1").request(&table).unwrap();
    same_update("patch: table without sort key", &patch, Refused);
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "Doc", version = "1"), pk = ["id"], sk = [])]
#[gsi(name = "incl", index = "gsi1", pk = ["a"], sk = ["b"], projection = ["c"])]
#[gsi(name = "keys_only", index = "gsi2", pk = ["b"], sk = ["a"], type = "clustered", projection = "keys_only")]
struct Doc {
    id: String,
    a: Option<String>,
    b: Option<String>,
    c: Option<String>,
}

#[derive(Table)]
#[table(entities(Doc), electrodb)]
struct Docs;

#[tokio::test]
async fn an_index_without_identifiers() {
    let table = table::<Docs>().await;
    let query = Doc::query().keys_only("1").hydrate();
    differs(
        "projection: keys_only clustered query drops the ownership filter",
        &query.request(&table).unwrap(),
        |recorded| {
            // The later read from the table needs only the key.
            recorded["ProjectionExpression"] = json!(["gsi2pk", "gsi2sk", "pk", "sk"]);
        },
    );
}

/// An item that was deleted before it is read is omitted, without an error.
#[tokio::test]
async fn hydrate() {
    let name = "go: hydrate = query then batchGet; vanished items go to unprocessed";
    let table = new_table::<Docs>().await;
    let answers = case(name)["dynamodbResponses"].as_array().unwrap();
    let (keys, items) = (&answers[0]["Items"], &answers[1]["Responses"]["tbl"]);
    for (key, item) in keys.as_array().unwrap().iter().skip(1).zip(items.as_array().unwrap()) {
        let mut item = item.clone();
        for attribute in ["gsi2pk", "gsi2sk"] {
            item[attribute] = key[attribute].clone();
        }
        store(&table, &item).await;
        // Keys that end in another entity's name, and a truncated key.
        for (at, sort_key) in ["#a_q$other_1", "#a_", "#a_q"].into_iter().enumerate() {
            let other = json!({"pk": format!("other{at}"), "sk": "x", "gsi2pk": key["gsi2pk"], "gsi2sk": sort_key});
            store(&table, &other).await;
        }
    }
    let found = Doc::query().keys_only("y").hydrate().all(&table).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].id.as_str(), found[0].a.as_deref()), ("2", Some("z")));
}

/// Fields with `on_write`, and defaults.
mod stamped {
    use super::*;

    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[entity(electrodb(service = "Shop", entity = "Stamped", version = "1"), pk = ["id"], sk = [])]
    #[gsi(name = "by_kind", index = "gsi1", pk = ["kind"], sk = ["created_at"])]
    #[gsi(name = "by_lower", index = "gsi2", pk = ["kind"], sk = ["lower"])]
    pub struct Stamped {
        pub id: String,
        #[readonly]
        pub kind: String,
        pub label2: Option<String>,
        #[readonly]
        #[default("2024-01-01".to_owned())]
        pub created_at: String,
        #[entity(on_write = "2024-01-02".to_owned())]
        pub updated_at: String,
        pub lower: Option<String>,
        pub secret: Option<String>,
    }
    #[derive(Table)]
    #[table(entities(Stamped), electrodb)]
    pub struct App;

    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = [])]
    pub struct Ent {
        pub id: String,
        #[default("open".to_owned())]
        pub status: String,
    }
    #[derive(Table)]
    #[table(entities(Ent), electrodb)]
    pub struct Ents;
}

/// The program keeps `lower` equal to `label2` by writing both: `on_write` is the only counterpart of `watch`.
#[tokio::test]
async fn defaults_and_on_write() {
    use stamped::{App, Ent, Ents, Stamped};
    let app = table::<App>().await;
    let create = Stamped::builder()
        .id("1")
        .kind("K")
        .label2("ABC".to_owned())
        .lower("ABC".to_lowercase());
    let put = Stamped::put(create).request(&app).unwrap();
    same("put: default + set + watch feed the keys", &put);
    let f = Stamped::fields();
    let patch = Stamped::patch("1")
        .set(f.label2, "XYZ")
        .set(f.lower, "XYZ".to_lowercase())
        .request(&app)
        .unwrap();
    let name = "update: watched attribute triggers watcher and its index key";
    // A `Stamped` has required fields, so `update` does not compile.
    differs(name, &patch, |recorded| {
        recorded["UpdateExpression"] = json!(update_lines(&patch));
        recorded["ConditionExpression"] = json!("attribute_exists(pk)");
    });
    assert_eq!(
        update_lines(&patch),
        [
            r#"set gsi2sk: "$stamped_1#lower_xyz""#,
            r#"set label2: "XYZ""#,
            r#"set lower: "xyz""#,
            r#"set updatedAt: "2024-01-02""#,
        ]
    );

    let app = table::<Ents>().await;
    let upsert = Ent::upsert(Ent::builder().id("1")).request(&app).unwrap();
    differs(
        "upsert: attribute defaults are re-SET on existing items",
        &upsert,
        |recorded| {
            // A default applies only if the attribute is absent.
            let text = recorded["UpdateExpression"].to_string();
            let text = text.replace(
                r#"set status: \"open\""#,
                r#"set status: if_not_exists(status, \"open\")"#,
            );
            recorded["UpdateExpression"] = serde_json::from_str(&text).unwrap();
        },
    );
    let update = Ent::update("1").request(&app).unwrap();
    update_differs(
        "update: attribute defaults are not applied",
        &update,
        Created,
        |lines| {
            // An update that creates an item writes the whole item.
            lines.push(r#"set status: if_not_exists(status, "open")"#.into());
        },
    );
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = ["a", "b"], type = "clustered", collection = "Col")]
struct Clustered {
    id: String,
    a: String,
    b: String,
}

#[derive(Table)]
#[table(entities(Clustered), electrodb)]
struct ClusteredTable;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(electrodb(service = "Shop", entity = "Ent", version = "1"), pk = ["id"], sk = [])]
#[gsi(name = "g", index = "gsi1", pk = ["id"], sk = ["a"], type = "clustered")]
struct ClusteredIndex {
    id: String,
    a: String,
}

#[derive(Table)]
#[table(entities(ClusteredIndex), electrodb)]
struct ClusteredIndexes;

#[tokio::test]
async fn clustered() {
    let app = table::<ClusteredTable>().await;
    let query = || Clustered::query().primary("x").a().eq("1").b();
    differs(
        "clustered query: begins on LAST composite gets the entity suffix",
        &query().begins_with("2").request(&app).unwrap(),
        // Only a whole key has the suffix.
        |recorded| {
            let text = recorded["KeyConditionExpression"]
                .as_str()
                .unwrap()
                .replace("#ent_1\")", "\")");
            recorded["KeyConditionExpression"] = json!(text);
        },
    );
    let scan = Clustered::scan().request(&app).unwrap();
    differs("clustered scan", &scan, |recorded| {
        recorded["FilterExpression"] = json!(r#"(__edb_e__ = "Ent" AND __edb_v__ = "1")"#);
    });

    // Items of other entities are never returned.
    let app = table::<ClusteredIndexes>().await;
    let name = "config: entity-level ignoreOwnership is lost on GSI queries";
    same(name, &ClusteredIndex::query().g("1").request(&app).unwrap());

    // The range between `2` and `4` contains `22` and `3`, but not `41`.
    let app = new_table::<ClusteredTable>().await;
    for b in ["1", "2", "22", "3", "4", "41", "5"] {
        for a in ["0", "1", "2"] {
            let item = Clustered {
                id: "x".into(),
                a: a.into(),
                b: b.into(),
            };
            Clustered::put(item).send(&app).await.unwrap();
        }
        let other = json!({"pk": "$shop#id_x", "sk": format!("$col#a_1#b_{b}#other_1"), "__edb_e__": "other", "__edb_v__": "1"});
        store(&app, &other).await;
    }
    let found = Clustered::query()
        .primary("x")
        .a()
        .eq("1")
        .b()
        .between("2", "4")
        .all(&app)
        .await
        .unwrap();
    let keys = found
        .into_iter()
        .map(|item| format!("$col#a_{}#b_{}#ent_1", item.a, item.b))
        .collect();
    assert_eq!(
        recorded_query(&app, "clustered query: between on last composite", "Ent", "sk").await,
        keys
    );
    assert_eq!(keys.len(), 4);
}
