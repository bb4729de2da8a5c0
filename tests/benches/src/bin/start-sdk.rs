//! Starts, and reads one item by hand.

mod start;

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Card {
    team_id: String,
    card_id: String,
    author: String,
    created_at: DateTime<Utc>,
    points: u32,
    public: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(with = "serde_dynamo::string_set")]
    tags: BTreeSet<String>,
    scores: Vec<u32>,
    place: Place,
}

#[derive(Serialize, Deserialize)]
struct Place {
    city: String,
    country: String,
    floor: i8,
}

fn main() {
    start::run(async {
        let client = start::client();
        let (team_id, card_id) = (start::TEAM, start::CARD_ID);
        let key = HashMap::from([
            ("PK".to_owned(), AttributeValue::S(format!("TEAM#{team_id}"))),
            ("SK".to_owned(), AttributeValue::S(format!("CARD#{card_id}"))),
        ]);
        let get = client.get_item().table_name(start::TABLE).set_key(Some(key));
        let item = get.send().await.expect("the call succeeds").item.expect("an item");
        let card: Card = serde_dynamo::from_item(item).expect("a card");
        assert_eq!(card.card_id, card_id);
    });
}
