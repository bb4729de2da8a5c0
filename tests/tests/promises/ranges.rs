//! Conditions that DynamoDB cannot decide are decided by the key that was read, not by an attribute that may have another
//! form.

use dynamo_entity::prelude::*;
use dynamo_entity::{Query, QueryStep};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// An entity whose attribute is stored in capitals, but in the key unchanged.
mod up {
    use super::*;

    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text.to_uppercase())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer).map(|text| text.to_lowercase())
    }
}

fn is_plain(text: &str) -> bool {
    text.starts_with('a')
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<p>", sk = "<m>#<k>")]
#[gsi(name = "by_n", index = "gsi1", pk = "N#<p>", sk = "<n>#<k>")]
#[gsi(
    name = "keys",
    index = "gsi2",
    pk = "K#<p>",
    sk = "<m>#<n>#<k>",
    projection = "keys_only"
)]
struct Row {
    p: String,
    #[serde(with = "up")]
    m: String,
    #[serde(skip_serializing_if = "is_plain", default = "apple")]
    n: String,
    k: String,
}

fn apple() -> String {
    "apple".into()
}

#[derive(Debug, PartialEq, Projection, Deserialize)]
#[projection(entity = Row)]
struct Only {
    k: String,
}

/// Texts of fixed length that contain the delimiter, and a text that may contain it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Entity, Serialize, Deserialize)]
#[entity(pk = "P#<p>", sk = "<id>-<k>")]
#[gsi(name = "raw", index = "gsi1", pk = "R#<p>", sk = "<text:raw>#<k>")]
#[gsi(name = "raw_up", index = "gsi2", pk = "U#<p>", sk = "<loud:raw>#<k>")]
struct Fixed {
    p: String,
    id: Uuid,
    k: String,
    text: String,
    #[serde(with = "up")]
    loud: String,
}

#[derive(Table)]
#[table(entities(Row))]
struct Rows;

#[derive(Table)]
#[table(entities(Fixed))]
struct Fixeds;

async fn rows() -> (Table<Rows>, Vec<Row>) {
    let table = Table::<Rows>::new(client().await, unique_table_name("rows"));
    table.create().send().await.unwrap();
    let mut rows = Vec::new();
    for (m, n) in [
        ("a", "apple"),
        ("a!", "avocado"),
        ("ab", "banana"),
        ("b", "b!"),
        ("b!c", "b"),
        ("c", "cherry"),
    ] {
        for k in ["1", "2"] {
            let row = Row {
                p: "1".into(),
                m: m.into(),
                n: n.into(),
                k: k.into(),
            };
            rows.push(row.clone());
            // A skipped attribute reads as its default; the key has the text.
            Row::put(row).send(&table).await.unwrap();
        }
    }
    (table, rows)
}

async fn check<T>(table: &Table<Rows>, query: Query<Row>, expected: Vec<T>, key: impl Fn(&Row) -> T)
where
    T: Ord + std::fmt::Debug,
{
    let mut expected = expected;
    expected.sort();
    let sorted = |rows: Vec<Row>| {
        let mut keys: Vec<T> = rows.iter().map(&key).collect();
        keys.sort();
        keys
    };
    assert_eq!(sorted(query.clone().all(table).await.unwrap()), expected, "{query:?}");
    assert_eq!(
        query.clone().count(table).await.unwrap(),
        expected.len() as u64,
        "{query:?}"
    );
    assert_eq!(
        query.clone().project::<Only>().all(table).await.unwrap().len(),
        expected.len()
    );
    for limit in [1, 3] {
        let mut found = Vec::new();
        let mut cursor = None;
        loop {
            let page = query.clone().take(limit).start_at(cursor).send(table).await.unwrap();
            assert!(page.items.len() <= limit);
            assert_eq!(page.count, page.items.len() as u64);
            found.extend(page.items);
            cursor = page.cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(sorted(found), expected, "{query:?} by {limit}");
        let taken = expected.len().min(limit);
        assert_eq!(query.clone().take(limit).count(table).await.unwrap(), taken as u64);
        assert_eq!(
            query.clone().limit(1).count(table).await.unwrap(),
            expected.len() as u64
        );
    }
}

#[tokio::test]
async fn case_12_a_range_compares_the_text_in_the_key() {
    let (table, rows) = rows().await;
    let m = || Row::query().primary("1").m();
    let of = |admits: &dyn Fn(&str) -> bool| {
        rows.iter()
            .filter(|row| admits(&row.m))
            .map(|row| (row.m.clone(), row.k.clone()))
            .collect()
    };
    let key = |row: &Row| (row.m.clone(), row.k.clone());
    for bound in ["a", "a!", "ab", "b", "b!c", "zz"] {
        check(&table, m().gt(bound), of(&|m| m > bound), key).await;
        check(&table, m().gte(bound), of(&|m| m >= bound), key).await;
        check(&table, m().lt(bound), of(&|m| m < bound), key).await;
        check(&table, m().lte(bound), of(&|m| m <= bound), key).await;
        check(
            &table,
            m().between("a", bound),
            of(&|m| ("a"..=bound).contains(&m)),
            key,
        )
        .await;
        check(&table, m().begins_with(bound), of(&|m| m.starts_with(bound)), key).await;
    }
    assert_eq!(m().gte("a").count(&table).await.unwrap(), 12);
}

#[tokio::test]
async fn case_12_a_part_with_an_omitted_attribute_is_read_from_the_key() {
    let (table, rows) = rows().await;
    let n = || Row::query().by_n("1").n();
    let of = |admits: &dyn Fn(&str) -> bool| {
        rows.iter()
            .filter(|row| admits(&row.n))
            .map(|row| (row.m.clone(), row.k.clone()))
            .collect()
    };
    let key = |row: &Row| (row.m.clone(), row.k.clone());
    for bound in ["a", "apple", "b", "b!", "c"] {
        check(&table, n().gte(bound), of(&|n| n >= bound), key).await;
        check(&table, n().lt(bound), of(&|n| n < bound), key).await;
        check(&table, n().begins_with(bound), of(&|n| n.starts_with(bound)), key).await;
    }
}

#[tokio::test]
async fn case_12_an_index_of_keys_can_decide_ranges() {
    let (table, rows) = rows().await;
    let query = || Row::query().keys("1").m().gt("a");
    let expected = rows.iter().filter(|row| row.m.as_str() > "a").count();
    assert_eq!(query().count(&table).await.unwrap(), expected as u64);
    assert_eq!(query().hydrate().all(&table).await.unwrap().len(), expected);
    assert_eq!(query().hydrate().take(3).all(&table).await.unwrap().len(), 3);
}

#[tokio::test]
async fn case_12_a_part_that_may_contain_its_delimiter() {
    let table = Table::<Fixeds>::new(client().await, unique_table_name("fixed"));
    table.create().send().await.unwrap();
    let id: Uuid = "01234567-89ab-4def-8123-456789abcdef".parse().unwrap();
    for (k, text) in [("1", "a#b"), ("2", "a"), ("3", "b#")] {
        let fixed = Fixed {
            p: "1".into(),
            id,
            k: k.into(),
            text: text.into(),
            loud: "x".into(),
        };
        Fixed::put(fixed).send(&table).await.unwrap();
    }
    let begins = |text: &str| Fixed::query().primary("1").id().begins_with(text);
    assert_eq!(begins("01234567-").all(&table).await.unwrap().len(), 3);
    assert_eq!(begins("01234567-").count(&table).await.unwrap(), 3);
    assert_eq!(begins("01234567-9").count(&table).await.unwrap(), 0);
    assert_eq!(
        begins("01234567-89ab-4def-8123-456789abcdef-1")
            .count(&table)
            .await
            .unwrap(),
        0
    );

    let raw = || Fixed::query().raw("1").text();
    assert_eq!(raw().gt("a").count(&table).await.unwrap(), 2);
    assert_eq!(raw().lte("a").all(&table).await.unwrap().len(), 1);
    assert_eq!(raw().begins_with("a#").count(&table).await.unwrap(), 1);
    // Neither the key nor the attribute can decide.
    let error = Fixed::query().raw_up("1").loud().gt("a").all(&table).await.unwrap_err();
    assert!(
        error.is_invalid_key() && error.to_string().contains("`loud`"),
        "{error}"
    );
}

/// Two entities whose sort keys begin with the same part, which may contain the delimiter of each.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "L#<p>", sk = "<id>-LEFT#<k>")]
#[gsi(name = "raw", index = "gsi1", pk = "L#<p>", sk = "<text:raw>-LEFT#<k>")]
struct Left {
    p: String,
    id: Uuid,
    text: String,
    k: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "L#<p>", sk = "<id>-RIGHT#<k>")]
#[gsi(name = "raw", index = "gsi1", pk = "L#<p>", sk = "<text:raw>-RIGHT#<k>")]
struct Right {
    p: String,
    id: Uuid,
    text: String,
    k: String,
}

#[derive(Debug, PartialEq, Collection)]
enum Side {
    Left(Left),
    Right(Right),
}

#[derive(Debug, PartialEq, Collection)]
#[collection(query = "raw")]
enum RawSide {
    Left(Left),
    Right(Right),
}

#[derive(Table)]
#[table(entities(Left, Right))]
struct Sides;

#[tokio::test]
async fn case_12_collections_along_a_part_that_may_contain_its_delimiter() {
    let table = Table::<Sides>::new(client().await, unique_table_name("sides"));
    table.create().send().await.unwrap();
    let id: Uuid = "01234567-89ab-4def-8123-456789abcdef".parse().unwrap();
    for (k, text) in [("1", "a"), ("2", "a-b"), ("3", "b")] {
        let (p, text, k) = ("1".to_owned(), text.to_owned(), k.to_owned());
        let left = Left {
            p: p.clone(),
            id,
            text: text.clone(),
            k: k.clone(),
        };
        Left::put(left).send(&table).await.unwrap();
        Right::put(Right { p, id, text, k }).send(&table).await.unwrap();
    }
    let of = || Left::query().primary("1").id();
    for query in [
        of().eq(id).in_collection::<Side>(),
        of().begins_with("01234567-89ab-").in_collection(),
        of().begins_with("0").in_collection(),
    ] {
        assert_eq!(query.clone().all(&table).await.unwrap().len(), 6, "{query:?}");
        assert_eq!(query.clone().count(&table).await.unwrap(), 6, "{query:?}");
    }
    assert_eq!(
        of().begins_with("01234567-8-")
            .in_collection::<Side>()
            .all(&table)
            .await
            .unwrap(),
        []
    );
    let raw = || Left::query().raw("1").text();
    assert_eq!(
        raw()
            .eq("a")
            .in_collection::<RawSide>()
            .all(&table)
            .await
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        raw()
            .gt("a")
            .in_collection::<RawSide>()
            .all(&table)
            .await
            .unwrap()
            .len(),
        4
    );
    assert_eq!(raw().gt("a").in_collection::<RawSide>().count(&table).await.unwrap(), 4);
    assert_eq!(
        raw()
            .lte("a")
            .in_collection::<RawSide>()
            .take(1)
            .all(&table)
            .await
            .unwrap()
            .len(),
        1
    );
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
#[gsi(name = "nat", index = "nat", pk = ["<team>"], sk = ["<rank>", "<id>"])]
struct User {
    id: String,
    team: String,
    rank: u32,
    level: u32,
}

#[derive(Debug, PartialEq, Collection)]
#[collection(query = "nat")]
enum Team {
    User(User),
}

#[derive(Table)]
#[table(entities(User))]
struct Users;

#[tokio::test]
async fn case_35_a_filter_on_a_key_of_the_queried_index_is_refused() {
    let (client, requests) = dynamo_entity_tests::counting::counting(&client().await);
    let table = Table::<Users>::new(client, unique_table_name("users"));
    table.create().send().await.unwrap();
    for (id, rank) in [("a", 1), ("b", 2)] {
        let (id, team) = (id.to_owned(), "t".to_owned());
        User::put(User {
            id,
            team,
            rank,
            level: rank,
        })
        .send(&table)
        .await
        .unwrap();
    }
    let f = User::fields();
    let before = requests.count();
    let nat = || User::query().nat("t");
    let refused = [
        nat().filter(f.rank.gt(1)).all(&table).await.unwrap_err(),
        nat()
            .filter(f.level.gt(0))
            .filter(!(f.level.eq(9) | f.team.eq("t")))
            .all(&table)
            .await
            .unwrap_err(),
        nat().filter(f.rank.eq(f.level)).count(&table).await.unwrap_err(),
        nat()
            .filter(dynamo_entity::raw("rank > :one").value("one", 1))
            .all(&table)
            .await
            .unwrap_err(),
        nat()
            .filter(dynamo_entity::raw("#r > :one").name("r", "rank").value("one", 1))
            .all(&table)
            .await
            .unwrap_err(),
        nat()
            .rank()
            .gt(0_u32)
            .filter(f.id.eq("a"))
            .all(&table)
            .await
            .unwrap_err(),
        Team::query("t")
            .filter::<User>(f.rank.gt(1))
            .all(&table)
            .await
            .unwrap_err(),
    ];
    for error in refused {
        assert!(
            error.is_invalid_input() && error.to_string().contains("key attribute of `nat`"),
            "{error}"
        );
    }
    assert_eq!(requests.count(), before);
    assert_eq!(
        User::scan()
            .index("nat")
            .filter(f.rank.gt(1))
            .all(&table)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        User::query()
            .primary("a")
            .filter(f.rank.eq(1))
            .all(&table)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        nat()
            .filter(
                dynamo_entity::raw("ranking = :one OR #l > :one")
                    .name("l", "level")
                    .value("one", 1)
            )
            .count(&table)
            .await
            .unwrap(),
        1
    );
}
