//! Lets the SDK prepare and sign a request without sending it, so that a table has a route before its first request.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use aws_sdk_dynamodb::operation::get_item::GetItem;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;

use crate::wire::lean::lane::Lane;
use crate::wire::operation::{Failure, Operation};

/// Teaches the lane its route. Fails if the SDK cannot prepare a request, for example without credentials.
pub(crate) async fn rehearse(client: &Client, table: &str, lane: &Arc<Lane>) -> Result<(), Failure<GetItem>> {
    let is_prepared = Arc::new(AtomicBool::new(false));
    let rehearsal = Rehearsal {
        lane: Arc::clone(lane),
        is_prepared: Arc::clone(&is_prepared),
    };
    match GetItem::send(client.get_item().table_name(table), rehearsal, None).await {
        Err(error) if !is_prepared.load(Ordering::Relaxed) => Err(error),
        _ => Ok(()),
    }
}

/// Learns from the signed request, and stops the SDK before it sends the request.
struct Rehearsal {
    lane: Arc<Lane>,
    is_prepared: Arc<AtomicBool>,
}

impl fmt::Debug for Rehearsal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Rehearsal(..)")
    }
}

#[dyn_dispatch_hint]
impl Intercept for Rehearsal {
    fn name(&self) -> &'static str {
        "dynamo-entity rehearsal"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.is_prepared.store(true, Ordering::Relaxed);
        self.lane.learn(GetItem::NAME, context.request(), components, config);
        Err("the request is prepared and not to be sent".into())
    }
}
