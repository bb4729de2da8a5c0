//! Only the SDK's call: sends prepared bytes and reads a response without items.
//!
//! The additional cost of every other way is encoding and decoding. Signing reads the body, so the prepared body is the
//! one that the call by hand sends.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextMut;
use aws_sdk_dynamodb::config::{Builder, ConfigBag, Intercept, RuntimeComponents};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;

use crate::card::{PlainCard, TABLE, cards};
use crate::case::Case;
use crate::subject::{self, Operation};

/// # Panics
/// If a run fails.
#[must_use]
pub fn operation(case: Case, body: Bytes, config: Builder) -> Operation {
    let client = Client::from_conf(config.interceptor(Body(body)).build());
    let plain: Vec<_> = cards(case.items()).iter().map(PlainCard::from).collect();
    subject::operation(move || {
        let client = client.clone();
        // Copies like the other ways, so that the difference to them excludes copies.
        let cards = if case.puts() { plain.clone() } else { Vec::new() };
        async move {
            call(case, &client).await.expect("the call succeeds");
            drop(cards);
            case.items() as usize
        }
    })
}

async fn call(case: Case, client: &Client) -> Result<(), aws_sdk_dynamodb::Error> {
    match case {
        Case::GetItem => drop(client.get_item().table_name(TABLE).send().await?),
        Case::Query(_) | Case::QuerySheets => drop(client.query().table_name(TABLE).send().await?),
        Case::BatchGetItem => drop(client.batch_get_item().send().await?),
        Case::PutItem => drop(client.put_item().table_name(TABLE).send().await?),
        Case::UpdateItem => drop(client.update_item().table_name(TABLE).send().await?),
        Case::BatchWriteItem => drop(client.batch_write_item().send().await?),
        Case::TransactWriteItems => drop(client.transact_write_items().send().await?),
    }
    Ok(())
}

/// Replaces the body with these bytes.
#[derive(Debug)]
struct Body(Bytes);

impl Intercept for Body {
    fn name(&self) -> &'static str {
        "Body"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        *request.body_mut() = SdkBody::from(self.0.clone());
        request.headers_mut().insert("content-length", self.0.len().to_string());
        Ok(())
    }
}
