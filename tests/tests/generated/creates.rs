//! `UserCreate`: cloned, printed, and read from the body of a request.

use dynamo_entity::prelude::*;
use dynamo_entity::{Set, Unset};
use dynamo_entity_tests::engine::{client, unique_table_name};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Member,
    Admin,
}

fn doubled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    u32::deserialize(deserializer).map(|number| number * 2)
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ORG#<org>#USER#<user_id>", sk = "USER")]
pub struct User {
    pub org: String,
    pub user_id: String,
    #[serde(rename = "displayName", alias = "name")]
    pub display_name: String,
    #[entity(sensitive)]
    pub password: String,
    pub avatar_url: Option<String>,
    #[serde(deserialize_with = "doubled")]
    pub weight: u32,
    #[readonly]
    pub invited_by: Option<String>,
    #[default(Role::Member)]
    pub role: Role,
    #[readonly]
    #[default("now".to_owned())]
    pub created_at: String,
    #[entity(on_write = "now".to_owned())]
    pub updated_at: String,
    #[entity(version)]
    pub version: u32,
    #[serde(skip)]
    pub cached: u8,
}

/// Has no `Clone` and no `Debug`.
#[derive(Serialize, Deserialize)]
pub struct Opaque(u8);

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "THING#<id>", sk = "THING")]
pub struct Thing {
    pub id: String,
    pub opaque: Opaque,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "NESTED#<id>", sk = "NESTED")]
pub struct Nested {
    pub id: String,
    pub role: Option<Role>,
    pub counts: Option<Vec<u8>>,
}

/// Has more fields than the standard library's traits of tuples.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "WIDE#<f0>", sk = "WIDE")]
pub struct Wide {
    pub f0: u8,
    pub f1: u8,
    pub f2: u8,
    pub f3: u8,
    pub f4: u8,
    pub f5: u8,
    pub f6: u8,
    pub f7: u8,
    pub f8: u8,
    pub f9: u8,
    pub f10: u8,
    pub f11: Option<u8>,
    pub f12: u8,
    #[default(13)]
    pub f13: u8,
}

#[derive(Table)]
#[table(entities(User, Thing, Wide))]
pub struct App;

fn body() -> Value {
    json!({
        "org": "o", "user_id": "u", "displayName": "Ada", "password": "hush", "weight": 7, "invited_by": null,
        "unknown": [1, { "nested": true }], "cached": 1,
    })
}

/// Reads the body with these members changed, or removed where they are `null`.
fn read<T: for<'de> Deserialize<'de>>(changes: Value) -> Result<T, String> {
    let mut body = body();
    let members = body.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    serde_json::from_value(body).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_body_is_a_create() {
    let table = Table::<App>::new(client().await, unique_table_name("creates"));
    table.create().send().await.unwrap();
    let create: UserCreate = read(json!({})).unwrap();
    let user = User::create(create).send(&table).await.unwrap();
    let expected = User {
        org: "o".into(),
        user_id: "u".into(),
        display_name: "Ada".into(),
        password: "hush".into(),
        avatar_url: None,
        weight: 14,
        invited_by: None,
        role: Role::Member,
        created_at: "now".into(),
        updated_at: "now".into(),
        version: 1,
        cached: 0,
    };
    assert_eq!(user, expected);
}

#[test]
fn the_type_says_what_the_body_gives() {
    // The program sets the organization.
    let partial: UserCreate<Unset> = read(json!({ "org": null })).unwrap();
    assert_eq!(partial.org("mine").build().org, "mine");
    let error = read::<UserCreate<Unset>>(json!({})).unwrap_err();
    assert_eq!(error, "`org` cannot be given: the program sets it");
    let error = read::<UserCreate<Set, Set, Set>>(json!({ "displayName": null })).unwrap_err();
    assert_eq!(error, "missing field `displayName`");
    let aliased: UserCreate = read(json!({ "displayName": null, "name": "Bob" })).unwrap();
    assert_eq!(aliased.build().display_name, "Bob");
    // What the body gave can be replaced.
    let create: UserCreate = read(json!({})).unwrap();
    assert_eq!(create.org("mine").role(Role::Admin).build().role, Role::Admin);
}

#[test]
fn a_body_cannot_set_what_only_the_program_sets() {
    for (change, message) in [
        (
            json!({ "role": "admin" }),
            "`role` cannot be given: it has a default, which only the program changes",
        ),
        (
            json!({ "created_at": "x" }),
            "`created_at` cannot be given: it has a default, which only the program changes",
        ),
        (
            json!({ "updated_at": "x" }),
            "`updated_at` cannot be given: every write sets it",
        ),
        (
            json!({ "version": 9 }),
            "`version` cannot be given: it counts the writes of the item",
        ),
        (json!({ "name": "Bob" }), "duplicate field `displayName`"),
        (
            json!({ "avatar_url": 1 }),
            "invalid type: integer `1`, expected a string",
        ),
    ] {
        assert_eq!(read::<UserCreate>(change).unwrap_err(), message);
    }
    assert!(
        serde_json::from_str::<UserCreate>("[]")
            .unwrap_err()
            .to_string()
            .contains("the fields of a `User`")
    );
}

#[test]
fn builders_are_cloned_and_printed() {
    let named = User::builder()
        .org("o")
        .display_name("Ada")
        .password("hush")
        .avatar_url(None::<String>);
    assert_eq!(
        format!("{:?}", named.clone()),
        r#"UserCreate { org: "o", display_name: "Ada", password: …, avatar_url: None }"#
    );
    let one = named.clone().user_id("1").weight(1).build();
    let other = named.user_id("2").weight(1).build();
    assert_eq!((one.user_id.as_str(), other.user_id.as_str()), ("1", "2"));
    assert_eq!(format!("{:?}", User::builder()), "UserCreate");
    // The type of a field may lack `Clone` and `Debug`.
    assert_eq!(
        format!("{:?}", Thing::builder().id("1").opaque(Opaque(1))),
        r#"ThingCreate { id: "1", opaque: … }"#
    );
    let thing: ThingCreate = serde_json::from_str(r#"{ "id": "1", "opaque": 7 }"#).unwrap();
    assert_eq!(thing.build().opaque.0, 7);
}

#[test]
fn an_optional_field_takes_whatever_its_value_takes() {
    let user = |create: UserCreate<Unset, Unset, Unset, Unset, Unset>| {
        let create = create.org("o").user_id("u").display_name("d").password("p").weight(1);
        create.build().avatar_url
    };
    let (text, owned, moved) = ("a", "a".to_owned(), Some("a".to_owned()));
    let expected = Some("a".to_owned());
    assert_eq!(user(User::builder().avatar_url(text)), expected);
    assert_eq!(user(User::builder().avatar_url(&owned)), expected);
    assert_eq!(user(User::builder().avatar_url(Some(text))), expected);
    assert_eq!(user(User::builder().avatar_url(Some(&owned))), expected);
    assert_eq!(user(User::builder().avatar_url(moved.as_ref())), expected);
    assert_eq!(user(User::builder().avatar_url(moved.as_deref())), expected);
    assert_eq!(user(User::builder().avatar_url(moved)), expected);
    assert_eq!(user(User::builder().avatar_url(None::<&str>)), None);
    let nested = Nested::builder()
        .id("1")
        .role(Some(&Role::Admin))
        .counts(Some(&vec![1]))
        .build();
    assert_eq!((nested.role, nested.counts), (Some(Role::Admin), Some(vec![1])));
    assert_eq!(
        Nested::builder().id("1").role(Role::Member).build().role,
        Some(Role::Member)
    );
}

#[test]
fn a_builder_has_any_number_of_fields() {
    let mut body = serde_json::Map::new();
    for number in 0..13 {
        body.insert(format!("f{number}"), number.into());
    }
    let wide: WideCreate = serde_json::from_value(body.into()).unwrap();
    let wide = wide.clone().build();
    assert_eq!(
        (wide.f0, wide.f10, wide.f11, wide.f12, wide.f13),
        (0, 10, Some(11), 12, 13)
    );
    let built = Wide::builder();
    let built = built
        .f0(0)
        .f1(1)
        .f2(2)
        .f3(3)
        .f4(4)
        .f5(5)
        .f6(6)
        .f7(7)
        .f8(8)
        .f9(9)
        .f10(10)
        .f11(11)
        .f12(12);
    assert_eq!(built.build(), wide);
}
