//! Apps and their installations.

use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use dynamodb_book::github::*;

use super::github;

#[tokio::test]
async fn installations_are_listed_by_app_and_by_repository() -> Result<()> {
    let table = github().await?;
    for name in ["ci", "bot"] {
        let app = App::builder()
            .owner("acme")
            .name(name)
            .description("Runs tests.");
        App::create(app).send(&table).await?;
    }
    for (app, repo) in [("ci", "engine"), ("ci", "notes"), ("bot", "engine")] {
        let installation = Installation::builder()
            .app_owner("acme")
            .app(app)
            .owner("ada")
            .repo(repo);
        Installation::create(installation).send(&table).await?;
    }
    // A fork has its key in the same partition of the same index.
    Repo::fork(&table, ("ada", "engine"), "bob").send().await?;

    let ci = AppInstallations::query(("acme", "ci")).all(&table).await?;
    assert_eq!(ci.app.name, "ci");
    let repos: Vec<&str> = ci
        .installations
        .iter()
        .map(|found| found.repo.as_str())
        .collect();
    assert_eq!(repos, ["engine", "notes"]);

    let on_engine = Installation::query()
        .by_repo("ada", "engine")
        .all(&table)
        .await?;
    let apps: Vec<&str> = on_engine.iter().map(|found| found.app.as_str()).collect();
    assert_eq!(apps, ["bot", "ci"]);

    let of_acme = App::query().by_owner("acme").all(&table).await?;
    let names: Vec<&str> = of_acme.iter().map(|app| app.name.as_str()).collect();
    assert_eq!(names, ["bot", "ci"]);
    Ok(())
}
