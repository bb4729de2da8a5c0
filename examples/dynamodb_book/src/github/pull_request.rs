//! Pull requests.

use std::collections::BTreeMap;

use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::{GitHub, Repo};

/// A pull request. The partition of its repository holds the issues, so `gsi1` has a second one for pull requests.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "PR#<owner>#<repo>#<number:010>", sk = "PR")]
#[gsi(
    name = "by_repo",
    index = "gsi1",
    pk = "REPO#<owner>#<repo>",
    sk = "PR#<number:010>"
)]
#[gsi(
    name = "by_status",
    index = "gsi4",
    pk = "REPO#<owner>#<repo>",
    sk = "PR#<status>#<number:010>"
)]
#[allow(
    clippy::duplicated_attributes,
    reason = "two indexes have partitions by repository"
)]
pub struct PullRequest {
    pub owner: String,
    pub repo: String,
    pub number: u32,
    pub author: String,
    pub title: String,
    #[default(PullRequestStatus::Open)]
    pub status: PullRequestStatus,
    /// How often each reaction was given.
    #[default]
    pub reactions: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, KeyPart, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum PullRequestStatus {
    Open,
    Merged,
    Closed,
}

/// A repository and its pull requests: descending, the repository comes first, and then the newest pull requests.
#[derive(Debug, PartialEq, Collection)]
#[collection(query = "by_repo")]
pub struct RepoPullRequests {
    pub repo: Repo,
    pub pull_requests: Vec<PullRequest>,
}

impl PullRequest {
    /// Opens a pull request with the next number of its repository, as [`Issue::open`](super::Issue::open) does.
    pub async fn open(
        table: &Table<GitHub>,
        (owner, repo): (&str, &str),
        author: &str,
        title: &str,
    ) -> dynamo_entity::Result<PullRequest> {
        let numbered = Repo::next_number(owner, repo).send(table).await?;
        let pull_request = PullRequest::builder()
            .owner(owner)
            .repo(repo)
            .number(numbered.last_number)
            .author(author)
            .title(title);
        PullRequest::create(pull_request).send(table).await
    }
}
