//! Tables of every shape are created, verified, used and never altered.

use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ProjectionType, ScalarAttributeType,
    TableDescription, TimeToLiveStatus,
};
use dynamo_entity::Schema;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<league>", sk = "TEAM#<name>")]
#[gsi(
    name = "by_points",
    index = "gsi1",
    pk = "LEAGUE#<league>",
    sk = "<points:05>",
    projection = "keys_only"
)]
#[gsi(name = "by_city", index = "gsi2", pk = "CITY#<city>", projection = ["league", "name"])]
#[gsi(name = "standings", index = "gsi3", pk = ["<league>", "<season>"], sk = ["<points>", "<name>"])]
#[lsi(name = "by_season", index = "lsi1", sk = "SEASON#<season>")]
struct Team {
    league: String,
    name: String,
    season: String,
    city: String,
    points: u32,
    expires: Option<u64>,
}

#[derive(Table)]
#[table(entities(Team), pk = "id", sk = "range", type_attribute = "kind")]
#[gsi(name = "gsi1", pk = "GSI1PK", sk = "GSI1SK")]
#[lsi(name = "lsi1", sk = "LSI1SK")]
struct League;

fn team(name: &str, points: u32) -> Team {
    Team {
        league: "north".into(),
        name: name.into(),
        season: "2026".into(),
        city: "Oslo".into(),
        points,
        expires: None,
    }
}

async fn describe<S: Schema>(table: &Table<S>) -> TableDescription {
    let describe = table.client().describe_table().table_name(table.name());
    describe.send().await.unwrap().table.unwrap()
}

fn names(keys: &[KeySchemaElement]) -> Vec<(&str, &KeyType)> {
    keys.iter().map(|key| (key.attribute_name(), key.key_type())).collect()
}

#[tokio::test]
async fn a_table_is_created_from_the_schema_and_creating_it_again_changes_nothing() {
    let table = Table::<League>::new(client().await, unique_table_name("league"));
    let missing = table.verify().await.unwrap_err();
    assert!(
        missing.is_table_mismatch() && missing.differences().len() == 1,
        "{missing}"
    );
    for _ in 0..2 {
        table.create().time_to_live("expires").send().await.unwrap();
        table.verify().await.unwrap();
    }
    let (hash, range) = (&KeyType::Hash, &KeyType::Range);
    let described = describe(&table).await;
    assert_eq!(names(described.key_schema()), [("id", hash), ("range", range)]);
    let index = |name: &str| {
        let indexes = described.global_secondary_indexes();
        indexes.iter().find(|index| index.index_name() == Some(name)).unwrap()
    };
    assert_eq!(names(index("gsi1").key_schema()), [("GSI1PK", hash), ("GSI1SK", range)]);
    assert_eq!(names(index("gsi2").key_schema()), [("gsi2pk", hash)]);
    let native = [("league", hash), ("season", hash), ("points", range), ("name", range)];
    assert_eq!(names(index("gsi3").key_schema()), native);
    let local = &described.local_secondary_indexes()[0];
    assert_eq!(names(local.key_schema()), [("id", hash), ("LSI1SK", range)]);
    let projection = |name: &str| index(name).projection().unwrap().clone();
    assert_eq!(projection("gsi1").projection_type(), Some(&ProjectionType::KeysOnly));
    assert_eq!(projection("gsi2").projection_type(), Some(&ProjectionType::Include));
    let mut included = projection("gsi2").non_key_attributes().to_vec();
    included.sort();
    assert!(
        included.contains(&"league".to_owned()) && included.contains(&"name".to_owned()),
        "{included:?}"
    );
    assert_eq!(projection("gsi3").projection_type(), Some(&ProjectionType::All));

    let ttl = table.client().describe_time_to_live().table_name(table.name());
    let ttl = ttl.send().await.unwrap().time_to_live_description.unwrap();
    assert_eq!(ttl.attribute_name(), Some("expires"));
    assert_eq!(ttl.time_to_live_status(), Some(&TimeToLiveStatus::Enabled));
    let other = table.create().time_to_live("points").send().await.unwrap_err();
    assert!(
        other.is_table_mismatch() && other.to_string().contains("`expires`"),
        "{other}"
    );
}

#[tokio::test]
async fn renamed_keys_are_written_and_read() {
    let table = Table::<League>::new(client().await, unique_table_name("renamed"));
    table.create().send().await.unwrap();
    for (name, points) in [("a", 10), ("b", 9), ("c", 100)] {
        Team::create(team(name, points)).send(&table).await.unwrap();
    }
    let item = table.client().get_item().table_name(table.name());
    let item = item
        .key("id", AttributeValue::S("TEAM#north".into()))
        .key("range", AttributeValue::S("TEAM#a".into()))
        .send()
        .await
        .unwrap()
        .item
        .unwrap();
    for (name, text) in [
        ("kind", "Team"),
        ("GSI1SK", "00010"),
        ("LSI1SK", "SEASON#2026"),
        ("gsi2pk", "CITY#Oslo"),
    ] {
        assert_eq!(item[name], AttributeValue::S(text.into()), "{name}");
    }
    assert!(!item.contains_key("pk") && !item.contains_key("gsi3pk"));

    let found = Team::query()
        .standings("north", "2026")
        .points()
        .gte(10_u32)
        .all(&table)
        .await
        .unwrap();
    assert_eq!(found, [team("a", 10), team("c", 100)]);
    let found = Team::query()
        .standings("north", "2026")
        .points()
        .eq(9_u32)
        .name()
        .begins_with("b")
        .one(&table)
        .await;
    assert_eq!(found.unwrap(), team("b", 9));
    assert_eq!(
        Team::query()
            .standings("north", "2026")
            .points()
            .between(9_u32, 10_u32)
            .count(&table)
            .await
            .unwrap(),
        2
    );
    let page = Team::query()
        .standings("north", "2026")
        .limit(1)
        .send(&table)
        .await
        .unwrap();
    let rest = Team::query()
        .standings("north", "2026")
        .start_at(page.cursor)
        .descending();
    assert_eq!((page.items, rest.count(&table).await.unwrap()), (vec![team("b", 9)], 0));
    assert_eq!(
        Team::query()
            .by_season("north")
            .season()
            .eq("2026")
            .count(&table)
            .await
            .unwrap(),
        3
    );
    assert_eq!(
        Team::query()
            .by_points("north")
            .points()
            .lt(100_u32)
            .count(&table)
            .await
            .unwrap(),
        2
    );
    assert_eq!(Team::query().by_city("Oslo").count(&table).await.unwrap(), 3);

    let f = Team::fields();
    Team::patch(("north", "a"))
        .set(f.points, 11_u32)
        .set(f.season, "2027")
        .send(&table)
        .await
        .unwrap();
    let moved = Team::query().standings("north", "2027").one(&table).await.unwrap();
    assert_eq!(
        moved,
        Team {
            points: 11,
            season: "2027".into(),
            ..team("a", 0)
        }
    );
    assert_eq!(
        Team::query()
            .by_points("north")
            .points()
            .eq(11_u32)
            .count(&table)
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        Team::query()
            .by_season("north")
            .season()
            .eq("2027")
            .one(&table)
            .await
            .unwrap(),
        moved
    );
}

#[tokio::test]
async fn a_table_of_another_shape_is_refused_and_unchanged() {
    let client = client().await;
    let name = unique_table_name("other");
    let attribute = |name: &str, ty| {
        AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(ty)
            .build()
            .unwrap()
    };
    let key = |name: &str, ty| {
        KeySchemaElement::builder()
            .attribute_name(name)
            .key_type(ty)
            .build()
            .unwrap()
    };
    let create = client
        .create_table()
        .table_name(&name)
        .billing_mode(BillingMode::PayPerRequest);
    create
        .key_schema(key("id", KeyType::Hash))
        .key_schema(key("range", KeyType::Range))
        .attribute_definitions(attribute("id", ScalarAttributeType::S))
        .attribute_definitions(attribute("range", ScalarAttributeType::N))
        .send()
        .await
        .unwrap();
    let table = Table::<League>::new(client, name);
    let before = describe(&table).await;
    for error in [
        table.create().time_to_live("expires").send().await.unwrap_err(),
        table.verify().await.unwrap_err(),
    ] {
        assert!(error.is_table_mismatch());
        let all = error.differences().join("\n");
        for word in ["`range` (N)", "gsi1", "gsi2", "gsi3", "lsi1"] {
            assert!(all.contains(word), "no {word} in: {all}");
        }
        assert!(error.to_string().contains("gsi1"));
    }
    let after = describe(&table).await;
    assert_eq!(after.key_schema(), before.key_schema());
    assert_eq!(after.global_secondary_indexes(), before.global_secondary_indexes());
}

#[tokio::test]
async fn a_provisioned_table() {
    let table = Table::<League>::new(client().await, unique_table_name("provisioned"));
    table.create().provisioned(5, 3).send().await.unwrap();
    table.verify().await.unwrap();
    let described = describe(&table).await;
    let throughput = described.provisioned_throughput().unwrap();
    let units = (throughput.read_capacity_units(), throughput.write_capacity_units());
    assert_eq!(units, (Some(5), Some(3)));
    let index = described.global_secondary_indexes()[0]
        .provisioned_throughput()
        .unwrap();
    assert_eq!(
        (index.read_capacity_units(), index.write_capacity_units()),
        (Some(5), Some(3))
    );
}

// ---- keys that are fields of the entity: text, numbers and binary

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "<email>")]
struct Login {
    email: String,
    name: Option<String>,
}

#[derive(Table)]
#[table(entities(Login), pk = "email")]
struct Logins;

#[tokio::test]
async fn a_field_that_is_a_key_attribute_is_stored_once() {
    let table = Table::<Logins>::new(client().await, unique_table_name("logins"));
    table.create().send().await.unwrap();
    let f = Login::fields();
    let ada = Login::create(Login::builder().email("a@b.c"))
        .send(&table)
        .await
        .unwrap();
    assert!(
        Login::create(ada.clone())
            .send(&table)
            .await
            .unwrap_err()
            .is_already_exists()
    );
    let scanned = table.client().scan().table_name(table.name()).send().await.unwrap();
    let mut attributes: Vec<_> = scanned.items()[0].keys().cloned().collect();
    attributes.sort();
    assert_eq!(attributes, ["_type", "email"]);

    let named = Login {
        name: Some("Ada".into()),
        ..ada
    };
    let updated = Login::patch("a@b.c")
        .set(f.name, "Ada")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(updated, named);
    assert_eq!(Login::query().primary("a@b.c").one(&table).await.unwrap(), named);
    let created = Login::update("d@e.f")
        .set(f.name, "D")
        .return_new()
        .send(&table)
        .await
        .unwrap();
    assert_eq!(created.email, "d@e.f");
    assert_eq!(
        Login::upsert(named.clone()).return_old().send(&table).await.unwrap(),
        Some(named)
    );
    assert!(
        Login::patch("x@y.z")
            .set(f.name, "X")
            .send(&table)
            .await
            .unwrap_err()
            .is_not_found()
    );
    Login::remove("a@b.c").send(&table).await.unwrap();
    assert_eq!(Login::get("a@b.c").send(&table).await.unwrap(), None);
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "<data:B>", sk = "<seq:N>")]
struct Chunk {
    data: bytes::Bytes,
    seq: i64,
    text: String,
}

#[derive(Table)]
#[table(entities(Chunk))]
struct Chunks;

#[tokio::test]
async fn numbers_and_binary_are_keys() {
    let table = Table::<Chunks>::new(client().await, unique_table_name("chunks"));
    table.create().send().await.unwrap();
    table.verify().await.unwrap();
    let chunk = |seq: i64| Chunk {
        data: bytes::Bytes::from_static(&[0, 255]),
        seq,
        text: "x".into(),
    };
    for seq in [10, 9, -1, 100, i64::MIN] {
        Chunk::create(chunk(seq)).send(&table).await.unwrap();
    }
    let query = || Chunk::query().primary(bytes::Bytes::from_static(&[0, 255]));
    let found = |chunks: Vec<Chunk>| chunks.into_iter().map(|chunk| chunk.seq).collect::<Vec<_>>();
    assert_eq!(found(query().all(&table).await.unwrap()), [i64::MIN, -1, 9, 10, 100]);
    assert_eq!(
        found(query().seq().between(-1, 10).all(&table).await.unwrap()),
        [-1, 9, 10]
    );
    assert_eq!(
        found(query().seq().gt(9).descending().all(&table).await.unwrap()),
        [100, 10]
    );
    assert_eq!(
        found(query().seq().lte(-1).limit(1).all(&table).await.unwrap()),
        [i64::MIN, -1]
    );
    assert_eq!(query().seq().eq(9).one(&table).await.unwrap(), chunk(9));
    let page = query().limit(2).send(&table).await.unwrap();
    let cursor: Cursor = page.cursor.unwrap().to_string().parse().unwrap();
    assert_eq!(found(query().start_at(cursor).all(&table).await.unwrap()), [9, 10, 100]);
    let f = Chunk::fields();
    Chunk::patch(&chunk(9)).set(f.text, "y").send(&table).await.unwrap();
    assert_eq!(Chunk::get(&chunk(9)).send(&table).await.unwrap().unwrap().text, "y");
}
