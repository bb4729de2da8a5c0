//! GitHub: repositories with issues, pull requests, comments, reactions, stars and forks, and the accounts that own them.
//!
//! One file holds the entities of one subject, and the writes that change several items at once. Reads need no functions
//! of their own: the README shows the call of each.

mod account;
mod app;
mod comment;
mod issue;
mod pull_request;
mod reaction;
mod repo;

use dynamo_entity::prelude::*;

pub use account::{
    AccountRepos, Gist, Membership, Organization, OrganizationMembers, PaymentPlan, Plan, Role,
    User, UserGists,
};
pub use app::{App, AppInstallations, Installation};
pub use comment::{IssueComment, PullRequestComment};
pub use issue::{Issue, IssueStatus, RepoIssues};
pub use pull_request::{PullRequest, PullRequestStatus, RepoPullRequests};
pub use reaction::{Reaction, Target};
pub use repo::{Repo, Star};

/// The table.
#[derive(Table)]
#[table(entities(
    User,
    Organization,
    Membership,
    Gist,
    Repo,
    Star,
    Issue,
    IssueComment,
    PullRequest,
    PullRequestComment,
    Reaction,
    App,
    Installation
))]
pub struct GitHub;
