//! A client of the SDK, and the tables of the library that send with it.

use aws_sdk_dynamodb::Client;
use dynamo_entity::prelude::*;
use dynamo_entity::{SdkReason, Wire};

use crate::card::{Bench, TABLE};

#[derive(Debug, Clone)]
pub struct Connection {
    pub client: Client,
    /// A table that is warmed up: each of its requests leaves on the client's connector.
    pub lean: Table<Bench>,
    /// A table whose requests all go through the SDK.
    pub through_sdk: Table<Bench>,
}

impl Connection {
    /// # Panics
    /// If the requests of a table do not take the way that is measured.
    pub async fn new(client: Client) -> Self {
        let lean = Table::<Bench>::new(client.clone(), TABLE);
        lean.warm_up().await.expect("the SDK prepares a request");
        assert_eq!(lean.wire(), Wire::Lean);
        let through_sdk = Table::<Bench>::new(client.clone(), TABLE).through_sdk();
        assert_eq!(through_sdk.wire(), Wire::Sdk(SdkReason::Chosen));
        Self {
            client,
            lean,
            through_sdk,
        }
    }
}
