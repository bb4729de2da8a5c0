//! Runs the access patterns of Big Time Deals on the embedded engine.

mod feeds;
mod messages;
mod pages;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use dynamo_entity::prelude::*;
use dynamodb_book::deals::Deal;
use ulid::Ulid;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

fn at(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, day, hour, 0, 0).unwrap()
}

/// A deal of the brand `acme` in the category `tools`, at this hour of a day in March.
fn deal(day: u32, hour: u32) -> Deal {
    let created_at = at(day, hour);
    let millis = u64::try_from(created_at.timestamp_millis()).unwrap();
    Deal::builder()
        .deal_id(Ulid::from_parts(millis, 0))
        .title(format!("{day}-{hour}"))
        .price_in_cents(999)
        .brand("acme")
        .category("tools")
        .created_at(created_at)
        .build()
}
