//! Lists of deals by day, brand and category.

use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use dynamodb_book::deals::*;

use super::{day, deal};

fn titles(deals: &[Deal]) -> Vec<&str> {
    deals.iter().map(|deal| deal.title.as_str()).collect()
}

/// Three deals on the first of March, one on the second, two on the fourth, and one of another brand and category.
async fn deals() -> Result<Table<Deals>> {
    let table = Table::<Deals>::local().await?;
    let deals =
        [(1, 8), (1, 9), (1, 10), (2, 8), (4, 8), (4, 9)].map(|(day, hour)| deal(day, hour));
    Deal::batch_put(deals).send(&table).await?;
    let other = Deal {
        brand: "bolt".into(),
        category: "toys".into(),
        ..deal(4, 12)
    };
    Deal::create(other).send(&table).await?;
    Ok(table)
}

#[tokio::test]
async fn a_day_lists_its_deals_newest_first() -> Result<()> {
    let table = deals().await?;
    let first = Feed::All.on(day(1)).all(&table).await?;
    assert_eq!(titles(&first), ["1-10", "1-9", "1-8"]);
    assert_eq!(Feed::All.on(day(3)).count(&table).await?, 0);
    let one = Deal::get(first[0].deal_id).send(&table).await?;
    assert_eq!(one.as_ref(), first.first());
    Ok(())
}

#[tokio::test]
async fn the_newest_deals_go_back_over_days() -> Result<()> {
    let table = deals().await?;
    let newest = Feed::All.newest(&table, day(4), 5).await?;
    assert_eq!(titles(&newest), ["4-12", "4-9", "4-8", "2-8", "1-10"]);
    let earlier = Feed::All.newest(&table, day(2), 2).await?;
    assert_eq!(titles(&earlier), ["2-8", "1-10"]);
    let all = Feed::All.newest(&table, day(5), 100).await?;
    assert_eq!(all.len(), 7);
    let long_after = Feed::All.newest(&table, day(20), 100).await?;
    assert_eq!(long_after, [], "it gives up after a week");
    Ok(())
}

#[tokio::test]
async fn a_brand_and_a_category_have_lists_of_their_own() -> Result<()> {
    let table = deals().await?;
    let bolt = Feed::Brand("bolt").newest(&table, day(4), 10).await?;
    assert_eq!(titles(&bolt), ["4-12"]);
    let acme = Feed::Brand("acme").newest(&table, day(4), 3).await?;
    assert_eq!(titles(&acme), ["4-9", "4-8", "2-8"]);
    let toys = Feed::Category("toys").newest(&table, day(4), 10).await?;
    assert_eq!(toys, bolt);
    let tools = Feed::Category("tools").on(day(4)).all(&table).await?;
    assert_eq!(titles(&tools), ["4-9", "4-8"]);
    Ok(())
}
