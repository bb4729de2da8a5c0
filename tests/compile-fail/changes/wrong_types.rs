use dynamo_entity::Change;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    display_name: String,
    avatar_url: Option<String>,
    age: u32,
    address: Address,
    office: Option<Address>,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Document, Serialize, Deserialize)]
struct Address {
    city: String,
}

#[derive(Document, Serialize, Deserialize)]
struct Counts {
    seen: u32,
}

#[derive(Default, Changes, Deserialize)]
#[changes(document = Address)]
#[serde(default)]
struct AddressPatch {
    city: Option<u8>,
}

#[derive(Default, Changes, Deserialize)]
#[changes(entity = User)]
#[serde(default)]
struct UserPatch {
    display_name: Option<u32>,
    avatar_url: Option<String>,
    age: u32,
    address: Change<AddressPatch>,
    office: Option<AddressPatch>,
    counts: Option<Counts>,
}

fn main() {}
