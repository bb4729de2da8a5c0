//! Generated code needs neither the prelude nor an import of its own.

/// A user.
#[derive(Debug, dynamo_entity::Entity, serde::Serialize, serde::Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "<kind>#<level:03>")]
#[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "<status>#<points:05>")]
pub struct User {
    /// The id.
    pub user_id: Id,
    /// The kind.
    pub kind: Kind,
    /// The level.
    pub level: u8,
    /// The address.
    pub email: Option<String>,
    /// The status.
    #[default("new".into())]
    pub status: String,
    /// The points.
    #[default]
    pub points: u32,
    /// The home.
    pub home: Option<Home>,
}

/// An id.
#[derive(Debug, Clone, PartialEq, dynamo_entity::KeyPart, serde::Serialize, serde::Deserialize)]
pub struct Id(String);

/// A kind.
#[derive(Debug, Clone, PartialEq, dynamo_entity::KeyPart, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    /// A person.
    Person,
    /// A machine.
    Machine,
}

/// A home.
#[derive(Debug, dynamo_entity::Document, serde::Serialize, serde::Deserialize)]
pub struct Home {
    /// The city.
    pub city: String,
}

/// What a client may change of a user.
#[derive(Debug, dynamo_entity::Changes)]
#[changes(entity = User)]
pub struct UserPatch {
    /// The address.
    pub email: dynamo_entity::Change<String>,
    /// The home.
    pub home: HomePatch,
}

/// What a client may change of a home.
#[derive(Debug, dynamo_entity::Changes)]
#[changes(document = Home)]
pub struct HomePatch {
    /// The city.
    pub city: Option<String>,
}

/// Who has an address.
#[derive(Debug, dynamo_entity::Collection)]
#[collection(query = "by_email")]
pub struct Mailbox {
    /// All of them.
    pub users: Vec<User>,
}

/// A table.
#[derive(Debug, dynamo_entity::Table)]
#[table(entities(User))]
pub struct App;
