//! A `None` is read back in flattened fields, and in fields whose type is not written as an `Option`.
#![expect(
    dead_code,
    reason = "a macro writes the entities here, so that the paths of their fields count as written by hand"
)]

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use dynamo_entity::prelude::*;
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Serialize, Serializer};

/// A type with only serde's derives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Outcome {
    Grade(Option<u8>),
    Passed { by: Option<String> },
    Failed,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
enum Told {
    Grade(Option<u8>),
    Passed { by: Option<String> },
    Failed,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    Paid {
        price: Option<u32>,
        #[serde(with = "doubled")]
        doubled: Option<u32>,
    },
    At(Plain),
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum ToldTagged {
    Paid {
        price: Option<u32>,
        #[serde(default, with = "doubled")]
        doubled: Option<u32>,
    },
    At(Known),
    Free,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value")]
enum Adjacent {
    Grade(Option<u8>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Letter {
        letter: String,
    },
    Number {
        #[serde(with = "doubled")]
        number: Option<u32>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Plain {
    note: Option<u8>,
    /// serde calls the function only if the attribute is present.
    #[serde(with = "doubled")]
    half: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Known {
    note: Option<u8>,
    #[serde(default, with = "doubled")]
    half: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Nested {
    own: Option<u8>,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct ToldNested {
    own: Option<u8>,
    #[serde(flatten)]
    outcome: Box<Outcome>,
}

/// A type that writes its keys like a derived struct writes the names of its fields.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct ByHand(BTreeMap<String, Option<u8>>);

impl Serialize for ByHand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name.as_str(), value)?;
        }
        map.end()
    }
}

mod doubled {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    #[expect(clippy::ref_option, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(value: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error> {
        value.map(|value| 2 * value).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
        Ok(Option::<u32>::deserialize(deserializer)?.map(|value| value / 2))
    }
}

macro_rules! exams {
    ($($entity:ident $pk:literal $content:ty;)*) => {
        $(#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
        #[entity(pk = $pk, sk = "EXAM")]
        struct $entity {
            id: String,
            room: Option<String>,
            #[serde(flatten)]
            content: $content,
        })*

        #[derive(Table)]
        #[table(entities($($entity),*, Exam))]
        struct Exams;
    };
}

exams! {
    OfOutcome "OUTCOME#<id>" Outcome;
    OfBox "BOX#<id>" Box<Outcome>;
    OfOption "OPTION#<id>" Option<Outcome>;
    OfTold "TOLD#<id>" Told;
    OfToldBox "TOLD_BOX#<id>" Option<Box<Told>>;
    OfTagged "TAGGED#<id>" Tagged;
    OfToldTagged "TOLD_TAGGED#<id>" ToldTagged;
    OfAdjacent "ADJACENT#<id>" Adjacent;
    OfUntagged "UNTAGGED#<id>" Untagged;
    OfPlain "PLAIN#<id>" Plain;
    OfKnown "KNOWN#<id>" Known;
    OfNested "NESTED#<id>" Nested;
    OfToldNested "TOLD_NESTED#<id>" ToldNested;
    OfMap "MAP#<id>" BTreeMap<String, Option<u8>>;
    OfByHand "BY_HAND#<id>" ByHand;
}

/// A newtype, and a type that is written under another name, are not known to be read if they are absent.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "EXAM#<id>", sk = "EXAM")]
struct Exam {
    id: String,
    remark: Remark,
    #[serde(with = "doubled")]
    half: Halved,
    inner: Inner,
    scores: BTreeMap<String, Option<u8>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Remark(Option<String>);

type Halved = Option<u32>;

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
struct Inner {
    remark: Remark,
    note: Option<String>,
}

async fn table() -> Table<Exams> {
    let table = Table::new(client().await, unique_table_name("flattened_none"));
    table.create().send().await.unwrap();
    table
}

/// Writes `$content` in every way that writes a whole item, and reads it back.
macro_rules! round_trip {
    ($entity:ident, $table:expr, $content:expr) => {
        let of = |id: &str| $entity {
            id: id.into(),
            room: None,
            content: $content,
        };
        for table in [$table.clone(), $table.clone().through_attribute_values()] {
            $entity::put(of("put")).send(&table).await.unwrap();
            let write = table.transact_write();
            let write = write.add($entity::put(of("transaction")));
            write.send().await.unwrap();
            let batch = $entity::batch_put([of("batch")]);
            batch.send(&table).await.unwrap();
            for id in ["put", "transaction", "batch"] {
                let read = $entity::get(id).send(&table).await;
                assert_eq!(read.unwrap(), Some(of(id)), "{id}");
            }
            // An update of another field keeps the value.
            let update = $entity::edit(&of("put")).set($entity::fields().room, Some("r".to_owned()));
            update.send(&table).await.unwrap();
            let read = $entity::get("put").send(&table).await.unwrap();
            assert_eq!(read.map(|read| read.content), Some($content));
        }
    };
}

#[tokio::test]
async fn n16_none_in_a_flattened_variant_reads_back() {
    let table = table().await;
    for content in [Outcome::Grade(None), Outcome::Passed { by: None }, Outcome::Failed] {
        round_trip!(OfOutcome, table, content.clone());
        round_trip!(OfBox, table, Box::new(content.clone()));
        round_trip!(OfOption, table, Some(content.clone()));
        for own in [None, Some(1)] {
            let outcome = content.clone();
            round_trip!(
                OfNested,
                table,
                Nested {
                    own,
                    outcome: outcome.clone()
                }
            );
            round_trip!(
                OfToldNested,
                table,
                ToldNested {
                    own,
                    outcome: Box::new(outcome.clone())
                }
            );
        }
    }
    for content in [Told::Grade(None), Told::Passed { by: None }, Told::Failed] {
        round_trip!(OfTold, table, content.clone());
        round_trip!(OfToldBox, table, Some(Box::new(content.clone())));
    }
    round_trip!(OfAdjacent, table, Adjacent::Grade(None));
    round_trip!(OfAdjacent, table, Adjacent::Grade(Some(1)));
}

#[tokio::test]
async fn n16_none_in_a_flattened_struct_reads_back() {
    let table = table().await;
    let (plain, known) = (Plain { note: None, half: None }, Known { note: None, half: None });
    round_trip!(OfPlain, table, plain.clone());
    round_trip!(OfKnown, table, known.clone());
    let paid = Tagged::Paid {
        price: None,
        doubled: None,
    };
    for content in [paid, Tagged::At(plain)] {
        round_trip!(OfTagged, table, content.clone());
    }
    let paid = ToldTagged::Paid {
        price: None,
        doubled: None,
    };
    for content in [paid, ToldTagged::At(known), ToldTagged::Free] {
        round_trip!(OfToldTagged, table, content.clone());
    }
    round_trip!(OfUntagged, table, Untagged::Number { number: None });
}

#[tokio::test]
async fn n16_none_in_a_flattened_map_reads_back() {
    let table = table().await;
    let map: BTreeMap<String, Option<u8>> = [("a".to_owned(), None), ("b".to_owned(), Some(1))].into();
    round_trip!(OfMap, table, map.clone());
    round_trip!(OfByHand, table, ByHand(map.clone()));
}

fn exam(remark: Option<&str>, half: Option<u32>, score: Option<u8>) -> Exam {
    let remark = Remark(remark.map(str::to_owned));
    Exam {
        id: "e".into(),
        remark: remark.clone(),
        half,
        inner: Inner { remark, note: None },
        scores: [("a".to_owned(), score)].into(),
    }
}

#[tokio::test]
async fn none_of_a_type_that_is_not_an_option_reads_back() {
    let table = table().await;
    let (nothing, all) = (exam(None, None, None), exam(Some("r"), Some(1), Some(2)));
    for exam in [&nothing, &all, &nothing] {
        Exam::put(exam.clone()).send(&table).await.unwrap();
        assert_eq!(Exam::get("e").send(&table).await.unwrap().as_ref(), Some(exam));
        Exam::upsert(exam.clone()).send(&table).await.unwrap();
        assert_eq!(Exam::get("e").send(&table).await.unwrap().as_ref(), Some(exam));
    }
    Exam::put(all.clone()).send(&table).await.unwrap();
    let fields = Exam::fields();
    let edit = Exam::edit(&all)
        .set(fields.remark, Remark(None))
        .set(fields.half, None)
        .set(fields.inner.dot(Inner::FIELDS.remark), Remark(None))
        .set(fields.scores.key("a"), Some(None));
    edit.send(&table).await.unwrap();
    assert_eq!(Exam::get("e").send(&table).await.unwrap().as_ref(), Some(&nothing));
    // An entry that is set to `None` is removed.
    let edit = Exam::edit(&nothing).set(fields.scores.key("a"), None::<Option<u8>>);
    edit.send(&table).await.unwrap();
    assert!(Exam::get("e").send(&table).await.unwrap().unwrap().scores.is_empty());
}

/// `None` is still absent if the type shows that it is a field of a struct.
#[tokio::test]
async fn none_of_a_known_member_is_absent() {
    let table = table().await;
    let known = OfKnown {
        id: "k".into(),
        room: None,
        content: Known { note: None, half: None },
    };
    OfKnown::put(known).send(&table).await.unwrap();
    let paid = ToldTagged::Paid {
        price: None,
        doubled: None,
    };
    let tagged = OfToldTagged {
        id: "k".into(),
        room: None,
        content: paid,
    };
    OfToldTagged::put(tagged).send(&table).await.unwrap();
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    assert_eq!(scan.items().len(), 2);
    for item in scan.items() {
        let nulls = item.values().filter(|value| matches!(value, AttributeValue::Null(_)));
        assert_eq!(nulls.count(), 0, "{item:?}");
    }
}

#[tokio::test]
async fn none_of_a_flattened_struct_is_read_where_it_is_absent() {
    let table = table().await;
    let content = Tagged::Paid {
        price: None,
        doubled: Some(1),
    };
    let tagged = OfTagged {
        id: "t".into(),
        room: None,
        content,
    };
    OfTagged::put(tagged.clone()).send(&table).await.unwrap();
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    let mut item = scan.items().first().unwrap().clone();
    assert_eq!(item.remove("price"), Some(AttributeValue::Null(true)));
    let put = table.client().put_item().table_name(table.name());
    put.set_item(Some(item)).send().await.unwrap();
    assert_eq!(OfTagged::get("t").send(&table).await.unwrap(), Some(tagged));
}

#[tokio::test]
async fn n16_upsert_keeps_no_other_variant() {
    let table = table().await;
    let of = |content| OfOutcome {
        id: "u".into(),
        room: None,
        content,
    };
    let contents = [
        Outcome::Grade(None),
        Outcome::Passed { by: None },
        Outcome::Grade(Some(1)),
        Outcome::Failed,
    ];
    for content in contents {
        OfOutcome::upsert(of(content.clone())).send(&table).await.unwrap();
        assert_eq!(
            OfOutcome::get("u").send(&table).await.unwrap(),
            Some(of(content.clone()))
        );
        let write = table.transact_write().add(OfOutcome::upsert(of(content.clone())));
        write.send().await.unwrap();
        assert_eq!(OfOutcome::get("u").send(&table).await.unwrap(), Some(of(content)));
    }
}
