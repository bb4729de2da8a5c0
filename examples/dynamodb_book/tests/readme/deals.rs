//! The access patterns of Big Time Deals. `tests/deals` runs them.

use chrono::NaiveDate;
use dynamo_entity::prelude::*;
use dynamodb_book::deals::*;
use ulid::Ulid;

use crate::patterns::{Pattern, batch, pattern, transaction};

pub(crate) fn patterns(table: &Table<Deals>) -> Vec<Pattern> {
    let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    let tomorrow = "2026-03-02T00:00:00Z".parse().unwrap();
    let id = Ulid::from_parts(1_772_323_200_000, 1);
    let deal = Deal::builder()
        .deal_id(id)
        .title("Half price")
        .price_in_cents(4_999)
        .brand("acme")
        .category("tools")
        .created_at(
            "2026-03-01T00:00:00Z"
                .parse::<chrono::DateTime<chrono::Utc>>()
                .unwrap(),
        )
        .build();
    let featured = vec![Featured::from(&deal)];
    let message = || {
        Message::builder()
            .username("ada")
            .message_id(id)
            .subject("Hello")
    };
    vec![
        // Deals.
        pattern!(table, "create a deal", Deal::create(deal.clone())),
        pattern!(table, "a deal", Deal::get(id)),
        pattern!(table, "the deals of a day, newest first", Feed::All.on(day)),
        pattern!(
            table,
            "the deals of a brand on a day",
            Feed::Brand("acme").on(day)
        ),
        pattern!(
            table,
            "the deals of a category on a day",
            Feed::Category("tools").on(day)
        ),
        // Pages.
        pattern!(
            table,
            "the editors choose the front page",
            FeaturedPage::update(PageName::FrontPage)
                .set(FeaturedPage::fields().featured, featured.clone())
        ),
        pattern!(
            table,
            "the front page",
            FeaturedPage::get(PageName::FrontPage)
        ),
        pattern!(
            table,
            "the editors choose the deals of a category",
            Category::patch("tools").set(Category::fields().featured, featured.clone())
        ),
        pattern!(table, "the page of a category", Category::get("tools")),
        batch!(
            table,
            "copy the newest deals",
            CachedDeals::batch_put(CachedDeals::copies(&featured, tomorrow))
        ),
        pattern!(
            table,
            "a user's copy of the newest deals",
            CachedDeals::get(CachedDeals::shard_of("ada"))
        ),
        // Brands and categories.
        transaction!("create a brand", Brand::found(table, "acme")),
        pattern!(table, "a brand", Brand::get("acme")),
        pattern!(table, "the names of all brands", Brands::get(())),
        pattern!(
            table,
            "create a category",
            Category::create(Category::builder().category("tools"))
        ),
        transaction!("like a brand", Brand::like(table, "acme", "ada")),
        transaction!("watch a brand", Brand::watch(table, "acme", "ada")),
        transaction!("like a category", Category::like(table, "tools", "ada")),
        transaction!("watch a category", Category::watch(table, "tools", "ada")),
        pattern!(
            table,
            "who watches a brand",
            BrandWatch::query().primary("acme")
        ),
        pattern!(
            table,
            "who watches a category",
            CategoryWatch::query().primary("tools")
        ),
        // Users and messages.
        pattern!(
            table,
            "a user signs up",
            User::create(User::builder().username("ada").email("ada@example.com"))
        ),
        pattern!(
            table,
            "every user, to send all a message",
            User::scan().index("everyone").project::<Recipient>()
        ),
        pattern!(table, "send a message", Message::create(message())),
        pattern!(
            table,
            "the messages of a user, newest first",
            Message::query().primary("ada").descending()
        ),
        pattern!(
            table,
            "the unread messages of a user, newest first",
            Message::query().unread("ada").descending()
        ),
        pattern!(
            table,
            "read a message",
            Message::patch(("ada", id)).remove(Message::fields().unread_since)
        ),
    ]
}
