//! Users, organizations, members, payment plans and gists.

use dynamo_entity::Result;
use dynamo_entity::prelude::*;
use dynamodb_book::github::*;
use futures::future::join_all;
use ulid::Ulid;

use super::github;

#[tokio::test]
async fn users_and_organizations_share_one_namespace() -> Result<()> {
    let table = github().await?;
    let taken = Organization::sign_up(&table, "ada")
        .send()
        .await
        .unwrap_err();
    let reasons = taken.cancellations().unwrap();
    assert!(
        reasons[0].is_ok() && reasons[1].is_condition_failed(),
        "{taken}"
    );
    assert!(Organization::get("ada").send(&table).await?.is_none());

    let taken = User::sign_up(&table, "acme").send().await.unwrap_err();
    assert!(
        taken.cancellations().unwrap()[1].is_condition_failed(),
        "{taken}"
    );

    let taken = User::sign_up(&table, "ada").send().await.unwrap_err();
    assert!(
        taken.cancellations().unwrap()[0].is_already_exists(),
        "{taken}"
    );
    Ok(())
}

#[tokio::test]
async fn of_many_who_want_one_name_at_once_one_gets_it() -> Result<()> {
    let table = github().await?;
    let sign_ups = (0..10).map(|turn| match turn % 2 {
        0 => User::sign_up(&table, "eve"),
        _ => Organization::sign_up(&table, "eve"),
    });
    let results = join_all(sign_ups.map(|sign_up| sign_up.send())).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    let user = User::get("eve").send(&table).await?;
    let organization = Organization::get("eve").send(&table).await?;
    assert!(user.is_some() != organization.is_some());
    Ok(())
}

#[tokio::test]
async fn a_member_is_listed_by_the_organization_and_by_the_user() -> Result<()> {
    let table = github().await?;
    Organization::add_member(&table, "acme", "bob", Role::Member)
        .send()
        .await?;
    Organization::add_member(&table, "acme", "ada", Role::Owner)
        .send()
        .await?;

    let acme = OrganizationMembers::query("acme").all(&table).await?;
    assert_eq!(acme.organization.name, "acme");
    let members: Vec<&str> = acme
        .members
        .iter()
        .map(|member| member.username.as_str())
        .collect();
    assert_eq!(members, ["ada", "bob"]);
    assert_eq!(
        Membership::query().primary("acme").all(&table).await?,
        acme.members
    );
    let ada = User::get("ada").send(&table).await?.unwrap();
    assert_eq!(ada.organizations["acme"], Role::Owner);

    Organization::remove_member(&table, "acme", "ada")
        .send()
        .await?;
    assert_eq!(Membership::query().primary("acme").count(&table).await?, 1);
    let ada = User::get("ada").send(&table).await?.unwrap();
    assert!(ada.organizations.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_membership_needs_a_user_and_an_organization() -> Result<()> {
    let table = github().await?;
    let nobody = Organization::add_member(&table, "acme", "nobody", Role::Member);
    let reasons = nobody.send().await.unwrap_err();
    assert!(
        reasons.cancellations().unwrap()[1].is_not_found(),
        "{reasons}"
    );

    // A user is no organization.
    let nowhere = Organization::add_member(&table, "bob", "ada", Role::Member);
    let reasons = nowhere.send().await.unwrap_err();
    assert!(
        reasons.cancellations().unwrap()[2].is_condition_failed(),
        "{reasons}"
    );

    Organization::add_member(&table, "acme", "ada", Role::Member)
        .send()
        .await?;
    let twice = Organization::add_member(&table, "acme", "ada", Role::Owner);
    let reasons = twice.send().await.unwrap_err();
    assert!(
        reasons.cancellations().unwrap()[0].is_already_exists(),
        "{reasons}"
    );
    let ada = User::get("ada").send(&table).await?.unwrap();
    assert_eq!(
        ada.organizations["acme"],
        Role::Member,
        "nothing was written"
    );
    Ok(())
}

#[tokio::test]
async fn the_organizations_of_a_user_are_limited() -> Result<()> {
    let table = github().await?;
    for number in 0..40 {
        let name = format!("org{number}");
        Organization::sign_up(&table, &name).send().await?;
        Organization::add_member(&table, &name, "ada", Role::Member)
            .send()
            .await?;
    }
    let full = Organization::add_member(&table, "acme", "ada", Role::Member);
    let reasons = full.send().await.unwrap_err();
    assert!(
        reasons.cancellations().unwrap()[1].is_condition_failed(),
        "{reasons}"
    );
    assert_eq!(Membership::query().primary("acme").count(&table).await?, 0);
    Ok(())
}

#[tokio::test]
async fn a_payment_plan_changes_in_place() -> Result<()> {
    let table = github().await?;
    let plan = PaymentPlan::fields();
    let since = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    let ada = User::patch("ada")
        .set(User::fields().plan.dot(plan.plan), Plan::Pro)
        .set(User::fields().plan.dot(plan.since), since)
        .return_new()
        .send(&table)
        .await?;
    let paid = PaymentPlan {
        plan: Plan::Pro,
        since: Some(since),
    };
    assert_eq!(ada.plan, paid);
    Organization::patch("acme")
        .set(Organization::fields().plan.dot(plan.plan), Plan::Enterprise)
        .send(&table)
        .await?;
    let acme = Organization::get("acme").send(&table).await?.unwrap();
    assert_eq!(acme.plan.plan, Plan::Enterprise);
    Ok(())
}

#[tokio::test]
async fn the_newest_gists_come_first_and_with_their_user() -> Result<()> {
    let table = github().await?;
    for day in 1..=5 {
        let gist = Gist::builder()
            .username("ada")
            .gist_id(Ulid::from_parts(day, 0))
            .title(format!("Day {day}"));
        Gist::create(gist).send(&table).await?;
    }
    let newest = Gist::query()
        .primary("ada")
        .descending()
        .take(2)
        .send(&table)
        .await?;
    let titles: Vec<&str> = newest
        .items
        .iter()
        .map(|gist| gist.title.as_str())
        .collect();
    assert_eq!(titles, ["Day 5", "Day 4"]);

    let page = UserGists::query("ada")
        .descending()
        .take(3)
        .all(&table)
        .await?;
    assert_eq!(
        (page.user.username.as_str(), page.gists),
        ("ada", newest.items)
    );

    let first = Gist::get(("ada", Ulid::from_parts(1, 0)))
        .send(&table)
        .await?;
    assert_eq!(first.unwrap().title, "Day 1");

    // Without an id, a gist gets a new one, which is later than all of these.
    let gist = Gist::create(Gist::builder().username("ada").title("Today"))
        .send(&table)
        .await?;
    let newest = Gist::query()
        .primary("ada")
        .descending()
        .first(&table)
        .await?;
    assert_eq!(newest, Some(gist));
    Ok(())
}
