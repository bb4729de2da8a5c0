//! An entity without `Serialize` and `Deserialize`.
use dynamo_entity::prelude::*;

#[derive(Entity)]
#[entity(pk = "USER#<user_id>", sk = "PROFILE")]
struct User {
    user_id: String,
    email: String,
}

#[derive(Table)]
#[table(entities(User))]
struct App;

async fn program(table: Table<App>) -> dynamo_entity::Result<()> {
    User::create(User::builder().user_id("1").email("a@b.c")).send(&table).await?;
    User::get("1").send(&table).await?;
    User::delete("1").send(&table).await
}

fn main() {}
