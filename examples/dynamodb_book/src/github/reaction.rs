//! Reactions to issues, pull requests and comments.

use std::collections::BTreeSet;
use std::fmt;

use dynamo_entity::TransactWrite;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::{GitHub, Issue, IssueComment, PullRequest, PullRequestComment};

/// The reactions of one user to one target. A user may react in several ways, but in each way once.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "REACTION#<owner>#<repo>#<target>", sk = "USER#<username>")]
pub struct Reaction {
    pub owner: String,
    pub repo: String,
    /// The text of a [`Target`].
    pub target: String,
    pub username: String,
    /// A set: each way is in it once.
    #[default]
    pub emojis: BTreeSet<String>,
}

/// What a user reacts to, in a repository.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    Issue(u32),
    IssueComment(u32, Ulid),
    PullRequest(u32),
    PullRequestComment(u32, Ulid),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Issue(number) => write!(f, "ISSUE#{number}"),
            Target::IssueComment(number, id) => write!(f, "ISSUE#{number}#COMMENT#{id}"),
            Target::PullRequest(number) => write!(f, "PR#{number}"),
            Target::PullRequestComment(number, id) => write!(f, "PR#{number}#COMMENT#{id}"),
        }
    }
}

impl Reaction {
    /// Adds a reaction, and counts it on its target. The same reaction again cancels the transaction.
    pub fn add(
        table: &Table<GitHub>,
        (owner, repo): (&str, &str),
        target: Target,
        username: &str,
        emoji: &str,
    ) -> TransactWrite<GitHub> {
        let emojis = Reaction::fields().emojis;
        let react = table.transact_write().add(
            Reaction::update((owner, repo, target.to_string(), username))
                .add(emojis, [emoji])
                .condition(!emojis.contains(emoji)),
        );
        match target {
            Target::Issue(number) => react.add(
                Issue::patch((owner, repo, number)).add(Issue::fields().reactions.key(emoji), 1),
            ),
            Target::IssueComment(number, id) => react.add(
                IssueComment::patch((owner, repo, number, id))
                    .add(IssueComment::fields().reactions.key(emoji), 1),
            ),
            Target::PullRequest(number) => react.add(
                PullRequest::patch((owner, repo, number))
                    .add(PullRequest::fields().reactions.key(emoji), 1),
            ),
            Target::PullRequestComment(number, id) => react.add(
                PullRequestComment::patch((owner, repo, number, id))
                    .add(PullRequestComment::fields().reactions.key(emoji), 1),
            ),
        }
    }
}
