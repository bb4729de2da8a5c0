//! Reactions and their counts.

use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use dynamodb_book::github::*;

use super::github;

const REPO: (&str, &str) = ("ada", "engine");

#[tokio::test]
async fn each_reaction_of_a_user_counts_once() -> Result<()> {
    let table = github().await?;
    Issue::open(&table, REPO, "bob", "It is slow").await?;
    let react = |user, emoji| Reaction::add(&table, REPO, Target::Issue(1), user, emoji);
    react("ada", "heart").send().await?;
    react("bob", "heart").send().await?;
    react("bob", "rocket").send().await?;

    let twice = react("bob", "heart").send().await.unwrap_err();
    let reasons = twice.cancellations().unwrap();
    assert!(
        reasons[0].is_condition_failed() && reasons[1].is_ok(),
        "{twice}"
    );

    let issue = Issue::get(("ada", "engine", 1))
        .send(&table)
        .await?
        .unwrap();
    assert_eq!(
        issue.reactions,
        [("heart".to_owned(), 2), ("rocket".to_owned(), 1)].into()
    );
    let target = Target::Issue(1).to_string();
    let who = Reaction::query()
        .primary("ada", "engine", target)
        .all(&table)
        .await?;
    assert_eq!(who.len(), 2);
    assert_eq!(who[1].username, "bob");
    assert_eq!(
        who[1].emojis,
        ["heart".to_owned(), "rocket".to_owned()].into()
    );
    Ok(())
}

#[tokio::test]
async fn comments_and_pull_requests_have_reactions_too() -> Result<()> {
    let table = github().await?;
    Issue::open(&table, REPO, "bob", "It is slow").await?;
    PullRequest::open(&table, REPO, "bob", "Faster").await?;
    let comment = IssueComment::builder()
        .owner("ada")
        .repo("engine")
        .number(1);
    let on_issue = IssueComment::create(comment.author("ada").text("Yes"))
        .send(&table)
        .await?;
    let comment = PullRequestComment::builder()
        .owner("ada")
        .repo("engine")
        .number(2);
    let comment = PullRequestComment::create(comment.author("ada").text("Good"));
    let on_pull_request = comment.send(&table).await?;

    let targets = [
        Target::Issue(1),
        Target::IssueComment(1, on_issue.comment_id),
        Target::PullRequest(2),
        Target::PullRequestComment(2, on_pull_request.comment_id),
    ];
    for target in targets {
        Reaction::add(&table, REPO, target, "bob", "heart")
            .send()
            .await?;
    }
    let one = [("heart".to_owned(), 1)].into();
    let issue = Issue::get(("ada", "engine", 1))
        .send(&table)
        .await?
        .unwrap();
    let pull_request = PullRequest::get(("ada", "engine", 2))
        .send(&table)
        .await?
        .unwrap();
    let on_issue = IssueComment::get(&on_issue).send(&table).await?.unwrap();
    let on_pull_request = PullRequestComment::get(&on_pull_request)
        .send(&table)
        .await?
        .unwrap();
    assert_eq!(issue.reactions, one);
    assert_eq!(pull_request.reactions, one);
    assert_eq!(on_issue.reactions, one);
    assert_eq!(on_pull_request.reactions, one);

    // The reactions to an issue are not those to its comments.
    let to_issue = Reaction::query().primary("ada", "engine", Target::Issue(1).to_string());
    assert_eq!(to_issue.count(&table).await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_reaction_to_what_does_not_exist_is_not_stored() -> Result<()> {
    let table = github().await?;
    let react = Reaction::add(&table, REPO, Target::PullRequest(7), "bob", "heart");
    let error = react.send().await.unwrap_err();
    assert!(error.cancellations().unwrap()[1].is_not_found(), "{error}");
    let stored = Reaction::query().primary("ada", "engine", Target::PullRequest(7).to_string());
    assert_eq!(stored.count(&table).await?, 0);
    Ok(())
}
