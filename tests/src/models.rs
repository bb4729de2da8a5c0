//! Models that several suites use. A model that only one suite needs is defined in that suite.

/// A user whose values must not show up in observability data.
pub mod secret {
    use dynamo_entity::prelude::*;
    use serde::{Deserialize, Serialize};

    /// A user with an index that holds keys alone.
    #[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
    #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
    #[gsi(
        name = "by_team",
        index = "gsi1",
        pk = "TEAM#<team>",
        sk = "USER#<user_id>",
        projection = "keys_only"
    )]
    pub struct User {
        /// The id: `secret-1`.
        pub user_id: String,
        /// The team, the same for every user.
        pub team: String,
        /// The name, whose length decides the capacity that a write consumes.
        pub name: String,
    }

    /// The table of users.
    #[derive(Table)]
    #[table(entities(User))]
    pub struct App;

    /// Returns the user with this number and name. Every value begins with `secret`.
    #[must_use]
    pub fn user(id: u32, name: &str) -> User {
        User {
            user_id: format!("secret-{id}"),
            team: "secret-team".into(),
            name: name.into(),
        }
    }
}
