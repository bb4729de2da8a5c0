//! Big Time Deals: a page of deals, listed by day, brand and category, with likes, watchers and messages.
//!
//! It shows what GitHub does not: partitions by day, copies of a popular item, one item that lists all others of a kind, an
//! index that holds only what is unread, and messages to many users at once.

mod brand;
mod cache;
mod category;
mod deal;
mod featured;
mod message;
mod user;

use dynamo_entity::prelude::*;

pub use brand::{Brand, BrandLike, BrandWatch, Brands};
pub use cache::{CachedDeals, SHARDS};
pub use category::{Category, CategoryLike, CategoryWatch};
pub use deal::{Deal, Feed};
pub use featured::{Featured, FeaturedPage, PageName};
pub use message::Message;
pub use user::{Recipient, User};

/// The table.
#[derive(Table)]
#[table(entities(
    Deal,
    Brand,
    Brands,
    BrandLike,
    BrandWatch,
    Category,
    CategoryLike,
    CategoryWatch,
    FeaturedPage,
    CachedDeals,
    User,
    Message
))]
pub struct Deals;
