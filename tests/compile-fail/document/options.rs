//! Options of documents: what may not be written, and options that only fields of entities have.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Document, Serialize, Deserialize)]
struct Address {
    city: String,
    #[readonly]
    since: u32,
}

#[derive(Document, Serialize, Deserialize)]
struct Profile {
    home: Address,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<id>", sk = "USER")]
struct User {
    id: String,
    profile: Profile,
}

#[derive(Document, Serialize, Deserialize)]
struct Wrong {
    #[document(version)]
    version: u32,
    #[document(sensitive)]
    name: String,
}

#[derive(Document, Serialize, Deserialize)]
struct Untyped {
    #[document(validate(regex = "a"))]
    count: u32,
}

#[derive(Document, Serialize, Deserialize)]
enum Place {
    Home {
        #[document(set = lowercase)]
        city: String,
    },
}

fn lowercase(text: String) -> String {
    text.to_lowercase()
}

fn main() {
    let since = User::fields().profile.dot(Profile::fields().home).dot(Address::fields().since);
    let _ = User::patch("1").set(since, 1_u32);
    let _ = User::patch("1").add(since, 1);
}
