use dynamo_entity::Change;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    display_name: String,
    avatar_url: Option<String>,
}

#[derive(Document, Serialize, Deserialize)]
struct Address {
    city: String,
}

#[derive(Default, Changes, Deserialize)]
#[serde(default)]
struct NoEntity {
    display_name: Option<String>,
}

#[derive(Default, Changes, Deserialize)]
#[changes(entity = User, document = Address)]
#[serde(default)]
struct Both {
    display_name: Option<String>,
}

#[derive(Default, Changes, Deserialize)]
#[changes(document = Address, edit)]
#[serde(default)]
struct AddressPatch {
    city: Option<String>,
}

#[derive(Default, Changes, Deserialize)]
#[changes(entity = User)]
#[serde(default)]
struct UserPatch {
    display_name: Change<String>,
    avatar_url: Option<Option<String>>,
}

#[derive(Default, Changes, Deserialize)]
#[changes(document = String)]
#[serde(default)]
struct NoDocument {}

fn main() {}
