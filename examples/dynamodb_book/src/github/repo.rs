//! Repositories, their forks and stars, and the numbers of their issues and pull requests.

use chrono::{DateTime, Utc};
use dynamo_entity::prelude::*;
use dynamo_entity::{New, TransactWrite, Unloaded, Update};
use serde::{Deserialize, Serialize};

use super::GitHub;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "REPO#<owner>#<name>", sk = "REPO")]
#[gsi(
    name = "by_repo",
    index = "gsi1",
    pk = "REPO#<owner>#<name>",
    sk = "REPO"
)]
#[gsi(
    name = "forks",
    index = "gsi2",
    pk = "REPO#<upstream_owner>#<upstream_name>",
    sk = "FORK#<owner>#<name>"
)]
#[gsi(
    name = "by_account",
    index = "gsi3",
    pk = "ACCOUNT#<owner>",
    sk = "#<pushed_at>"
)]
pub struct Repo {
    pub owner: String,
    pub name: String,
    /// What this is a fork of. A repository without it is not in `gsi2`.
    #[readonly]
    pub upstream_owner: Option<String>,
    #[readonly]
    pub upstream_name: Option<String>,
    /// The last number of an issue or a pull request, which share one sequence.
    #[default(0)]
    pub last_number: u32,
    #[default(0)]
    pub star_count: u32,
    #[default(0)]
    pub fork_count: u32,
    /// Part of the key of `gsi3`: an update of it moves the repository in the list of its account.
    #[default(Utc::now())]
    pub pushed_at: DateTime<Utc>,
}

/// The stars of a repository have a partition of their own, however many they become.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "STAR#<owner>#<repo>", sk = "USER#<username>")]
pub struct Star {
    pub owner: String,
    pub repo: String,
    pub username: String,
    #[readonly]
    #[default(Utc::now())]
    pub starred_at: DateTime<Utc>,
}

impl Repo {
    /// Takes the next number. It is atomic: no two calls return the same `last_number`.
    ///
    /// A number that is taken and never used leaves a gap.
    pub fn next_number(owner: &str, name: &str) -> Update<Repo, Unloaded, New> {
        Repo::patch((owner, name))
            .add(Repo::fields().last_number, 1)
            .return_new()
    }

    /// Forks a repository for `owner`, and counts the fork.
    pub fn fork(
        table: &Table<GitHub>,
        (upstream_owner, name): (&str, &str),
        owner: &str,
    ) -> TransactWrite<GitHub> {
        let fork = Repo::builder()
            .owner(owner)
            .name(name)
            .upstream_owner(upstream_owner)
            .upstream_name(name);
        table
            .transact_write()
            .add(Repo::create(fork))
            .add(Repo::patch((upstream_owner, name)).add(Repo::fields().fork_count, 1))
    }
}

impl Star {
    /// Stars a repository. The second star of one user cancels the transaction, so that it is not counted.
    pub fn add(
        table: &Table<GitHub>,
        (owner, repo): (&str, &str),
        username: &str,
    ) -> TransactWrite<GitHub> {
        let star = Star::builder().owner(owner).repo(repo).username(username);
        table
            .transact_write()
            .add(Star::create(star))
            .add(Repo::patch((owner, repo)).add(Repo::fields().star_count, 1))
    }

    pub fn take_back(
        table: &Table<GitHub>,
        (owner, repo): (&str, &str),
        username: &str,
    ) -> TransactWrite<GitHub> {
        table
            .transact_write()
            .add(Star::remove((owner, repo, username)))
            .add(Repo::patch((owner, repo)).subtract(Repo::fields().star_count, 1))
    }
}
