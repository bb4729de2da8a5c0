//! Messages to one user, to all who watch a brand or a category, and to everyone.

use std::pin::pin;

use chrono::{DateTime, Utc};
use dynamo_entity::prelude::*;
use futures::{Stream, TryStreamExt};
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::{BrandWatch, CategoryWatch, Deal, Deals, Recipient, User};

/// How many recipients are kept in memory.
const AT_ONCE: usize = 100;

/// A message. While it is unread it is in `gsi1`, because it has all parts of that key.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "MESSAGES#<username>", sk = "MESSAGE#<message_id>")]
#[gsi(
    name = "unread",
    index = "gsi1",
    pk = "MESSAGES#<username>",
    sk = "UNREAD#<unread_since>#<message_id>"
)]
pub struct Message {
    pub username: String,
    #[default(Ulid::generate())]
    pub message_id: Ulid,
    pub subject: String,
    /// `None` as soon as the message is read.
    #[default(Some(Utc::now()))]
    pub unread_since: Option<DateTime<Utc>>,
}

impl Message {
    /// Tells everyone who watches the brand of a deal. Returns how many they are.
    pub async fn to_watchers_of_brand(
        table: &Table<Deals>,
        deal: &Deal,
    ) -> dynamo_entity::Result<usize> {
        let watchers = BrandWatch::query().primary(&deal.brand).stream(table);
        deliver(table, &deal.title, watchers.map_ok(|watch| watch.username)).await
    }

    /// Tells everyone who watches the category of a deal. Returns how many they are.
    pub async fn to_watchers_of_category(
        table: &Table<Deals>,
        deal: &Deal,
    ) -> dynamo_entity::Result<usize> {
        let watchers = CategoryWatch::query().primary(&deal.category).stream(table);
        deliver(table, &deal.title, watchers.map_ok(|watch| watch.username)).await
    }

    /// Tells every user. Returns how many they are.
    pub async fn to_everyone(table: &Table<Deals>, subject: &str) -> dynamo_entity::Result<usize> {
        let users = User::scan()
            .index("everyone")
            .project::<Recipient>()
            .stream(table);
        deliver(table, subject, users.map_ok(|user| user.username)).await
    }
}

/// Writes a message to each recipient, in batches.
async fn deliver(
    table: &Table<Deals>,
    subject: &str,
    recipients: impl Stream<Item = dynamo_entity::Result<String>>,
) -> dynamo_entity::Result<usize> {
    let mut sent = 0;
    let mut batches = pin!(recipients.try_chunks(AT_ONCE));
    while let Some(usernames) = batches.try_next().await.map_err(|error| error.1)? {
        let messages = usernames
            .into_iter()
            .map(|username| Message::builder().username(username).subject(subject));
        sent += Message::batch_put(messages).send(table).await?.items;
    }
    Ok(sent)
}
