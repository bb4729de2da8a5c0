//! `cargo run -p example-web` serves on port 3000; `cargo run -p example-web --release -- load` measures the service.

use std::error::Error;
use std::time::Duration;

use dynamo_entity::prelude::*;
use example_web::model::App;
use example_web::routes::router;
use example_web::{load, seed};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    tracing_subscriber::fmt::init();
    // On AWS: Table::<App>::new(aws_sdk_dynamodb::Client::new(&aws_config), "tasks")
    let table = Table::<App>::local().await?;
    seed::seed(&table, 300).await?;

    match std::env::args().nth(1).as_deref() {
        None => {
            let listener = TcpListener::bind("127.0.0.1:3000").await?;
            println!("try http://127.0.0.1:3000/tasks?assignee=ada, or /openapi.json");
            axum::serve(listener, router(table)).await?;
        }
        Some("load") => {
            let report = load::run(router(table), 8, Duration::from_secs(10)).await?;
            println!("{report}");
        }
        Some(command) => {
            return Err(format!("`{command}` is not a command: write `load`, or nothing").into());
        }
    }
    Ok(())
}
