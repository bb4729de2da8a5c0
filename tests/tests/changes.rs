//! Structs that name what a client may change: `#[derive(Changes)]`, and the generated changes beside them.

use dynamo_entity::prelude::*;
use dynamo_entity::{Change, Error, ErrorKind};
use dynamo_entity_tests::counting::{Requests, counting};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub struct Address {
    #[serde(rename = "s")]
    pub street: String,
    pub city: String,
    pub floor: Option<u8>,
    pub point: Option<Point>,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

#[derive(Debug, Clone, PartialEq, Document, Serialize, Deserialize)]
pub struct Counts {
    pub seen: u32,
    pub liked: u32,
}

fn lowercase(text: String) -> String {
    text.to_lowercase()
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
#[gsi(name = "by_rank", index = "gsi2", pk = "RANKS", sk = "<level:03>#<points:05>")]
#[gsi(name = "by_status", index = "gsi3", pk = "STATUS#<status>", sk = "<created_at>")]
#[gsi(name = "by_state", index = "gsi4", pk = "STATES", sk = "<state>#<created_at>")]
#[gsi(name = "by_weight", index = "gsi5", pk = "WEIGHTS", sk = "<weight:N>")]
pub struct User {
    pub user_id: String,
    #[entity(set = lowercase, validate = has_at)]
    pub email: String,
    #[entity(unique)]
    pub handle: Option<String>,
    pub display_name: String,
    #[serde(rename = "avatar", alias = "picture")]
    pub avatar_url: Option<String>,
    #[default(1)]
    pub level: u32,
    #[default]
    pub points: u32,
    #[default("new".to_owned())]
    pub status: String,
    #[default("new".to_owned())]
    pub state: String,
    #[default(1)]
    pub weight: u32,
    pub address: Option<Address>,
    pub office: Address,
    #[serde(flatten)]
    pub counts: Counts,
    #[readonly]
    #[default("2026".to_owned())]
    pub created_at: String,
    #[default]
    pub is_admin: bool,
    #[entity(version)]
    pub version: u32,
}

fn has_at(text: &str) -> bool {
    text.contains('@')
}

/// Everything that a client may change without a loaded user.
#[derive(Debug, Clone, Default, PartialEq, Changes, Deserialize)]
#[changes(entity = User)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub struct UserPatch {
    pub email: Change<String>,
    pub handle: Change<String>,
    pub display_name: Option<String>,
    pub avatar_url: Change<String>,
    pub level: Option<u32>,
    pub points: Option<u32>,
    #[serde(alias = "standing")]
    pub status: Option<String>,
    pub weight: Option<u32>,
    pub address: Change<AddressPatch>,
    pub office: Option<AddressPatch>,
    pub counts: CountsPatch,
}

#[derive(Debug, Clone, Default, PartialEq, Changes, Deserialize)]
#[changes(document = Address)]
#[serde(default, deny_unknown_fields)]
pub struct AddressPatch {
    pub street: Option<String>,
    pub city: Change<String>,
    pub floor: Change<u8>,
    pub point: Change<PointPatch>,
}

#[derive(Debug, Clone, Default, PartialEq, Changes, Deserialize)]
#[changes(document = Point)]
#[serde(default, deny_unknown_fields)]
pub struct PointPatch {
    pub x: Option<i32>,
    pub y: Option<i32>,
}

#[derive(Debug, Clone, Default, PartialEq, Changes, Deserialize)]
#[changes(document = Counts)]
#[serde(default)]
pub struct CountsPatch {
    pub seen: Option<u32>,
}

/// What an operator may change, of a loaded user.
#[derive(Debug, Default, Changes)]
#[changes(entity = User, edit)]
pub struct UserCorrection {
    pub state: Option<String>,
    pub level: Option<u32>,
    pub is_admin: Option<bool>,
}

#[derive(Table)]
#[table(entities(User))]
pub struct App;

fn address(city: &str) -> Address {
    Address {
        street: "Main Street 1".into(),
        city: city.into(),
        floor: Some(2),
        point: Some(Point { x: 1, y: 2 }),
    }
}

fn user() -> User {
    User::builder()
        .user_id("1")
        .email("ada@example.com")
        .handle("ada".to_owned())
        .display_name("Ada")
        .avatar_url("a.png".to_owned())
        .address(address("Oslo"))
        .office(address("Bergen"))
        .counts(Counts { seen: 1, liked: 2 })
        .build()
}

/// Makes a table with one user, and counts its later requests.
async fn table() -> (Table<App>, Requests, User) {
    let (client, requests) = counting(&client().await);
    let table = Table::<App>::new(client, unique_table_name("changes"));
    table.create().send().await.unwrap();
    let user = User::create(user()).send(&table).await.unwrap();
    (table, requests, user)
}

async fn read(table: &Table<App>) -> User {
    User::get("1").consistent().send(table).await.unwrap().unwrap()
}

fn patch(body: &str) -> UserPatch {
    serde_json::from_str(body).unwrap()
}

async fn apply(table: &Table<App>, body: &str) -> Result<(), Error> {
    User::patch("1").apply(patch(body)).send(table).await
}

#[tokio::test]
async fn a_patch_changes_what_the_body_has() {
    let (table, _, before) = table().await;
    let body =
        r#"{ "email": "ADA@b.c", "displayName": "Ada L.", "avatarUrl": null, "level": 2, "points": 30, "weight": 7 }"#;
    apply(&table, body).await.unwrap();
    let expected = User {
        email: "ada@b.c".into(),
        display_name: "Ada L.".into(),
        avatar_url: None,
        level: 2,
        points: 30,
        weight: 7,
        version: 2,
        ..before
    };
    assert_eq!(read(&table).await, expected);

    // Every index key of a changed part follows.
    assert_eq!(User::query().by_email("ada@b.c").one(&table).await.unwrap(), expected);
    let ranked = User::query().by_rank().level().eq(2).points().eq(30).one(&table).await;
    assert_eq!(ranked.unwrap(), expected);
    let weighed = User::query().by_weight().weight().eq(7).one(&table).await;
    assert_eq!(weighed.unwrap(), expected);
    assert!(
        User::query()
            .by_email("ada@example.com")
            .first(&table)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_body_with_other_fields_is_refused_by_the_names_of_the_struct() {
    for body in [
        r#"{ "isAdmin": true }"#,
        r#"{ "version": 9 }"#,
        r#"{ "display_name": "x" }"#,
        r#"{ "address": { "country": "NO" } }"#,
        r#"{ "displayName": 1 }"#,
    ] {
        assert!(serde_json::from_str::<UserPatch>(body).is_err(), "{body}");
    }
    assert_eq!(patch(r#"{ "standing": "x" }"#).status.as_deref(), Some("x"));
}

#[tokio::test]
async fn a_patch_is_applied_by_every_update() {
    let (table, _, user) = table().await;
    let named = |name: &str| UserPatch {
        display_name: Some(name.into()),
        ..UserPatch::default()
    };
    user.edit().apply(named("edit")).send(&table).await.unwrap();
    assert_eq!(read(&table).await.display_name, "edit");
    let f = User::fields();
    let patched = User::patch("1")
        .apply(named("patch"))
        .set(f.is_admin, true)
        .return_new();
    let patched = patched.condition(f.level.eq(1)).send(&table).await.unwrap();
    assert_eq!((patched.display_name.as_str(), patched.is_admin), ("patch", true));
    let transaction = table.transact_write().add(User::patch("1").apply(named("transaction")));
    transaction.send().await.unwrap();
    assert_eq!(read(&table).await.display_name, "transaction");
    User::patch("1").apply(named("once")).once().send(&table).await.unwrap();
    assert_eq!(read(&table).await.display_name, "once");
    let missing = User::patch("2").apply(named("missing")).send(&table).await.unwrap_err();
    assert!(missing.is_not_found());
}

#[tokio::test]
async fn a_correction_changes_parts_that_only_a_loaded_item_knows() {
    let (table, _, user) = table().await;
    let correction = UserCorrection {
        state: Some("closed".into()),
        level: Some(9),
        is_admin: Some(true),
    };
    let edited = user.edit().apply(correction).return_new().send(&table).await.unwrap();
    assert_eq!(
        (edited.state.as_str(), edited.level, edited.is_admin),
        ("closed", 9, true)
    );
    let closed = User::query().by_state().state().eq("closed").created_at().eq("2026");
    assert_eq!(closed.one(&table).await.unwrap(), edited);
    assert_eq!(User::query().by_rank().level().eq(9).one(&table).await.unwrap(), edited);
}

#[tokio::test]
async fn a_unique_field_is_reserved() {
    let (table, _, _) = table().await;
    User::create(User {
        user_id: "2".into(),
        handle: Some("bob".into()),
        ..user()
    })
    .send(&table)
    .await
    .unwrap();
    let taken = apply(&table, r#"{ "handle": "bob" }"#).await.unwrap_err();
    assert_eq!(taken.unique_field(), Some("handle"));
    apply(&table, r#"{ "handle": null }"#).await.unwrap();
    User::patch("2")
        .apply(patch(r#"{ "handle": "ada" }"#))
        .send(&table)
        .await
        .unwrap();
    assert!(
        apply(&table, r#"{ "handle": "ada" }"#)
            .await
            .unwrap_err()
            .is_unique_violation()
    );
}

#[tokio::test]
async fn what_only_the_body_decides_is_a_validation_error_with_the_field() {
    let (table, requests, before) = table().await;
    let sent = requests.count();
    for (body, field) in [
        (r#"{ "level": 2 }"#, "points"),
        (r#"{ "points": 2, "displayName": "x" }"#, "level"),
        (r#"{ "email": null }"#, "email"),
        (r#"{ "email": "nobody" }"#, "email"),
        (r#"{ "office": { "city": null } }"#, "office.city"),
    ] {
        let error = apply(&table, body).await.unwrap_err();
        assert!(error.is_validation(), "{body}: {error}");
        assert_eq!(error.attribute_path().as_deref(), Some(field), "{body}");
        let member = table.transact_write().add(User::patch("1").apply(patch(body)));
        assert!(member.send().await.unwrap_err().is_validation(), "{body}");
    }
    let error = apply(&table, r#"{ "level": 2 }"#).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`User` at USER#1 / PROFILE: `points` is missing: it forms a key of `by_rank` with fields that change, so they change \
         together"
    );
    let error = apply(&table, r#"{ "email": null }"#).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`User` at USER#1 / PROFILE: `email` is required and cannot be removed"
    );
    assert_eq!(requests.count(), sent);
    assert_eq!(read(&table).await, before);
    // The loaded user has the other part.
    before
        .edit()
        .apply(patch(r#"{ "level": 2 }"#))
        .send(&table)
        .await
        .unwrap();
    assert_eq!(read(&table).await.level, 2);
}

#[tokio::test]
async fn empty_changes_write_nothing_and_say_so() {
    let (table, requests, before) = table().await;
    let sent = requests.count();
    for body in [
        "{}",
        r#"{ "displayName": null }"#,
        r#"{ "office": {}, "address": { "point": {} } }"#,
        r#"{ "counts": {} }"#,
    ] {
        let empty = || patch(body);
        assert!(empty().is_empty(), "{body}");
        let error = User::patch("1").apply(empty()).send(&table).await.unwrap_err();
        assert!(error.is_empty_change() && !error.is_validation(), "{error}");
        assert_eq!(error.kind(), ErrorKind::EmptyChange);
        assert_eq!(
            error.to_string(),
            "`User` at USER#1 / PROFILE: the changes are empty, so nothing was written"
        );
        let edited = before.edit().apply(empty()).return_new().send(&table).await;
        assert!(edited.unwrap_err().is_empty_change());
        let member = table.transact_write().add(User::patch("1").apply(empty()));
        assert!(member.send().await.unwrap_err().is_empty_change());
        assert!(
            User::patch("1")
                .apply(empty())
                .request(&table)
                .unwrap_err()
                .is_empty_change()
        );
    }
    assert!(UserUpdate::default().is_empty());
    let generated = User::patch("1").apply(UserUpdate::default()).send(&table).await;
    assert!(generated.unwrap_err().is_empty_change());
    assert_eq!(requests.count(), sent);
    assert_eq!(read(&table).await, before);

    for body in [
        r#"{ "avatarUrl": null }"#,
        r#"{ "address": null }"#,
        r#"{ "address": { "point": null } }"#,
        r#"{ "counts": { "seen": 1 } }"#,
    ] {
        assert!(!patch(body).is_empty(), "{body}");
    }
    // The update has an action of its own.
    let f = User::fields();
    let update = User::patch("1").apply(UserPatch::default()).set(f.is_admin, true);
    assert!(update.return_new().send(&table).await.unwrap().is_admin);
}

#[tokio::test]
async fn changes_of_a_document_are_merged() {
    let (table, _, before) = table().await;
    let body = r#"{
        "address": { "street": "Side Street 2", "floor": null, "point": { "y": 9 } },
        "office": { "city": "Tromsø" },
        "counts": { "seen": 5 }
    }"#;
    let request = User::patch("1").apply(patch(body)).request(&table).unwrap();
    let names = request.expression_attribute_names().unwrap();
    assert!(names.values().any(|name| name == "s"), "{names:?}");
    apply(&table, body).await.unwrap();
    let expected = User {
        address: Some(Address {
            street: "Side Street 2".into(),
            city: "Oslo".into(),
            floor: None,
            point: Some(Point { x: 1, y: 9 }),
        }),
        office: Address {
            city: "Tromsø".into(),
            ..address("Bergen")
        },
        counts: Counts { seen: 5, liked: 2 },
        version: 2,
        ..before
    };
    assert_eq!(read(&table).await, expected);
    apply(&table, r#"{ "address": { "point": null } }"#).await.unwrap();
    assert_eq!(read(&table).await.address.unwrap().point, None);
    apply(&table, r#"{ "address": null }"#).await.unwrap();
    assert_eq!(read(&table).await.address, None);
}

#[tokio::test]
async fn changes_of_an_absent_document_are_refused_with_its_path() {
    let (table, _, _) = table().await;
    apply(&table, r#"{ "address": { "point": null } }"#).await.unwrap();
    let error = apply(&table, r#"{ "address": { "point": { "x": 1 } } }"#)
        .await
        .unwrap_err();
    assert!(error.is_missing_parent(), "{error}");
    assert_eq!(error.attribute_path().as_deref(), Some("address.point.x"));
    apply(&table, r#"{ "address": null }"#).await.unwrap();
    let before = read(&table).await;
    let body = r#"{ "displayName": "x", "address": { "city": "Oslo" } }"#;
    let error = apply(&table, body).await.unwrap_err();
    assert!(error.is_missing_parent(), "{error}");
    assert_eq!(error.attribute_path().as_deref(), Some("address.city"));
    let member = table.transact_write().add(User::patch("1").apply(patch(body)));
    let error = member.send().await.unwrap_err();
    assert!(error.cancellations().unwrap()[0].is_missing_parent());
    assert_eq!(read(&table).await, before);
}

#[tokio::test]
async fn changes_write_under_the_name_of_the_attribute_and_drop_its_alias() {
    let (table, _, _) = table().await;
    let update = table.client().update_item().table_name(table.name());
    let key = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.into());
    update
        .key("pk", key("USER#1"))
        .key("sk", key("PROFILE"))
        .update_expression("SET picture = avatar REMOVE avatar")
        .send()
        .await
        .unwrap();
    assert_eq!(read(&table).await.avatar_url.as_deref(), Some("a.png"));
    apply(&table, r#"{ "avatarUrl": "b.png" }"#).await.unwrap();
    assert_eq!(read(&table).await.avatar_url.as_deref(), Some("b.png"));
    apply(&table, r#"{ "avatarUrl": null }"#).await.unwrap();
    assert_eq!(read(&table).await.avatar_url, None);
}

#[test]
fn an_absent_change_is_never_read_as_a_removal() {
    #[derive(Debug, Deserialize)]
    struct Strict {
        #[expect(dead_code, reason = "it is printed")]
        avatar_url: Change<String>,
    }
    let error = serde_json::from_str::<Strict>("{}").unwrap_err();
    assert!(error.to_string().starts_with("missing field `avatar_url`"), "{error}");

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Body {
        city: Change<String>,
        #[serde(flatten)]
        more: More,
    }
    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct More {
        #[serde(skip_serializing_if = "Change::is_keep")]
        zip: Change<u32>,
    }
    // Through serde's buffer, and through a value.
    let value = serde_json::json!({ "city": null, "zip": 7 });
    let read: Body = serde_json::from_value(value.clone()).unwrap();
    let expected = Body {
        city: Change::Remove,
        more: More { zip: Change::Set(7) },
    };
    assert_eq!(read, expected);
    assert_eq!(serde_json::to_value(&expected).unwrap(), value);
    let removed: More = serde_json::from_str(r#"{ "zip": null }"#).unwrap();
    assert_eq!(removed.zip, Change::Remove);
    // `null` would remove the city.
    let error = serde_json::to_value(Body::default()).unwrap_err();
    assert!(error.to_string().contains("skip_serializing_if"), "{error}");
}

// ---- the generated changes

/// A type that has no trait but serde's.
#[derive(Serialize, Deserialize)]
struct Bare(u8);

/// Its generated changes exist, although they have no `Clone`.
#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "BARE#<id>", sk = "BARE")]
struct Plain {
    id: String,
    bare: Bare,
    other: Option<Bare>,
}

mod as_text {
    use super::{Deserialize, Serialize};
    use serde::{Deserializer, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        format!("#{value}").serialize(serializer)
    }
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.trim_start_matches('#').parse().map_err(serde::de::Error::custom)
    }
}

mod as_optional_text {
    use super::{Deserialize, Serialize};
    use serde::{Deserializer, Serializer};

    #[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(value: &Option<u32>, serializer: S) -> Result<S::Ok, S::Error> {
        value.map(|value| format!("#{value}")).serialize(serializer)
    }
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        let number = text.map(|text| text.trim_start_matches('#').parse());
        number.transpose().map_err(serde::de::Error::custom)
    }
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "NOTE#<note_id>", sk = "NOTE", update(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
struct Note {
    note_id: String,
    note_text: String,
    #[entity(sensitive)]
    secret: Option<String>,
    #[serde(with = "as_text")]
    size: u32,
    #[serde(default, with = "as_optional_text")]
    depth: Option<u32>,
    place: Option<Point>,
    #[readonly]
    created_at: u64,
}

fn note_update() -> NoteUpdate {
    NoteUpdate {
        note_text: Some("hello".into()),
        secret: Some("hunter2".to_owned()).into(),
        size: Some(7),
        depth: Some(3).into(),
        place: Change::Remove,
    }
}

#[test]
fn generated_changes_are_printed_without_sensitive_values() {
    assert_eq!(
        format!("{:?}", note_update()),
        r#"NoteUpdate { note_text: Some("hello"), secret: …, size: Some(7), depth: Set(3), place: Remove }"#
    );
    assert_eq!(
        format!("{:?}", NoteUpdate::default()),
        "NoteUpdate { note_text: None, secret: …, size: None, depth: Keep, place: Keep }"
    );
}

#[test]
fn generated_changes_are_cloned_and_compared() {
    let update = note_update();
    assert_eq!(update.clone(), update);
    for other in [
        NoteUpdate {
            size: None,
            ..note_update()
        },
        NoteUpdate {
            secret: Change::Keep,
            ..note_update()
        },
        NoteUpdate {
            place: Point { x: 1, y: 2 }.into(),
            ..note_update()
        },
    ] {
        assert_ne!(other, update);
        assert!(!other.is_empty());
    }
    assert!(NoteUpdate::default().is_empty());
    assert!(
        PlainUpdate {
            bare: None,
            other: Change::Keep
        }
        .is_empty()
    );
    let update = PlainUpdate {
        bare: Some(Bare(1)),
        other: Some(Bare(2)).into(),
    };
    assert!(!update.is_empty());
}

#[test]
fn generated_changes_are_written_as_they_are_read() {
    let written = serde_json::to_value(note_update()).unwrap();
    let expected = serde_json::json!({
        "noteText": "hello", "secret": "hunter2", "size": "#7", "depth": "#3", "place": null
    });
    assert_eq!(written, expected);
    assert_eq!(serde_json::from_value::<NoteUpdate>(written).unwrap(), note_update());
    assert_eq!(serde_json::to_string(&NoteUpdate::default()).unwrap(), "{}");
    let removed = NoteUpdate {
        depth: Change::Remove,
        ..NoteUpdate::default()
    };
    assert_eq!(serde_json::to_string(&removed).unwrap(), r#"{"depth":null}"#);
    assert_eq!(
        serde_json::from_str::<NoteUpdate>(r#"{"depth":null}"#).unwrap(),
        removed
    );
}

#[test]
fn generated_changes_refuse_other_fields_where_the_entity_says_so() {
    for (body, field) in [
        (r#"{ "noteId": "2" }"#, "noteId"),
        (r#"{ "createdAt": 0 }"#, "createdAt"),
        (r#"{ "size": "1", "shape": 1 }"#, "shape"),
    ] {
        let error = serde_json::from_str::<NoteUpdate>(body).unwrap_err().to_string();
        let expected =
            format!("unknown field `{field}`, expected one of `noteText`, `secret`, `size`, `depth`, `place`");
        assert!(error.starts_with(&expected), "{error}");
    }
    // Without the option they are skipped.
    assert!(
        serde_json::from_str::<UserUpdate>(r#"{ "user_id": "2" }"#)
            .unwrap()
            .is_empty()
    );
}
