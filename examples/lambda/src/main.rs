//! The program that Lambda starts. Its environment has `TABLE_NAME`.

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::Client;
use dynamo_entity::prelude::*;
use example_lambda::{App, handle};
use lambda_http::{Error, run, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let table = Table::<App>::new(Client::new(&config), std::env::var("TABLE_NAME")?);
    // Credentials and the signing key are ready before the first request comes.
    table.warm_up().await?;
    run(service_fn(|request| handle(&table, request))).await
}
