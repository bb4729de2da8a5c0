//! `UserKey`: its traits, its text, and keys that are read back.

use std::collections::{BTreeSet, HashMap, HashSet};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue::{self, B, N, S};
use chrono::{DateTime, NaiveDate, Utc};
use dynamo_entity::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Has no other trait than a part of a key needs.
#[derive(KeyPart, Serialize, Deserialize)]
pub struct CardId(String);

#[derive(KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Birthday,
    ThankYou,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "<kind>#<level:03>#<created_at>")]
pub struct Card {
    pub card_id: CardId,
    pub kind: Kind,
    #[serde(rename = "cardLevel", alias = "level")]
    pub level: u8,
    pub created_at: DateTime<Utc>,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<note>", sk = "<raw:raw>#<rest>")]
pub struct Note {
    pub note: String,
    pub raw: String,
    pub rest: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "MONTH#<at:%Y-%m>", sk = "<day:%Y%m%d>")]
pub struct Visit {
    pub at: DateTime<Utc>,
    pub day: NaiveDate,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "MONTH#<at:%Y-%m>", sk = "EVENT#<at>#<mail:lower>")]
pub struct Event {
    pub at: DateTime<Utc>,
    pub mail: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "SECRET#<token>", sk = "SECRET")]
pub struct Secret {
    #[entity(sensitive)]
    pub token: String,
}

#[derive(Table)]
#[table(entities(Card, Note, Visit, Event, Secret), pk = "partition", sk = "sort")]
pub struct App;

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "<weight:N>", sk = "<bytes:B>")]
pub struct Native {
    pub weight: Decimal,
    pub bytes: Vec<u8>,
}

#[derive(Table)]
#[table(entities(Native))]
pub struct Natives;

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "<id>")]
pub struct Alone {
    pub id: u64,
}

/// The partition key is the field itself.
#[derive(Table)]
#[table(entities(Alone), pk = "id")]
pub struct OwnKeys;

fn shouted(text: String) -> String {
    text.to_uppercase()
}

fn prefixed(text: String) -> String {
    format!("p-{text}")
}

fn unprefixed(text: String) -> String {
    text.trim_start_matches("p-").to_owned()
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "SET#<stable>", sk = "<undone>")]
pub struct Transformed {
    #[entity(set = shouted)]
    pub stable: String,
    #[entity(set = prefixed, get = unprefixed)]
    pub undone: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "GROW#<grows>", sk = "GROW")]
pub struct Growing {
    #[entity(set = prefixed)]
    pub grows: String,
}

#[derive(Table)]
#[table(entities(Transformed, Growing))]
pub struct Transforms;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn card(id: &str, level: u8) -> CardKey {
    CardKey {
        card_id: CardId(id.to_owned()),
        kind: Kind::ThankYou,
        level,
        created_at: at("2026-03-01T12:30:00.5Z"),
    }
}

fn item<const N: usize>(attributes: [(&str, AttributeValue); N]) -> HashMap<String, AttributeValue> {
    attributes.map(|(name, value)| (name.to_owned(), value)).into()
}

fn stored(pk: &str, sk: &str) -> HashMap<String, AttributeValue> {
    item([("partition", S(pk.to_owned())), ("sort", S(sk.to_owned()))])
}

/// The traits that generic code can rely on for every key.
fn round_trip<E: dynamo_entity::Entity>(key: &E::Key) -> E::Key {
    let json = serde_json::to_string(key).unwrap();
    let copy: E::Key = serde_json::from_str(&json).unwrap();
    assert_eq!(HashSet::from([key.clone(), copy.clone()]).len(), 1, "{key:?}");
    assert_eq!(key.cmp(&copy), std::cmp::Ordering::Equal);
    copy
}

#[test]
fn keys_have_every_trait_whatever_their_parts_have() {
    assert!(card("c1", 7) == card("c1", 7) && card("c1", 7) != card("c1", 8));
    // Numbers are ordered as numbers, and the partition comes first.
    let sorted: Vec<u8> = BTreeSet::from([card("b", 1), card("a", 200), card("a", 9)])
        .into_iter()
        .map(|key| key.level)
        .collect();
    assert_eq!(sorted, [9, 200, 1]);
    assert_eq!(
        format!("{:?}", card("c\"1", 7)),
        r#"CardKey { card_id: "c\"1", kind: "thank_you", level: 7, created_at: 2026-03-01T12:30:00.500000000Z }"#
    );
    round_trip::<Card>(&card("c1", 7));
    round_trip::<Native>(&NativeKey {
        weight: "1.50".parse().unwrap(),
        bytes: vec![0, 255],
    });
    round_trip::<Secret>(&SecretKey { token: "t".into() });
}

#[test]
fn numbers_are_equal_whatever_their_notation() {
    let key = |weight: &str| NativeKey {
        weight: weight.parse().unwrap(),
        bytes: vec![1],
    };
    assert_eq!(key("1.5"), key("1.50"));
    assert_eq!(HashSet::from([key("1.5"), key("1.50"), key("2")]).len(), 2);
}

#[test]
fn serde_reads_and_writes_the_parts_by_their_attributes() {
    let json = serde_json::to_value(card("c1", 7)).unwrap();
    let expected = json!({
        "card_id": "c1", "kind": "thank_you", "cardLevel": 7, "created_at": "2026-03-01T12:30:00.500000000Z",
    });
    assert_eq!(json, expected);
    let read = |json: serde_json::Value| serde_json::from_value::<CardKey>(json);
    // As from the path of a URL, with an alias, in another time zone, with a member that is no part.
    let loose = json!({
        "level": "7", "card_id": "c1", "kind": "thank_you", "created_at": "2026-03-01T12:30:00.5Z", "more": [1],
    });
    assert!(read(loose).unwrap() == card("c1", 7));
    for (change, message) in [
        (json!({ "cardLevel": 256 }), "at `cardLevel`"),
        (json!({ "cardLevel": "007" }), "at `cardLevel`"),
        (json!({ "kind": "easter" }), "at `kind`: unknown variant"),
        (json!({ "level": 7 }), "duplicate field `cardLevel`"),
        (json!({ "card_id": null }), "text, a number or a boolean"),
    ] {
        let mut json = expected.clone();
        json.as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        let error = read(json).unwrap_err().to_string();
        assert!(error.contains(message), "{change}: {error}");
    }
    let error = read(json!({ "card_id": "c1" })).unwrap_err().to_string();
    assert!(error.contains("the part `kind` is missing"), "{error}");
}

#[test]
fn numbers_and_binary_are_numbers_and_base64_in_serde() {
    let key = NativeKey {
        weight: "1.5".parse().unwrap(),
        bytes: vec![0, 255],
    };
    assert_eq!(
        serde_json::to_value(&key).unwrap(),
        json!({ "weight": 1.5, "bytes": "AP8=" })
    );
    // More digits than a float has.
    let exact = NativeKey {
        weight: "1234567890.1234567890123".parse().unwrap(),
        ..key
    };
    let json = serde_json::to_value(&exact).unwrap();
    assert_eq!(json["weight"], "1234567890.1234567890123");
    assert_eq!(serde_json::from_value::<NativeKey>(json).unwrap(), exact);
}

#[test]
fn text_is_read_back() {
    let key = card("c1", 7);
    let text = key.to_string();
    assert_eq!(text, "CARD#c1 / thank_you#007#2026-03-01T12:30:00.500000000Z");
    assert!(text.parse::<CardKey>().unwrap() == key);
    // The text names one key, whatever the parts are.
    for id in ["a / b", "/", "a // b", "https://x/y", " ", "a /"] {
        let text = card(id, 7).to_string();
        assert!(text.parse::<CardKey>().unwrap() == card(id, 7), "{text}");
    }
    assert!(card("a / b", 7).to_string().starts_with("CARD#a // b / thank_you"));
    // Number and binary keys.
    let key = NativeKey {
        weight: "1.5".parse().unwrap(),
        bytes: vec![255, 255, 255],
    };
    assert_eq!(key.to_string(), "1.5 / ////");
    assert_eq!("1.5 / ////".parse::<NativeKey>().unwrap(), key);
    assert_eq!("1.50 / ////".parse::<NativeKey>().unwrap(), key);
    // Without a sort key.
    assert_eq!(AloneKey { id: 7 }.to_string(), "7");
    assert_eq!("7".parse::<AloneKey>().unwrap().id, 7);
}

#[test]
fn text_that_is_no_key_is_refused() {
    for (text, reason) in [
        (
            "CARD#c1",
            "the key does not have the form `CARD#<card_id> / <kind>#<level:03>#<created_at>`",
        ),
        (
            "CARD# / thank_you#007#2026-03-01T12:30:00.500000000Z",
            "does not have the form",
        ),
        (
            "CARD#c1 / thank_you#7#2026-03-01T12:30:00.500000000Z",
            "does not have the form",
        ),
        (
            "CARD#c1 / thank_you#007#2026-02-30T12:30:00.500000000Z",
            "does not have the form",
        ),
        (
            "CARD#c1 / easter#007#2026-03-01T12:30:00.500000000Z",
            "at `kind`: unknown variant",
        ),
        (
            "CARD#c1 / thank_you#999#2026-03-01T12:30:00.500000000Z",
            "at `cardLevel`: ",
        ),
        ("", "does not have the form"),
    ] {
        let Err(error) = text.parse::<CardKey>() else {
            panic!("{text} is read");
        };
        assert!(
            error.is_invalid_key() && error.to_string().contains(reason),
            "{text}: {error}"
        );
        assert_eq!((error.entity(), error.key()), (Some("Card"), Some(text)));
    }
    for text in ["07", "+7", "-7", "7 / x", "x"] {
        assert!(text.parse::<AloneKey>().is_err(), "{text}");
    }
    // What `Display` writes of a value that no key can hold.
    let text = card("", 7).to_string();
    assert_eq!(
        text,
        "(no key: `card_id` = \"\" is empty; a key part needs at least one character)"
    );
    assert!(text.parse::<CardKey>().is_err());
}

#[test]
fn a_part_that_the_key_does_not_hold_is_refused() {
    let error = "MONTH#2026-03 / 20260301".parse::<VisitKey>().unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("the key does not hold all of `at`, so it cannot be read back"),
        "{error}"
    );
    // The sort key has all of the time; the letter case is that of the key.
    let key = EventKey {
        at: at("2026-03-01T12:30:00Z"),
        mail: "Ada@X.org".into(),
    };
    let read: EventKey = key.to_string().parse().unwrap();
    assert_eq!((read.at, read.mail.as_str()), (key.at, "ada@x.org"));
    assert_eq!(read.to_string(), key.to_string());
    let other_month = key.to_string().replace("MONTH#2026-03", "MONTH#2026-04");
    let error = other_month.parse::<EventKey>().unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("the parts of the key render to another key"),
        "{error}"
    );
}

#[test]
fn a_key_of_several_lists_of_parts_is_refused() {
    let read = |text: &str| text.parse::<NoteKey>();
    assert_eq!(read("NOTE#1 / a#b").unwrap().raw, "a");
    let error = read("NOTE#1 / a#b#c").unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("other parts render to the same key, so its parts are not known")
    );
}

#[test]
fn what_set_made_is_not_made_again() {
    let key = TransformedKey {
        stable: "ada".into(),
        undone: "x".into(),
    };
    assert_eq!(key.to_string(), "SET#ADA / p-x");
    let read: TransformedKey = "SET#ADA / p-x".parse().unwrap();
    assert_eq!((read.stable.as_str(), read.undone.as_str()), ("ADA", "x"));
    assert_eq!(read.to_string(), "SET#ADA / p-x");
    assert!("SET#ada / p-x".parse::<TransformedKey>().is_err());
    let growing = GrowingKey { grows: "x".into() }.to_string();
    assert_eq!(growing, "GROW#p-x / GROW");
    // As a key, the value would be `p-p-x`.
    assert!(growing.parse::<GrowingKey>().is_err());
    let keys = item([("pk", S("SET#ADA".into())), ("sk", S("p-x".into()))]);
    assert_eq!(Transforms::key_from_item::<Transformed>(&keys).unwrap(), read);
    let keys = item([("pk", S("GROW#p-x".into())), ("sk", S("GROW".into()))]);
    assert!(Transforms::key_from_item::<Growing>(&keys).unwrap_err().is_decode());
}

#[test]
fn sensitive_parts_are_not_shown() {
    let key = SecretKey { token: "hush".into() };
    assert_eq!(format!("{key:?}"), "SecretKey { token: … }");
    assert_eq!("SECRET#hush / SECRET".parse::<SecretKey>().unwrap(), key);
    let error = "SECRET#hush / PUBLIC".parse::<SecretKey>().unwrap_err();
    assert!(
        !error.to_string().contains("hush") && error.to_string().contains("`Secret` at …"),
        "{error}"
    );
}

#[test]
fn keys_are_read_from_key_attributes() {
    let key = card("c1", 7);
    let keys = stored("CARD#c1", "thank_you#007#2026-03-01T12:30:00.500000000Z");
    assert!(App::key_from_item::<Card>(&keys).unwrap() == key);
    let json =
        br#" { "partition": { "S": "CARD#c1" }, "sort": { "S": "thank_you#007#2026-03-01T12:30:00.500000000Z" } } "#;
    assert!(App::key_from_json::<Card>(json).unwrap() == key);
    let whole = App::to_item(&Event {
        at: at("2026-03-01T12:30:00Z"),
        mail: "ada@x.org".into(),
    });
    let whole = whole.unwrap();
    assert_eq!(App::key_from_item::<Event>(&whole).unwrap().mail, "ada@x.org");
    let native = item([("pk", N("15e-1".into())), ("sk", B(Blob::new([7])))]);
    let expected = NativeKey {
        weight: "1.5".parse().unwrap(),
        bytes: vec![7],
    };
    assert_eq!(Natives::key_from_item::<Native>(&native).unwrap(), expected);
    assert_eq!(
        OwnKeys::key_from_item::<Alone>(&item([("id", N("7".into()))]))
            .unwrap()
            .id,
        7
    );

    let refused = |error: dynamo_entity::Error, reason: &str| {
        assert!(error.is_decode() && error.to_string().contains(reason), "{error}");
    };
    refused(
        App::key_from_item::<Visit>(&whole).unwrap_err(),
        "the item is a `Event`",
    );
    refused(
        App::key_from_item::<Card>(&item([("partition", S("CARD#c1".into()))])).unwrap_err(),
        "`Card` at CARD#c1 / (absent): cannot be read: the item has no key attribute `sort`",
    );
    refused(
        App::key_from_item::<Card>(&stored("CARD#c1", "x")).unwrap_err(),
        "`Card` at CARD#c1 / x: cannot be read: the key does not have the form",
    );
    refused(
        App::key_from_json::<Card>(b"[1]").unwrap_err(),
        "the text is not an item in DynamoDB's JSON",
    );
    refused(
        App::key_from_json::<Card>(b"{} x").unwrap_err(),
        "the text is not an item in DynamoDB's JSON",
    );
    refused(
        OwnKeys::key_from_item::<Alone>(&item([("id", S("7".into()))])).unwrap_err(),
        "render to another key",
    );
}

#[test]
fn the_entity_of_a_key_is_known() {
    let name = |item: &HashMap<String, AttributeValue>| App::entity_of(item).map(|entity| entity.name);
    assert_eq!(
        name(&stored("CARD#c1", "thank_you#007#2026-03-01T12:30:00.500000000Z")),
        Some("Card")
    );
    assert_eq!(name(&stored("SECRET#x", "SECRET")), Some("Secret"));
    assert_eq!(name(&stored("MONTH#2026-03", "20260301")), Some("Visit"));
    assert_eq!(name(&stored("MONTH#2026-03", "x")), None);
    assert_eq!(name(&stored("$unique#Card#x#y", "$unique")), None);
    assert_eq!(name(&item([])), None);
    let mut typed = stored("CARD#c1", "x");
    typed.insert("_type".into(), S("Note".into()));
    assert_eq!(name(&typed), Some("Note"));
    typed.insert("_type".into(), S("Old".into()));
    assert_eq!(name(&typed), None);
}
