//! Issues and pull requests: numbers, lists by status, comments.

use std::collections::BTreeSet;

use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use dynamodb_book::github::*;
use futures::future::{join, join_all};
use ulid::Ulid;

use super::github;

const REPO: (&str, &str) = ("ada", "engine");

fn numbers(issues: &[Issue]) -> Vec<u32> {
    issues.iter().map(|issue| issue.number).collect()
}

#[tokio::test]
async fn issues_and_pull_requests_share_one_sequence_of_numbers() -> Result<()> {
    let table = github().await?;
    let issues = join_all((0..10).map(|_| Issue::open(&table, REPO, "bob", "It is slow")));
    let pull_requests = join_all((0..10).map(|_| PullRequest::open(&table, REPO, "bob", "Faster")));
    let (issues, pull_requests) = join(issues, pull_requests).await;

    let mut taken = BTreeSet::new();
    for issue in issues {
        assert!(taken.insert(issue?.number));
    }
    for pull_request in pull_requests {
        assert!(taken.insert(pull_request?.number));
    }
    assert_eq!(taken, (1..=20).collect());
    assert_eq!(Repo::get(REPO).send(&table).await?.unwrap().last_number, 20);

    // Another repository has numbers of its own, and one that does not exist has none.
    Repo::create(Repo::builder().owner("bob").name("notes"))
        .send(&table)
        .await?;
    assert_eq!(
        Issue::open(&table, ("bob", "notes"), "ada", "First")
            .await?
            .number,
        1
    );
    let nowhere = Issue::open(&table, ("bob", "nothing"), "ada", "First").await;
    assert!(nowhere.unwrap_err().is_not_found());
    Ok(())
}

#[tokio::test]
async fn a_repository_comes_with_its_newest_issues() -> Result<()> {
    let table = github().await?;
    for _ in 0..12 {
        Issue::open(&table, REPO, "bob", "It is slow").await?;
    }
    // Neither pull requests nor stars lie between them.
    PullRequest::open(&table, REPO, "bob", "Faster").await?;
    Star::add(&table, REPO, "bob").send().await?;

    let page = RepoIssues::query(REPO)
        .descending()
        .take(4)
        .all(&table)
        .await?;
    assert_eq!(page.repo.last_number, 13);
    assert_eq!(numbers(&page.issues), [12, 11, 10], "10 is after 9");

    let newest = Issue::query().primary("ada", "engine").descending().take(3);
    assert_eq!(newest.send(&table).await?.items, page.issues);
    let before = Issue::query()
        .primary("ada", "engine")
        .number()
        .lt(3)
        .all(&table)
        .await?;
    assert_eq!(numbers(&before), [1, 2]);

    let missing = RepoIssues::query(("ada", "nothing"))
        .all(&table)
        .await
        .unwrap_err();
    assert!(missing.is_not_found() && missing.entity() == Some("Repo"));
    Ok(())
}

#[tokio::test]
async fn a_repository_comes_with_its_newest_pull_requests() -> Result<()> {
    let table = github().await?;
    Issue::open(&table, REPO, "bob", "It is slow").await?;
    for _ in 0..3 {
        PullRequest::open(&table, REPO, "bob", "Faster").await?;
    }
    let page = RepoPullRequests::query(REPO)
        .descending()
        .take(3)
        .all(&table)
        .await?;
    let numbers: Vec<u32> = page
        .pull_requests
        .iter()
        .map(|found| found.number)
        .collect();
    assert_eq!((page.repo.last_number, numbers), (4, vec![4, 3]));
    let one = PullRequest::get(("ada", "engine", 2)).send(&table).await?;
    assert_eq!(one.unwrap().title, "Faster");
    Ok(())
}

#[tokio::test]
async fn issues_move_between_the_lists_of_their_status() -> Result<()> {
    let table = github().await?;
    for _ in 0..5 {
        Issue::open(&table, REPO, "bob", "It is slow").await?;
    }
    let status = Issue::fields().status;
    for number in [2, 4] {
        Issue::patch(("ada", "engine", number))
            .set(status, IssueStatus::Closed)
            .condition(status.eq(IssueStatus::Open))
            .send(&table)
            .await?;
    }
    let with = |status| {
        Issue::query()
            .by_status("ada", "engine")
            .status()
            .eq(status)
            .descending()
    };
    assert_eq!(
        numbers(&with(IssueStatus::Open).all(&table).await?),
        [5, 3, 1]
    );
    assert_eq!(
        numbers(&with(IssueStatus::Closed).all(&table).await?),
        [4, 2]
    );

    let closed_twice = Issue::patch(("ada", "engine", 2))
        .set(status, IssueStatus::Closed)
        .condition(status.eq(IssueStatus::Open))
        .send(&table)
        .await;
    assert!(closed_twice.unwrap_err().is_condition_failed());

    Issue::patch(("ada", "engine", 2))
        .set(status, IssueStatus::Open)
        .send(&table)
        .await?;
    assert_eq!(
        numbers(&with(IssueStatus::Open).all(&table).await?),
        [5, 3, 2, 1]
    );

    // A page of open issues, and the next.
    let page = with(IssueStatus::Open).take(3).send(&table).await?;
    assert_eq!(numbers(&page.items), [5, 3, 2]);
    let rest = with(IssueStatus::Open)
        .start_at(page.cursor)
        .send(&table)
        .await?;
    assert_eq!(numbers(&rest.items), [1]);
    Ok(())
}

#[tokio::test]
async fn pull_requests_are_listed_by_status_beside_the_issues() -> Result<()> {
    let table = github().await?;
    Issue::open(&table, REPO, "bob", "It is slow").await?;
    for _ in 0..3 {
        PullRequest::open(&table, REPO, "bob", "Faster").await?;
    }
    PullRequest::patch(("ada", "engine", 3))
        .set(PullRequest::fields().status, PullRequestStatus::Merged)
        .send(&table)
        .await?;
    let with = |status| {
        PullRequest::query()
            .by_status("ada", "engine")
            .status()
            .eq(status)
    };
    assert_eq!(with(PullRequestStatus::Open).count(&table).await?, 2);
    assert_eq!(with(PullRequestStatus::Merged).one(&table).await?.number, 3);
    assert_eq!(with(PullRequestStatus::Closed).first(&table).await?, None);
    Ok(())
}

#[tokio::test]
async fn comments_are_read_in_the_order_in_which_they_were_written() -> Result<()> {
    let table = github().await?;
    Issue::open(&table, REPO, "bob", "It is slow").await?;
    PullRequest::open(&table, REPO, "bob", "Faster").await?;
    for (time, text) in [(2, "second"), (1, "first"), (3, "third")] {
        let on_issue = IssueComment::builder()
            .owner("ada")
            .repo("engine")
            .number(1);
        let on_issue = on_issue
            .comment_id(Ulid::from_parts(time, 0))
            .author("ada")
            .text(text);
        IssueComment::create(on_issue).send(&table).await?;
        let on_pull_request = PullRequestComment::builder()
            .owner("ada")
            .repo("engine")
            .number(2);
        let on_pull_request = on_pull_request.author("ada").text(text);
        PullRequestComment::create(on_pull_request)
            .send(&table)
            .await?;
    }
    let comments = IssueComment::query()
        .primary("ada", "engine", 1)
        .all(&table)
        .await?;
    let texts: Vec<&str> = comments
        .iter()
        .map(|comment| comment.text.as_str())
        .collect();
    assert_eq!(texts, ["first", "second", "third"]);
    let comments = PullRequestComment::query().primary("ada", "engine", 2);
    assert_eq!(comments.count(&table).await?, 3);
    // The partitions of issue 1 and of issue 10 have nothing in common.
    assert_eq!(
        IssueComment::query()
            .primary("ada", "engine", 10)
            .count(&table)
            .await?,
        0
    );
    Ok(())
}
