//! Brands, their likes and their watchers, and the list of all brands.

use std::collections::BTreeSet;

use dynamo_entity::TransactWrite;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::Deals;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "BRAND#<brand>", sk = "BRAND")]
pub struct Brand {
    pub brand: String,
    #[default(0)]
    pub like_count: u32,
    #[default(0)]
    pub watch_count: u32,
}

/// The names of all brands, in one item: a key without placeholders. They are few, and read together.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "BRANDS", sk = "BRANDS")]
pub struct Brands {
    #[default]
    pub names: BTreeSet<String>,
}

/// A like is only ever looked up by its user, so each has a partition of its own.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "BRANDLIKE#<brand>#<username>", sk = "LIKE")]
pub struct BrandLike {
    pub brand: String,
    pub username: String,
}

/// The watchers of a brand are read together, so they share a partition.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "BRANDWATCH#<brand>", sk = "USER#<username>")]
pub struct BrandWatch {
    pub brand: String,
    pub username: String,
}

impl Brand {
    /// Creates a brand and adds it to the list of all brands, which the first one creates.
    pub fn found(table: &Table<Deals>, brand: &str) -> TransactWrite<Deals> {
        table
            .transact_write()
            .add(Brand::create(Brand::builder().brand(brand)))
            .add(Brands::update(()).add(Brands::fields().names, [brand]))
    }

    /// Counts a like of this user, once.
    pub fn like(table: &Table<Deals>, brand: &str, username: &str) -> TransactWrite<Deals> {
        table
            .transact_write()
            .add(BrandLike::create(
                BrandLike::builder().brand(brand).username(username),
            ))
            .add(Brand::patch(brand).add(Brand::fields().like_count, 1))
    }

    pub fn watch(table: &Table<Deals>, brand: &str, username: &str) -> TransactWrite<Deals> {
        table
            .transact_write()
            .add(BrandWatch::create(
                BrandWatch::builder().brand(brand).username(username),
            ))
            .add(Brand::patch(brand).add(Brand::fields().watch_count, 1))
    }
}
