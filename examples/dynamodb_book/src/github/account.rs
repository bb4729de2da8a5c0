//! Accounts: users and organizations, their names, members, payment plans and gists.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use dynamo_entity::TransactWrite;
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::{GitHub, Repo};

/// A user is a member of at most so many organizations, because the user's item lists them.
const MOST_ORGANIZATIONS: u32 = 40;

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<username>", sk = "USER")]
#[gsi(
    name = "by_account",
    index = "gsi3",
    pk = "ACCOUNT#<username>",
    sk = "ACCOUNT"
)]
pub struct User {
    pub username: String,
    /// The role in each organization. They are few, so one item holds them all.
    #[default]
    pub organizations: BTreeMap<String, Role>,
    #[default]
    pub plan: PaymentPlan,
    #[readonly]
    #[default(Utc::now())]
    pub created_at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<name>", sk = "ORGANIZATION")]
#[gsi(
    name = "by_account",
    index = "gsi3",
    pk = "ACCOUNT#<name>",
    sk = "ACCOUNT"
)]
pub struct Organization {
    pub name: String,
    #[default]
    pub plan: PaymentPlan,
    #[readonly]
    #[default(Utc::now())]
    pub created_at: DateTime<Utc>,
}

/// A user in an organization. There are many, so each is an item.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<organization>", sk = "MEMBERSHIP#<username>")]
pub struct Membership {
    pub organization: String,
    pub username: String,
    pub role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    Member,
}

/// A gist. A ULID begins with its time, so the gists of a user sort by age.
#[derive(Debug, Clone, PartialEq, Entity, Serialize, Deserialize)]
#[entity(pk = "ACCOUNT#<username>", sk = "GIST#<gist_id>")]
pub struct Gist {
    pub username: String,
    #[default(Ulid::generate())]
    pub gist_id: Ulid,
    pub title: String,
}

/// A nested map: it is read with its account, so it is no item of its own.
#[derive(Debug, Clone, PartialEq, Default, Document, Serialize, Deserialize)]
pub struct PaymentPlan {
    pub plan: Plan,
    pub since: Option<NaiveDate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    #[default]
    Free,
    Pro,
    Enterprise,
}

/// A user and the user's gists. `USER` is the last sort key of the partition: descending, the user comes first, and then
/// the newest gists.
#[derive(Debug, PartialEq, Collection)]
pub struct UserGists {
    pub user: User,
    pub gists: Vec<Gist>,
}

#[derive(Debug, PartialEq, Collection)]
pub struct OrganizationMembers {
    pub organization: Organization,
    pub members: Vec<Membership>,
}

/// An account and its repositories. `ACCOUNT` is behind `#2026-…`: descending, the account comes first, and then the
/// repositories with the latest pushes.
#[derive(Debug, PartialEq, Collection)]
#[collection(query = "by_account")]
pub struct AccountRepos {
    pub user: Option<User>,
    pub organization: Option<Organization>,
    pub repos: Vec<Repo>,
}

impl User {
    /// Creates a user whose name neither a user nor an organization has.
    pub fn sign_up(table: &Table<GitHub>, username: &str) -> TransactWrite<GitHub> {
        table
            .transact_write()
            .add(User::create(User::builder().username(username)))
            .add(Organization::check(username).condition(Organization::fields().name.not_exists()))
    }
}

impl Organization {
    /// Creates an organization whose name neither a user nor an organization has.
    pub fn sign_up(table: &Table<GitHub>, name: &str) -> TransactWrite<GitHub> {
        table
            .transact_write()
            .add(Organization::create(Organization::builder().name(name)))
            .add(User::check(name).condition(User::fields().username.not_exists()))
    }

    /// Adds a user to an organization, in the list of either.
    pub fn add_member(
        table: &Table<GitHub>,
        organization: &str,
        username: &str,
        role: Role,
    ) -> TransactWrite<GitHub> {
        let user = User::fields();
        let member = Membership::builder()
            .organization(organization)
            .username(username)
            .role(role);
        table
            .transact_write()
            .add(Membership::create(member))
            .add(
                User::patch(username)
                    .set(user.organizations.key(organization), role)
                    .condition(user.organizations.size().lt(MOST_ORGANIZATIONS)),
            )
            .add(Organization::check(organization).condition(Organization::fields().name.exists()))
    }

    pub fn remove_member(
        table: &Table<GitHub>,
        organization: &str,
        username: &str,
    ) -> TransactWrite<GitHub> {
        table
            .transact_write()
            .add(Membership::remove((organization, username)))
            .add(User::patch(username).remove(User::fields().organizations.key(organization)))
    }
}
