//! Apps, and where they are installed.

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

/// An app, which a user or an organization has published.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "APP#<owner>#<name>", sk = "APP")]
#[gsi(
    name = "by_owner",
    index = "gsi1",
    pk = "ACCOUNT#<owner>",
    sk = "APP#<name>"
)]
pub struct App {
    pub owner: String,
    pub name: String,
    pub description: String,
}

/// An app in a repository: many to many. The table has the repositories of an app, and `gsi2` the apps of a repository.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "APP#<app_owner>#<app>", sk = "REPO#<owner>#<repo>")]
#[gsi(
    name = "by_repo",
    index = "gsi2",
    pk = "REPO#<owner>#<repo>",
    sk = "INSTALLATION#<app_owner>#<app>"
)]
pub struct Installation {
    pub app_owner: String,
    pub app: String,
    pub owner: String,
    pub repo: String,
}

#[derive(Debug, PartialEq, Collection)]
pub struct AppInstallations {
    pub app: App,
    pub installations: Vec<Installation>,
}
