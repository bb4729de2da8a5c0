//! Categories, their featured deals, likes and watchers.

use dynamo_entity::TransactWrite;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Deals, Featured};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CATEGORY#<category>", sk = "CATEGORY")]
pub struct Category {
    pub category: String,
    /// Copies of the deals that an editor chose. One read shows the top of the category's page.
    #[default]
    pub featured: Vec<Featured>,
    #[default(0)]
    pub like_count: u32,
    #[default(0)]
    pub watch_count: u32,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CATEGORYLIKE#<category>#<username>", sk = "LIKE")]
pub struct CategoryLike {
    pub category: String,
    pub username: String,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "CATEGORYWATCH#<category>", sk = "USER#<username>")]
pub struct CategoryWatch {
    pub category: String,
    pub username: String,
}

impl Category {
    /// Counts a like of this user, once.
    pub fn like(table: &Table<Deals>, category: &str, username: &str) -> TransactWrite<Deals> {
        let like = CategoryLike::builder()
            .category(category)
            .username(username);
        table
            .transact_write()
            .add(CategoryLike::create(like))
            .add(Category::patch(category).add(Category::fields().like_count, 1))
    }

    pub fn watch(table: &Table<Deals>, category: &str, username: &str) -> TransactWrite<Deals> {
        let watch = CategoryWatch::builder()
            .category(category)
            .username(username);
        table
            .transact_write()
            .add(CategoryWatch::create(watch))
            .add(Category::patch(category).add(Category::fields().watch_count, 1))
    }
}
