//! The crate under another name, and re-exported by another crate.

/// A re-export by a user's crate.
pub mod platform {
    pub use dynamo_entity as storage;
}

use self::platform::storage::prelude::*;
use serde::{Deserialize, Serialize};

/// A user.
#[derive(Debug, Entity, Serialize, Deserialize)]
#[entity(
    pk = "USER#<user_id>",
    sk = "<status>#<level:03>",
    crate = "crate::compile_pass::renamed::platform::storage"
)]
#[gsi(name = "by_team", index = "gsi1", pk = "TEAM#<team>", sk = "<nick>#<points:03>")]
pub struct User {
    /// The id.
    pub user_id: String,
    /// The status.
    pub status: Status,
    /// The level.
    pub level: u8,
    /// The team.
    pub team: Option<String>,
    /// The nickname.
    pub nick: String,
    /// The points.
    #[default(7)]
    pub points: u8,
    /// The home.
    pub home: Home,
}

/// A status.
#[derive(Debug, Clone, PartialEq, KeyPart, Serialize, Deserialize)]
#[key_part(crate = "crate::compile_pass::renamed::platform::storage")]
pub enum Status {
    /// Here.
    Active,
}

/// A home.
#[derive(Debug, Document, Serialize, Deserialize)]
#[document(crate = "crate::compile_pass::renamed::platform::storage")]
pub struct Home {
    /// The city.
    pub city: String,
}

/// What a client may change of a user.
#[derive(Debug, Changes)]
#[changes(entity = User, crate = "crate::compile_pass::renamed::platform::storage")]
pub struct UserPatch {
    /// The team.
    pub team: self::platform::storage::Change<String>,
    /// The home.
    pub home: Option<HomePatch>,
}

/// What a client may change of a home.
#[derive(Debug, Changes)]
#[changes(document = Home, crate = "crate::compile_pass::renamed::platform::storage")]
pub struct HomePatch {
    /// The city.
    pub city: Option<String>,
}

/// The users of a team.
#[derive(Debug, Collection)]
#[collection(query = "by_team", crate = "crate::compile_pass::renamed::platform::storage")]
pub struct Team {
    /// All of them.
    pub users: Vec<User>,
}

/// A table.
#[derive(Debug, Table)]
#[table(entities(User), crate = "crate::compile_pass::renamed::platform::storage")]
pub struct App;
