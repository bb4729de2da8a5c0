//! Private entities in modules and in functions: generated items are no more visible than the entities.
#![allow(dead_code, clippy::items_after_statements)]

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A private type of this module.
#[derive(Debug, Clone, PartialEq, KeyPart, Serialize, Deserialize)]
struct Secret(String);

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "review", index = "gsi1", pk = "REVIEW#<secret>", sk = "<status>#<score:05>")]
struct User {
    user_id: String,
    secret: Secret,
    status: String,
    score: u32,
}

/// A public entity with a private part.
#[derive(Debug, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "<secret>#<number:04>")]
#[gsi(
    name = "by_secret",
    index = "gsi1",
    pk = "SECRET#<secret>",
    sk = "<status>#<score:05>"
)]
pub struct Card {
    /// The id.
    pub card_id: String,
    secret: Secret,
    pub(crate) number: u32,
    /// The status.
    pub status: String,
    pub(super) score: u32,
}

mod inner {
    pub(super) mod deeper {
        use dynamo_entity::prelude::*;
        use serde::{Deserialize, Serialize};

        #[derive(Entity, Serialize, Deserialize)]
        #[entity(pk = "NOTE#<note_id>", sk = "NOTE")]
        pub(in super::super) struct Note {
            pub(in super::super) note_id: String,
        }
    }
}

/// A private entity in the same table.
#[derive(Debug, Entity, Serialize, Deserialize)]
#[entity(pk = "CARD#<card_id>", sk = "HIDDEN")]
#[gsi(name = "by_secret", index = "gsi1", pk = "SECRET#<secret>", sk = "HIDDEN")]
struct Hidden {
    card_id: String,
    secret: Secret,
}

/// A public collection with a private member.
#[derive(Debug, Collection)]
#[collection(query = "by_secret")]
pub struct Secrets {
    /// The cards.
    pub cards: Vec<Card>,
    hidden: Option<Hidden>,
}

#[derive(Debug, Collection)]
enum CardItem {
    Hidden(Hidden),
    Card(Card),
}

#[derive(Table)]
#[table(entities(User, Card, Hidden, inner::deeper::Note))]
struct App;

/// Entities inside a function.
pub fn within() {
    #[derive(Entity, Serialize, Deserialize)]
    #[entity(pk = "USER#<user_id>", sk = "<month>")]
    #[gsi(name = "by_team", index = "gsi1", pk = "TEAM#<team>", sk = "<status>#<level:02>")]
    struct User {
        user_id: String,
        month: String,
        team: Option<String>,
        status: String,
        #[default(one())]
        level: u8,
    }

    #[derive(Changes)]
    #[changes(entity = User)]
    struct UserPatch {
        status: Option<String>,
        level: Option<u8>,
    }

    fn one() -> u8 {
        1
    }

    #[derive(Collection)]
    #[collection(query = "by_team")]
    struct Team {
        users: Vec<User>,
    }

    #[derive(Table)]
    #[table(entities(User))]
    struct Local;

    let u = User::fields();
    let _ = User::patch(("1", "2026-01")).set(u.by_team_sk, ("new", 2));
    let _ = User::query().by_team("t").status().eq("new").level().gt(1);
    let patch = UserPatch {
        status: None,
        level: None,
    };
    let _ = patch.is_empty();
    let _ = User::patch(("1", "2026-01")).apply(patch);
    let _ = Local::schema();
    let _ = inner::deeper::Note::get("1");
    let _ = Team::query("t").filter(u.level.gt(1)).begins_with("new#");
    let _ = Secrets::query(Secret("s".into()));
    let _ = CardItem::query("c").take(1).start_at(None);
    let _ = App::schema();
}
