//! Values that are unique within a part that the partition key does not begin with.
use dynamo_entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "USER#<user_id>", sk = "USER")]
struct User {
    user_id: String,
    tenant_id: String,
    #[entity(unique(within = tenant_id))]
    email: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "ORG#<org_id>#TEAM#<team_id>", sk = "PAGE#<page_id>")]
struct Page {
    org_id: String,
    team_id: String,
    page_id: String,
    // Two organizations may have teams with one id.
    #[entity(unique(within = team_id))]
    slug: String,
    #[entity(unique(within = [org_id, page_id]))]
    path: String,
}

#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = "SHOP#<shop_id>", sk = "$unique#<name>")]
struct Sign {
    shop_id: String,
    name: String,
    #[entity(unique(within = shop_id))]
    text: String,
}

#[derive(Table)]
#[table(entities(Sign))]
struct App;

fn main() {}
