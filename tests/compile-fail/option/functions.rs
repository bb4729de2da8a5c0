//! Functions that do not fit their fields give one message each.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

fn shorten(text: &str) -> String {
    text.chars().take(3).collect()
}

fn is_high(number: &u32) -> bool {
    *number > 10
}

fn length(text: &str) -> usize {
    text.len()
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
#[gsi(name = "by_email", pk = "EMAIL#<email>", sk = "USER")]
struct User {
    user_id: String,
    #[entity(set = shorten)]
    email: String,
    #[entity(validate = is_high)]
    name: String,
    #[entity(validate = length)]
    nick: String,
    #[entity(get = missing)]
    city: Option<String>,
}

fn main() {}
