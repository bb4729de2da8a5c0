//! Deals, and the newest of them.

use chrono::{DateTime, Days, NaiveDate, Utc};
use dynamo_entity::Query;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::Deals;

/// How many days [`Feed::newest`] goes back.
const DAYS: u64 = 7;

/// A deal. Each index has a partition for each day, so that no partition grows without end and the newest deals are few
/// requests away. A ULID begins with its time, so the deals of a day sort by age.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "DEAL#<deal_id>", sk = "DEAL")]
#[gsi(
    name = "by_day",
    index = "gsi1",
    pk = "DEALS#<created_at:%Y-%m-%d>",
    sk = "DEAL#<deal_id>"
)]
#[gsi(
    name = "by_brand",
    index = "gsi2",
    pk = "BRAND#<brand>#<created_at:%Y-%m-%d>",
    sk = "DEAL#<deal_id>"
)]
#[gsi(
    name = "by_category",
    index = "gsi3",
    pk = "CATEGORY#<category>#<created_at:%Y-%m-%d>",
    sk = "DEAL#<deal_id>"
)]
#[allow(
    clippy::duplicated_attributes,
    reason = "all indexes sort by the deal's id"
)]
pub struct Deal {
    #[default(Ulid::generate())]
    pub deal_id: Ulid,
    pub title: String,
    pub price_in_cents: u32,
    pub brand: String,
    pub category: String,
    #[readonly]
    #[default(Utc::now())]
    pub created_at: DateTime<Utc>,
}

/// Which deals are listed.
#[derive(Debug, Clone, Copy)]
pub enum Feed<'a> {
    All,
    Brand(&'a str),
    Category(&'a str),
}

impl Feed<'_> {
    /// The deals of one day, newest first.
    pub fn on(self, day: NaiveDate) -> Query<Deal> {
        let day = day.to_string();
        let deals = match self {
            Feed::All => Deal::query().by_day(day).into_query(),
            Feed::Brand(brand) => Deal::query().by_brand(brand, day).into_query(),
            Feed::Category(category) => Deal::query().by_category(category, day).into_query(),
        };
        deals.descending()
    }

    /// The newest deals: up to `count` of them, one day after the other from `day` back.
    pub async fn newest(
        self,
        table: &Table<Deals>,
        day: NaiveDate,
        count: usize,
    ) -> dynamo_entity::Result<Vec<Deal>> {
        let mut deals = Vec::new();
        for day in (0..DAYS).filter_map(|back| day.checked_sub_days(Days::new(back))) {
            let missing = count - deals.len();
            if missing == 0 {
                break;
            }
            deals.extend(self.on(day).take(missing).send(table).await?.items);
        }
        Ok(deals)
    }
}
