//! Repositories, forks and stars.

use chrono::{DateTime, TimeZone, Utc};
use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use dynamodb_book::github::*;
use futures::future::join_all;

use super::github;

fn march(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, day, 12, 0, 0).unwrap()
}

#[tokio::test]
async fn a_repository_is_created_once() -> Result<()> {
    let table = github().await?;
    let again = Repo::create(Repo::builder().owner("ada").name("engine"));
    assert!(again.send(&table).await.unwrap_err().is_already_exists());
    let same_name = Repo::create(Repo::builder().owner("bob").name("engine"));
    same_name.send(&table).await?;
    let repo = Repo::get(("ada", "engine")).send(&table).await?.unwrap();
    assert_eq!((repo.owner.as_str(), repo.star_count), ("ada", 0));
    Ok(())
}

#[tokio::test]
async fn an_account_lists_its_repositories_by_their_latest_push() -> Result<()> {
    let table = github().await?;
    for (name, day) in [("a", 1), ("b", 2), ("c", 3)] {
        let repo = Repo::builder()
            .owner("acme")
            .name(name)
            .pushed_at(march(day));
        Repo::create(repo).send(&table).await?;
    }
    Repo::patch(("acme", "a"))
        .set(Repo::fields().pushed_at, march(4))
        .send(&table)
        .await?;

    let page = AccountRepos::query("acme")
        .descending()
        .take(3)
        .all(&table)
        .await?;
    assert_eq!(
        page.organization.map(|found| found.name).as_deref(),
        Some("acme")
    );
    assert_eq!(page.user, None);
    let names: Vec<&str> = page.repos.iter().map(|repo| repo.name.as_str()).collect();
    assert_eq!(names, ["a", "c"], "a push moves the repository");

    let ada = AccountRepos::query("ada")
        .descending()
        .take(11)
        .all(&table)
        .await?;
    assert!(ada.user.is_some() && ada.organization.is_none());
    assert_eq!(ada.repos.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_fork_is_counted_and_listed_by_its_upstream() -> Result<()> {
    let table = github().await?;
    Repo::fork(&table, ("ada", "engine"), "bob").send().await?;
    Repo::fork(&table, ("ada", "engine"), "acme").send().await?;

    let forks = Repo::query().forks("ada", "engine").all(&table).await?;
    let owners: Vec<&str> = forks.iter().map(|fork| fork.owner.as_str()).collect();
    assert_eq!(owners, ["acme", "bob"]);
    let upstream = Repo::get(("ada", "engine")).send(&table).await?.unwrap();
    assert_eq!(upstream.fork_count, 2);

    // The index is sparse: it holds the forks alone.
    assert_eq!(Repo::scan().index("forks").count(&table).await?, 2);
    assert_eq!(Repo::scan().count(&table).await?, 3);

    let twice = Repo::fork(&table, ("ada", "engine"), "bob")
        .send()
        .await
        .unwrap_err();
    assert!(
        twice.cancellations().unwrap()[0].is_already_exists(),
        "{twice}"
    );
    let of_nothing = Repo::fork(&table, ("ada", "nothing"), "bob")
        .send()
        .await
        .unwrap_err();
    assert!(
        of_nothing.cancellations().unwrap()[1].is_not_found(),
        "{of_nothing}"
    );
    assert!(Repo::get(("bob", "nothing")).send(&table).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_star_counts_once_for_each_user() -> Result<()> {
    let table = github().await?;
    let repo = ("ada", "engine");
    let users = ["ada", "bob", "eve"];
    // Everybody clicks twice at the same time.
    let clicks = users
        .iter()
        .chain(&users)
        .map(|user| Star::add(&table, repo, user).send());
    let results = join_all(clicks).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 3);
    let stars = Star::query().primary("ada", "engine").all(&table).await?;
    let names: Vec<&str> = stars.iter().map(|star| star.username.as_str()).collect();
    assert_eq!(names, users);
    assert_eq!(Repo::get(repo).send(&table).await?.unwrap().star_count, 3);

    Star::take_back(&table, repo, "bob").send().await?;
    assert_eq!(Repo::get(repo).send(&table).await?.unwrap().star_count, 2);
    let twice = Star::take_back(&table, repo, "bob")
        .send()
        .await
        .unwrap_err();
    assert!(twice.cancellations().unwrap()[0].is_not_found(), "{twice}");
    assert_eq!(Repo::get(repo).send(&table).await?.unwrap().star_count, 2);
    Ok(())
}
