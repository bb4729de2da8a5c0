//! Runs the access patterns of GitHub on the embedded engine.

mod accounts;
mod apps;
mod issues;
mod reactions;
mod repos;

use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use dynamodb_book::github::{GitHub, Organization, Repo, User};

/// A table with the users `ada` and `bob`, the organization `acme`, and the repository `ada/engine`.
async fn github() -> Result<Table<GitHub>> {
    let table = Table::<GitHub>::local().await?;
    User::sign_up(&table, "ada").send().await?;
    User::sign_up(&table, "bob").send().await?;
    Organization::sign_up(&table, "acme").send().await?;
    Repo::create(Repo::builder().owner("ada").name("engine"))
        .send(&table)
        .await?;
    Ok(table)
}
