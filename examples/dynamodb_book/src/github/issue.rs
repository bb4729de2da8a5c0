//! Issues.

use std::collections::BTreeMap;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{GitHub, Repo};

/// An issue. In `gsi4` the issues of a repository lie by status, and in each status by number.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "REPO#<owner>#<repo>", sk = "ISSUE#<number:010>")]
#[gsi(
    name = "by_status",
    index = "gsi4",
    pk = "REPO#<owner>#<repo>",
    sk = "ISSUE#<status>#<number:010>"
)]
pub struct Issue {
    pub owner: String,
    pub repo: String,
    pub number: u32,
    pub author: String,
    pub title: String,
    #[default(IssueStatus::Open)]
    pub status: IssueStatus,
    /// How often each reaction was given.
    #[default]
    pub reactions: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum IssueStatus {
    Open,
    Closed,
}

/// A repository and its issues. `REPO` is behind `ISSUE#…`: descending, the repository comes first, and then the newest
/// issues.
#[derive(Debug, PartialEq, Collection)]
pub struct RepoIssues {
    pub repo: Repo,
    pub issues: Vec<Issue>,
}

impl Issue {
    /// Opens an issue with the next number of its repository.
    ///
    /// These are two requests. A transaction could not return the number.
    pub async fn open(
        table: &Table<GitHub>,
        (owner, repo): (&str, &str),
        author: &str,
        title: &str,
    ) -> dynamo_entity::Result<Issue> {
        let numbered = Repo::next_number(owner, repo).send(table).await?;
        let issue = Issue::builder()
            .owner(owner)
            .repo(repo)
            .number(numbered.last_number)
            .author(author)
            .title(title);
        Issue::create(issue).send(table).await
    }
}
