//! Featured deals, copies of the newest deals, brands and categories.

use chrono::{DateTime, Utc};
use dynamo_entity::Result;
use dynamo_entity::local::{Engine, ManualClock};
use dynamo_entity::prelude::*;
use dynamodb_book::deals::*;
use futures::future::join_all;

use super::{at, deal};

fn seconds(time: DateTime<Utc>) -> u64 {
    time.timestamp().try_into().unwrap()
}

#[tokio::test]
async fn editors_compose_pages_from_copies_of_deals() -> Result<()> {
    let table = Table::<Deals>::local().await?;
    assert_eq!(
        FeaturedPage::get(PageName::FrontPage).send(&table).await?,
        None
    );
    let choice = [deal(1, 8), deal(1, 9)].each_ref().map(Featured::from);
    for page in [PageName::FrontPage, PageName::EditorsChoice] {
        FeaturedPage::update(page)
            .set(FeaturedPage::fields().featured, choice.clone())
            .send(&table)
            .await?;
    }
    let front = FeaturedPage::get(PageName::FrontPage)
        .send(&table)
        .await?
        .unwrap();
    assert_eq!(front.featured, choice);

    Category::create(Category::builder().category("tools"))
        .send(&table)
        .await?;
    Category::patch("tools")
        .set(Category::fields().featured, [choice[1].clone()])
        .send(&table)
        .await?;
    let tools = Category::get("tools").send(&table).await?.unwrap();
    assert_eq!(tools.featured, [choice[1].clone()]);
    Ok(())
}

#[tokio::test]
async fn every_copy_of_the_newest_deals_is_the_same_and_expires() -> Result<()> {
    let clock = ManualClock::at(seconds(at(1, 12)));
    let engine = Engine::memory_with_clock(&clock).unwrap();
    let table = Table::<Deals>::new(engine.client(), "deals");
    table.create().send().await?;

    let newest = [Featured::from(&deal(1, 8))];
    let written = CachedDeals::batch_put(CachedDeals::copies(&newest, at(2, 0)))
        .send(&table)
        .await?;
    assert_eq!(written.items, usize::from(SHARDS));
    for user in ["ada", "bob", "eve"] {
        let copy = CachedDeals::get(CachedDeals::shard_of(user))
            .send(&table)
            .await?;
        assert_eq!(copy.unwrap().deals, newest);
    }
    assert_ne!(CachedDeals::shard_of("ada"), CachedDeals::shard_of("bob"));

    clock.set(seconds(at(2, 1)));
    assert_eq!(engine.sweep_ttl().unwrap(), usize::from(SHARDS));
    assert_eq!(CachedDeals::get(0).send(&table).await?, None);
    Ok(())
}

#[tokio::test]
async fn creating_a_brand_lists_it() -> Result<()> {
    let table = Table::<Deals>::local().await?;
    let brands = ["bolt", "acme", "zeta"].map(|brand| Brand::found(&table, brand).send());
    for founded in join_all(brands).await {
        founded?;
    }
    let names = Brands::get(()).send(&table).await?.unwrap().names;
    assert_eq!(
        names.into_iter().collect::<Vec<_>>(),
        ["acme", "bolt", "zeta"]
    );
    let twice = Brand::found(&table, "acme").send().await.unwrap_err();
    assert!(
        twice.cancellations().unwrap()[0].is_already_exists(),
        "{twice}"
    );
    Ok(())
}

#[tokio::test]
async fn likes_and_watchers_are_counted_once_for_each_user() -> Result<()> {
    let table = Table::<Deals>::local().await?;
    Brand::found(&table, "acme").send().await?;
    Category::create(Category::builder().category("tools"))
        .send(&table)
        .await?;
    for user in ["ada", "bob"] {
        Brand::like(&table, "acme", user).send().await?;
        Category::like(&table, "tools", user).send().await?;
    }
    Brand::watch(&table, "acme", "ada").send().await?;
    Category::watch(&table, "tools", "bob").send().await?;
    for again in [
        Brand::like(&table, "acme", "ada"),
        Brand::watch(&table, "acme", "ada"),
        Category::like(&table, "tools", "bob"),
        Category::watch(&table, "tools", "bob"),
    ] {
        let error = again.send().await.unwrap_err();
        assert!(
            error.cancellations().unwrap()[0].is_already_exists(),
            "{error}"
        );
    }
    let acme = Brand::get("acme").send(&table).await?.unwrap();
    assert_eq!((acme.like_count, acme.watch_count), (2, 1));
    let tools = Category::get("tools").send(&table).await?.unwrap();
    assert_eq!((tools.like_count, tools.watch_count), (2, 1));
    assert_eq!(
        BrandWatch::query()
            .primary("acme")
            .one(&table)
            .await?
            .username,
        "ada"
    );
    assert_eq!(
        CategoryWatch::query()
            .primary("tools")
            .one(&table)
            .await?
            .username,
        "bob"
    );

    let unknown = Brand::like(&table, "nothing", "ada")
        .send()
        .await
        .unwrap_err();
    assert!(
        unknown.cancellations().unwrap()[1].is_not_found(),
        "{unknown}"
    );
    Ok(())
}
