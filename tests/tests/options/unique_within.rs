//! `unique(within = …)`: a value is unique per tenant, and its marker lies in the tenant's own partition.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue::{M, S};
use dynamo_entity::prelude::*;
use dynamo_entity_tests::counting::counting_client;
use serde::{Deserialize, Serialize};

use super::{Stored, table};

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TENANT#<tenant_id>", sk = "USER#<user_id>")]
struct User {
    tenant_id: String,
    user_id: String,
    #[entity(unique(within = tenant_id))]
    email: String,
    #[entity(unique(within = tenant_id), sensitive)]
    phone: Option<String>,
}

/// The sort keys may be any text, so a query of the whole partition would read markers too.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TENANT#<tenant_id>", sk = "<at>")]
struct Note {
    tenant_id: String,
    at: String,
}

/// The key begins with the tenant, and goes on.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ORG#<org:lower>#TEAM#<team:03>#PAGE#<page_id>", sk = "PAGE")]
struct Page {
    org: String,
    team: u8,
    page_id: String,
    #[entity(unique(within = [org, team]))]
    slug: String,
}

#[derive(Table)]
#[table(entities(User, Note, Page))]
struct App;

#[derive(Debug, PartialEq, Collection)]
enum Member {
    User(User),
    Note(Note),
}

fn user(tenant: &str, id: &str, email: &str) -> User {
    User::builder().tenant_id(tenant).user_id(id).email(email).build()
}

fn page(org: &str, team: u8, id: &str, slug: &str) -> Page {
    Page::builder().org(org).team(team).page_id(id).slug(slug).build()
}

async fn items(table: &Table<App>) -> Vec<Stored> {
    let scan = table.client().scan().table_name(table.name()).consistent_read(true);
    scan.send().await.unwrap().items.unwrap()
}

/// Returns the keys of the markers.
async fn markers(table: &Table<App>) -> BTreeSet<(String, String)> {
    let items = items(table).await;
    let markers = items.iter().filter(|item| item["_type"].as_s().unwrap() == "$unique");
    markers.map(|item| (text(item, "pk"), text(item, "sk"))).collect()
}

fn text(item: &Stored, name: &str) -> String {
    item[name].as_s().unwrap().clone()
}

fn keys<const N: usize>(keys: [(&str, &str); N]) -> BTreeSet<(String, String)> {
    BTreeSet::from(keys.map(|(pk, sk)| (pk.to_owned(), sk.to_owned())))
}

#[tokio::test]
async fn each_tenant_has_its_own_values_in_its_own_partition() {
    let table = table::<App>("unique_within").await;
    let f = User::fields();
    User::create(user("a", "1", "x@x.com")).send(&table).await.unwrap();
    User::create(user("b", "1", "x@x.com")).send(&table).await.unwrap();
    let error = User::create(user("a", "2", "x@x.com")).send(&table).await.unwrap_err();
    assert!(error.is_unique_violation(), "{error}");
    assert_eq!(error.unique_field(), Some("email"));
    assert_eq!(
        markers(&table).await,
        keys([
            ("TENANT#a", "$unique#User#email#x@x.com"),
            ("TENANT#b", "$unique#User#email#x@x.com"),
        ])
    );

    // Every write reserves and releases values of its tenant only.
    User::put(user("a", "1", "y@x.com")).send(&table).await.unwrap();
    User::create(user("a", "2", "x@x.com")).send(&table).await.unwrap();
    let taken = User::patch(("a", "1")).set(f.email, "x@x.com").send(&table).await;
    assert!(taken.unwrap_err().is_unique_violation());
    let loaded = User::get(("b", "1")).send(&table).await.unwrap().unwrap();
    loaded.edit().set(f.email, "y@x.com").send(&table).await.unwrap();
    User::upsert(user("a", "1", "z@x.com")).send(&table).await.unwrap();
    User::delete(("a", "2")).send(&table).await.unwrap();
    assert_eq!(
        markers(&table).await,
        keys([
            ("TENANT#a", "$unique#User#email#z@x.com"),
            ("TENANT#b", "$unique#User#email#y@x.com"),
        ])
    );

    // Two users of a tenant swap their values.
    User::create(user("a", "2", "2@x.com")).send(&table).await.unwrap();
    let swap = table
        .transact_write()
        .add(User::patch(("a", "1")).set(f.email, "2@x.com"))
        .add(User::patch(("a", "2")).set(f.email, "z@x.com"));
    swap.send().await.unwrap();
    let taken = User::create(user("a", "3", "z@x.com")).send(&table).await;
    assert!(taken.unwrap_err().is_unique_violation());

    // An IAM policy that allows one value of `dynamodb:LeadingKeys` allows all that the tenant's users need.
    for item in items(&table).await {
        let (pk, is_of_a) = (text(&item, "pk"), text(&item, "pk") == "TENANT#a");
        let owner = item
            .get("owner")
            .map(|owner| owner.as_m().unwrap()["pk"].as_s().unwrap().clone());
        assert!(is_of_a || pk == "TENANT#b", "{pk}");
        assert!(owner.is_none_or(|owner| owner == pk));
    }
}

#[tokio::test]
async fn the_marker_of_a_longer_key_begins_as_the_keys_of_the_tenant() {
    let table = table::<App>("unique_within").await;
    Page::create(page("Acme", 7, "1", "home")).send(&table).await.unwrap();
    Page::create(page("acme", 8, "1", "home")).send(&table).await.unwrap();
    let error = Page::create(page("ACME", 7, "2", "home"))
        .send(&table)
        .await
        .unwrap_err();
    assert_eq!(error.unique_field(), Some("slug"));
    assert_eq!(
        markers(&table).await,
        keys([
            ("ORG#acme#TEAM#007#PAGE#$unique#Page#slug#home", "$unique"),
            ("ORG#acme#TEAM#008#PAGE#$unique#Page#slug#home", "$unique"),
        ])
    );
    Page::delete(("acme", 7, "1")).send(&table).await.unwrap();
    Page::create(page("acme", 7, "2", "home")).send(&table).await.unwrap();
    assert_eq!(markers(&table).await.len(), 2);
}

#[tokio::test]
async fn equal_sensitive_values_of_two_tenants_have_different_digests() {
    let table = table::<App>("unique_within").await;
    let with_phone = |tenant: &str, id: &str| User {
        phone: Some("+31612345678".into()),
        ..user(tenant, id, &format!("{id}@x.com"))
    };
    User::create(with_phone("a", "1")).send(&table).await.unwrap();
    User::create(with_phone("b", "1")).send(&table).await.unwrap();
    let error = User::create(with_phone("a", "2")).send(&table).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("phone"));
    let markers = markers(&table).await;
    let digests: BTreeSet<_> = markers.iter().filter(|(_, sk)| sk.contains("#phone#sha256:")).collect();
    assert_eq!(digests.len(), 2);
    assert_ne!(digests.first().unwrap().1, digests.last().unwrap().1);
    assert!(markers.iter().all(|(_, sk)| !sk.contains("31612345678")), "{markers:?}");
}

#[tokio::test]
async fn reads_of_the_partition_leave_out_markers() {
    let table = table::<App>("unique_within").await;
    let ada = user("a", "1", "x@x.com");
    User::create(ada.clone()).send(&table).await.unwrap();
    let note = Note::builder().tenant_id("a").at("$").build();
    Note::create(note.clone()).send(&table).await.unwrap();

    let notes = || Note::query().primary("a");
    assert_eq!(notes().all(&table).await.unwrap(), std::slice::from_ref(&note));
    assert_eq!(notes().count(&table).await.unwrap(), 1);
    assert_eq!(notes().at().begins_with("$").one(&table).await.unwrap(), note);
    assert!(
        notes()
            .at()
            .eq("$unique#User#email#x@x.com")
            .first(&table)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        User::query().primary("a").all(&table).await.unwrap(),
        std::slice::from_ref(&ada)
    );
    assert_eq!(User::scan().count(&table).await.unwrap(), 1);

    let expected = [Member::Note(note), Member::User(ada)];
    assert_eq!(Member::query("a").all(&table).await.unwrap(), expected);
    assert_eq!(Member::query("a").refuse_unknown().all(&table).await.unwrap(), expected);
    assert_eq!(Member::query("a").refuse_unknown().count(&table).await.unwrap(), 2);
}

#[tokio::test]
async fn no_item_has_the_key_of_a_marker() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "unique_within");
    for at in ["$unique", "$unique#User#email#x@x.com"] {
        let note = Note::builder().tenant_id("a").at(at).build();
        let errors = [
            Note::put(note.clone()).send(&table).await.unwrap_err(),
            Note::delete(("a", at)).send(&table).await.unwrap_err(),
            Note::upsert(note).send(&table).await.unwrap_err(),
        ];
        for error in errors {
            assert!(error.is_invalid_key(), "{error}");
            assert!(
                error.to_string().contains("the sort key begins with `$unique`"),
                "{error}"
            );
        }
    }
    let long = User::create(user("a", "1", &"x".repeat(1010)))
        .send(&table)
        .await
        .unwrap_err();
    assert!(long.to_string().contains("at most 1024 bytes"), "{long}");
    assert_eq!(requests.count(), 0);
}

#[tokio::test]
async fn a_write_within_a_tenant_costs_the_requests_of_any_unique_write() {
    let (client, requests) = counting_client();
    let table = Table::<App>::new(client, "unique_within");
    table.create().send().await.unwrap();
    let created = requests.count();
    let user = User::create(user("a", "1", "x@x.com")).send(&table).await.unwrap();
    user.edit()
        .set(User::fields().email, "y@x.com")
        .send(&table)
        .await
        .unwrap();
    let user = User::get(("a", "1")).send(&table).await.unwrap().unwrap();
    user.reindex().send(&table).await.unwrap();
    let expected = [
        "TransactWriteItems",
        "TransactWriteItems",
        "GetItem",
        "TransactWriteItems",
    ];
    assert_eq!(requests.operations()[created..], expected);
}

/// Items that are older than `unique` have no markers: a `reindex` reserves their values, or names the duplicate.
#[tokio::test]
async fn reindex_reserves_the_values_of_older_items() {
    let table = table::<App>("unique_within").await;
    for id in ["1", "2"] {
        let put = table.client().put_item().table_name(table.name());
        put.item("pk", S("TENANT#a".into()))
            .item("sk", S(format!("USER#{id}")))
            .item("_type", S("User".into()))
            .item("tenant_id", S("a".into()))
            .item("user_id", S(id.into()))
            .item("email", S("x@x.com".into()))
            .send()
            .await
            .unwrap();
    }
    let users = User::query().primary("a").all(&table).await.unwrap();
    users[0].reindex().send(&table).await.unwrap();
    let expected = keys([("TENANT#a", "$unique#User#email#x@x.com")]);
    assert_eq!(markers(&table).await, expected);
    users[0].reindex().send(&table).await.unwrap();
    table.transact_write().add(users[0].reindex()).send().await.unwrap();
    let error = users[1].reindex().send(&table).await.unwrap_err();
    assert_eq!(error.unique_field(), Some("email"));
    assert_eq!(markers(&table).await, expected);

    // A copy that is out of date reserves nothing.
    User::patch(("a", "1"))
        .set(User::fields().email, "y@x.com")
        .send(&table)
        .await
        .unwrap();
    let error = users[0].reindex().send(&table).await.unwrap_err();
    assert!(error.is_condition_failed(), "{error}");
    users[1].reindex().send(&table).await.unwrap();
    assert_eq!(markers(&table).await.len(), 2);
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "TEAM#<id>", sk = "TEAM")]
struct Team {
    id: String,
    #[entity(unique, sensitive)]
    email: String,
}

#[derive(Table)]
#[table(entities(Team))]
struct Teams;

/// Release 0.1 stored sensitive values as they are in the keys of markers. These markers reserve nothing any more: a
/// `reindex` replaces them.
#[tokio::test]
async fn reindex_replaces_the_plain_marker_of_a_sensitive_value() {
    let table = table::<Teams>("unique_plain").await;
    let key = |id: &str| [("pk", S(format!("TEAM#{id}"))), ("sk", S("TEAM".into()))];
    for id in ["1", "2"] {
        let put = table.client().put_item().table_name(table.name());
        put.set_item(Some(key(id).map(|(name, value)| (name.to_owned(), value)).into()))
            .item("_type", S("Team".into()))
            .item("id", S(id.into()))
            .item("email", S("secret@x.com".into()))
            .send()
            .await
            .unwrap();
    }
    let owner = key("1").map(|(name, value)| (name.to_owned(), value)).into();
    let put = table.client().put_item().table_name(table.name());
    put.item("pk", S("$unique#Team#email#secret@x.com".into()))
        .item("sk", S("$unique".into()))
        .item("_type", S("$unique".into()))
        .item("owner", M(owner))
        .send()
        .await
        .unwrap();

    // The plain marker belongs to the first item.
    let two = Team::get("2").send(&table).await.unwrap().unwrap();
    assert_eq!(
        two.reindex().send(&table).await.unwrap_err().unique_field(),
        Some("email")
    );
    let one = Team::get("1").send(&table).await.unwrap().unwrap();
    one.reindex().send(&table).await.unwrap();
    let scan = table.client().scan().table_name(table.name()).send().await.unwrap();
    let markers: Vec<_> = scan.items().iter().map(|item| text(item, "pk")).collect();
    let markers: Vec<_> = markers.iter().filter(|pk| pk.starts_with("$unique#")).collect();
    assert!(
        matches!(markers.as_slice(), [pk] if pk.starts_with("$unique#Team#email#sha256:")),
        "{markers:?}"
    );
    assert_eq!(
        two.reindex().send(&table).await.unwrap_err().unique_field(),
        Some("email")
    );
    // A transaction returns no items.
    assert!(
        one.reindex()
            .return_new()
            .send(&table)
            .await
            .unwrap_err()
            .is_invalid_input()
    );
}
