//! Copies of the newest deals, for the days on which everybody reads them.

use chrono::{DateTime, Utc};
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::Featured;

/// The number of copies. DynamoDB serves 3,000 read units per second from one partition; copies have as many partitions.
pub const SHARDS: u8 = 10;

/// One of the copies. DynamoDB deletes it after `expires_at`.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "DEALSCACHE#<shard>", sk = "DEALSCACHE")]
pub struct CachedDeals {
    pub shard: u8,
    pub deals: Vec<Featured>,
    #[entity(ttl)]
    pub expires_at: DateTime<Utc>,
}

impl CachedDeals {
    /// The copies, to be written in a batch.
    pub fn copies(
        deals: &[Featured],
        expires_at: DateTime<Utc>,
    ) -> impl Iterator<Item = CachedDeals> {
        (0..SHARDS).map(move |shard| CachedDeals {
            shard,
            deals: deals.to_vec(),
            expires_at,
        })
    }

    /// The copy that a user reads: always the same one, so that pages do not flicker between two.
    pub fn shard_of(username: &str) -> u8 {
        username.bytes().fold(0, u8::wrapping_add) % SHARDS
    }
}
