//! The names of generated types, where they are chosen.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Takes the name that the key of [`User`] has by default.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "KEY#<number>")]
pub struct UserKey {
    pub user_id: String,
    pub number: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(
    pk = "USER#<user_id>",
    sk = "PROFILE#<year:04>",
    key = "ProfileKey",
    fields = "ProfilePaths",
    create(name = "NewProfile", deny_unknown_fields),
    update = "ProfileChanges",
    query = "Profiles",
    step = "NarrowedProfiles"
)]
pub struct User {
    pub user_id: String,
    pub year: u16,
    pub name: Option<String>,
}

#[derive(Debug, Table)]
#[table(entities(User, UserKey))]
pub struct App;

#[test]
fn generated_types_have_the_chosen_names() {
    let key = ProfileKey {
        user_id: "u".into(),
        year: 2026,
    };
    let create: NewProfile = serde_json::from_str(r#"{ "user_id": "u", "year": 2026 }"#).unwrap();
    assert_eq!(format!("{create:?}"), r#"NewProfile { user_id: "u", year: 2026 }"#);
    assert_eq!(create.build().key(), key);
    assert_eq!(key.to_string(), "USER#u / PROFILE#2026");
    assert_eq!(format!("{key:?}"), r#"ProfileKey { user_id: "u", year: 2026 }"#);
    let paths: ProfilePaths = User::fields();
    let changes = ProfileChanges {
        name: "Ada".to_owned().into(),
    };
    let _ = User::patch(("u", 2026)).apply(changes).condition(paths.name.exists());
    let patterns: Profiles = User::query();
    let narrowed: NarrowedProfiles<_> = patterns.primary("u");
    let _ = narrowed.year().gte(2025);
    assert_eq!(format!("{App:?}"), "App");
    let _: UserKeyKey = UserKey::builder().user_id("u").number("1").build().key();
}

#[test]
fn a_body_with_unknown_members_is_refused_where_asked() {
    let error = serde_json::from_str::<NewProfile>(r#"{ "user_id": "u", "year": 1, "nmae": "Ada" }"#).unwrap_err();
    assert!(error.to_string().starts_with("unknown field `nmae`"), "{error}");
}
