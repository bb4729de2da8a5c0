//! The access patterns of GitHub. `tests/github` runs them.

use dynamo_entity::prelude::*;
use dynamodb_book::github::*;
use ulid::Ulid;

use crate::patterns::{Pattern, pattern, transaction};

pub(crate) fn patterns(table: &Table<GitHub>) -> Vec<Pattern> {
    let repo = ("ada", "engine");
    let app = || {
        App::builder()
            .owner("acme")
            .name("ci")
            .description("Runs tests.")
    };
    let installation = || {
        Installation::builder()
            .app_owner("acme")
            .app("ci")
            .owner("ada")
            .repo("engine")
    };
    let gist = || {
        Gist::builder()
            .username("ada")
            .gist_id(Ulid::from_parts(1, 1))
            .title("Notes")
    };
    let comment = || {
        IssueComment::builder()
            .owner("ada")
            .repo("engine")
            .number(1)
            .comment_id(Ulid::from_parts(1, 1))
            .author("bob")
            .text("Me too.")
    };
    let now = "2026-03-01T12:00:00Z"
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap();
    vec![
        // Accounts.
        transaction!("a user signs up", User::sign_up(table, "ada")),
        transaction!(
            "an organization signs up",
            Organization::sign_up(table, "acme")
        ),
        pattern!(
            table,
            "a user, with plan and organizations",
            User::get("ada")
        ),
        pattern!(
            table,
            "change the payment plan",
            User::patch("ada").set(
                User::fields().plan.dot(PaymentPlan::fields().plan),
                Plan::Pro
            )
        ),
        transaction!(
            "add a member",
            Organization::add_member(table, "acme", "ada", Role::Owner)
        ),
        transaction!(
            "remove a member",
            Organization::remove_member(table, "acme", "ada")
        ),
        pattern!(
            table,
            "an organization and its members",
            OrganizationMembers::query("acme")
        ),
        pattern!(
            table,
            "the members of an organization",
            Membership::query().primary("acme")
        ),
        pattern!(
            table,
            "an account and its repositories, latest push first",
            AccountRepos::query("ada").descending().take(11).limit(11)
        ),
        pattern!(table, "create a gist", Gist::create(gist())),
        pattern!(
            table,
            "the gists of a user, newest first",
            Gist::query().primary("ada").descending()
        ),
        pattern!(
            table,
            "a user and the newest gists",
            UserGists::query("ada").descending().take(11).limit(11)
        ),
        // Repositories.
        pattern!(
            table,
            "create a repository",
            Repo::create(Repo::builder().owner("ada").name("engine"))
        ),
        pattern!(table, "a repository", Repo::get(repo)),
        pattern!(
            table,
            "push",
            Repo::patch(repo).set(Repo::fields().pushed_at, now)
        ),
        transaction!("fork a repository", Repo::fork(table, repo, "bob")),
        pattern!(
            table,
            "the forks of a repository",
            Repo::query().forks("ada", "engine")
        ),
        transaction!("star a repository", Star::add(table, repo, "bob")),
        transaction!("take a star back", Star::take_back(table, repo, "bob")),
        pattern!(
            table,
            "who starred a repository",
            Star::query().primary("ada", "engine")
        ),
        // Issues and pull requests.
        pattern!(
            table,
            "the next number of an issue or pull request",
            Repo::next_number("ada", "engine")
        ),
        pattern!(
            table,
            "create an issue with it",
            Issue::create(
                Issue::builder()
                    .owner("ada")
                    .repo("engine")
                    .number(1)
                    .author("bob")
                    .title("It is slow")
            )
        ),
        pattern!(table, "an issue", Issue::get(("ada", "engine", 1))),
        pattern!(
            table,
            "the issues of a repository, newest first",
            Issue::query().primary("ada", "engine").descending()
        ),
        pattern!(
            table,
            "a repository and its newest issues",
            RepoIssues::query(repo).descending().take(26).limit(26)
        ),
        pattern!(
            table,
            "open issues, newest first",
            Issue::query()
                .by_status("ada", "engine")
                .status()
                .eq(IssueStatus::Open)
                .descending()
        ),
        pattern!(
            table,
            "close an issue",
            Issue::patch(("ada", "engine", 1)).set(Issue::fields().status, IssueStatus::Closed)
        ),
        pattern!(
            table,
            "a pull request",
            PullRequest::get(("ada", "engine", 2))
        ),
        pattern!(
            table,
            "a repository and its newest pull requests",
            RepoPullRequests::query(repo)
                .descending()
                .take(26)
                .limit(26)
        ),
        pattern!(
            table,
            "merged pull requests, newest first",
            PullRequest::query()
                .by_status("ada", "engine")
                .status()
                .eq(PullRequestStatus::Merged)
                .descending()
        ),
        pattern!(
            table,
            "merge a pull request",
            PullRequest::patch(("ada", "engine", 2))
                .set(PullRequest::fields().status, PullRequestStatus::Merged)
        ),
        // Comments and reactions.
        pattern!(
            table,
            "comment on an issue",
            IssueComment::create(comment())
        ),
        pattern!(
            table,
            "the comments of an issue",
            IssueComment::query().primary("ada", "engine", 1)
        ),
        pattern!(
            table,
            "the comments of a pull request",
            PullRequestComment::query().primary("ada", "engine", 2)
        ),
        transaction!(
            "react to an issue",
            Reaction::add(table, repo, Target::Issue(1), "bob", "heart")
        ),
        pattern!(
            table,
            "who reacted to an issue",
            Reaction::query().primary("ada", "engine", Target::Issue(1).to_string())
        ),
        // Apps.
        pattern!(table, "publish an app", App::create(app())),
        pattern!(
            table,
            "the apps of an account",
            App::query().by_owner("acme")
        ),
        pattern!(
            table,
            "install an app",
            Installation::create(installation())
        ),
        pattern!(
            table,
            "an app and its installations",
            AppInstallations::query(("acme", "ci"))
        ),
        pattern!(
            table,
            "the apps of a repository",
            Installation::query().by_repo("ada", "engine")
        ),
    ]
}
