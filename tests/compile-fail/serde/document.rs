//! Documents whose stored form is unknown.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Document, Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    Number(u32),
    Bytes(Vec<u8>),
}

#[derive(Clone, Document, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
struct Text {
    text: String,
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Text { text }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.text
    }
}

fn main() {}
