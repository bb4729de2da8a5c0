//! Messages: unread ones, and those to many users.

use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use dynamodb_book::deals::*;
use futures::TryStreamExt;
use ulid::Ulid;

use super::{at, deal};

#[tokio::test]
async fn a_message_leaves_the_unread_ones_when_it_is_read() -> Result<()> {
    let table = Table::<Deals>::local().await?;
    for hour in 1..=3 {
        let message = Message::builder()
            .username("ada")
            .message_id(Ulid::from_parts(hour.into(), 0))
            .subject(format!("{hour} o'clock"))
            .unread_since(at(1, hour));
        Message::create(message).send(&table).await?;
    }
    let unread = || Message::query().unread("ada").descending().all(&table);
    let subjects: Vec<String> = unread()
        .await?
        .into_iter()
        .map(|message| message.subject)
        .collect();
    assert_eq!(subjects, ["3 o'clock", "2 o'clock", "1 o'clock"]);

    Message::patch(("ada", Ulid::from_parts(2, 0)))
        .remove(Message::fields().unread_since)
        .send(&table)
        .await?;
    let ids: Vec<u64> = unread()
        .await?
        .iter()
        .map(|message| message.message_id.timestamp_ms())
        .collect();
    assert_eq!(ids, [3, 1]);
    assert_eq!(
        Message::query()
            .primary("ada")
            .descending()
            .count(&table)
            .await?,
        3
    );
    Ok(())
}

#[tokio::test]
async fn everyone_who_watches_is_told() -> Result<()> {
    let table = Table::<Deals>::local().await?;
    Brand::found(&table, "acme").send().await?;
    Category::create(Category::builder().category("tools"))
        .send(&table)
        .await?;
    // More than one request reads or writes at once.
    let watchers = (0..250).map(|number| BrandWatch {
        brand: "acme".into(),
        username: format!("user{number:03}"),
    });
    BrandWatch::batch_put(watchers).send(&table).await?;
    Category::watch(&table, "tools", "ada").send().await?;

    let deal = deal(1, 8);
    assert_eq!(Message::to_watchers_of_brand(&table, &deal).await?, 250);
    assert_eq!(Message::to_watchers_of_category(&table, &deal).await?, 1);
    for user in ["user000", "user249", "ada"] {
        let message = Message::query().unread(user).one(&table).await?;
        assert_eq!(message.subject, deal.title);
    }
    Ok(())
}

#[tokio::test]
async fn a_message_to_everyone_reads_users_and_nothing_else() -> Result<()> {
    let table = Table::<Deals>::local().await?;
    for name in ["ada", "bob"] {
        let user = User::builder()
            .username(name)
            .email(format!("{name}@example.com"));
        User::create(user).send(&table).await?;
    }
    Brand::found(&table, "acme").send().await?;
    Deal::create(deal(1, 8)).send(&table).await?;

    let users = User::scan().index("everyone").project::<Recipient>();
    let page = users.clone().send(&table).await?;
    assert_eq!((page.count, page.scanned_count), (2, 2));
    let mut names: Vec<String> = users
        .stream(&table)
        .map_ok(|user| user.username)
        .try_collect()
        .await?;
    names.sort();
    assert_eq!(names, ["ada", "bob"]);

    assert_eq!(Message::to_everyone(&table, "Welcome").await?, 2);
    assert_eq!(
        Message::query().unread("bob").one(&table).await?.subject,
        "Welcome"
    );
    let again = User::create(User::builder().username("ada").email("other@example.com"));
    assert!(again.send(&table).await.unwrap_err().is_already_exists());
    Ok(())
}
