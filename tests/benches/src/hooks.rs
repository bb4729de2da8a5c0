//! The cost of an interceptor: the SDK's GetItem without one, and with an empty one that is set in several ways.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut,
};
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::{SharedInterceptor, dyn_dispatch_hint};

use crate::canned;
use crate::card::{TABLE, TEAM, card_id};
use crate::case::Case;
use crate::subject::{self, Operation};
use crate::ways::hand;

/// Where the interceptor is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hook {
    None,
    /// `client.get_item().customize().interceptor(…)`
    Customize,
    /// The same, with an interceptor that declares its two hooks to the SDK.
    CustomizeHinted,
    /// `Client::from_conf(config.to_builder().interceptor(…).build())`, made once.
    Client,
    /// The same, with an interceptor that declares its two hooks to the SDK.
    ClientHinted,
    /// The same, with an interceptor that cannot be disabled.
    ClientPermanent,
    /// Like `Client`, with a new client for each request.
    ClientPerRequest,
}

impl Hook {
    pub const ALL: [Hook; 7] = [
        Hook::None,
        Hook::Customize,
        Hook::CustomizeHinted,
        Hook::Client,
        Hook::ClientHinted,
        Hook::ClientPermanent,
        Hook::ClientPerRequest,
    ];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Hook::None => "none",
            Hook::Customize => "customize",
            Hook::CustomizeHinted => "customize-hinted",
            Hook::Client => "client",
            Hook::ClientHinted => "client-hinted",
            Hook::ClientPermanent => "client-permanent",
            Hook::ClientPerRequest => "client-per-request",
        }
    }

    /// Returns the description for the report.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Hook::None => "none",
            Hook::Customize => "`.customize().interceptor(…)`",
            Hook::CustomizeHinted => "the same, with `dyn_dispatch_hint`",
            Hook::Client => "on a client made once",
            Hook::ClientHinted => "the same, with `dyn_dispatch_hint`",
            Hook::ClientPermanent => "the same, as `SharedInterceptor::permanent`",
            Hook::ClientPerRequest => "on a client made for each request",
        }
    }
}

#[derive(Debug)]
struct Nothing;

impl Intercept for Nothing {
    fn name(&self) -> &'static str {
        "Nothing"
    }
}

/// An interceptor with the two hooks in which a body is replaced.
#[derive(Debug)]
struct Hinted;

#[dyn_dispatch_hint]
impl Intercept for Hinted {
    fn name(&self) -> &'static str {
        "Hinted"
    }

    fn modify_before_signing(
        &self,
        _: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        _: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        Ok(())
    }
}

/// # Panics
/// If a run fails.
#[must_use]
pub fn operation(hook: Hook) -> Operation {
    let plain = canned::client(Case::GetItem.answer());
    let client = with_hook(hook, &plain);
    subject::operation(move || {
        let client = client.clone();
        async move {
            let client = if hook == Hook::ClientPerRequest {
                with_hook(Hook::Client, &client)
            } else {
                client
            };
            let get = client
                .get_item()
                .table_name(TABLE)
                .set_key(Some(hand::key(TEAM, &card_id(0))));
            let output = match hook {
                Hook::Customize => get.customize().interceptor(Nothing).send().await,
                Hook::CustomizeHinted => get.customize().interceptor(Hinted).send().await,
                _ => get.send().await,
            };
            output.expect("the call succeeds").item.map_or(0, |_| 1)
        }
    })
}

fn with_hook(hook: Hook, client: &Client) -> Client {
    let mut config = client.config().to_builder();
    match hook {
        Hook::Client => config.push_interceptor(SharedInterceptor::new(Nothing)),
        Hook::ClientHinted => config.push_interceptor(SharedInterceptor::new(Hinted)),
        Hook::ClientPermanent => config.push_interceptor(SharedInterceptor::permanent(Hinted)),
        Hook::None | Hook::Customize | Hook::CustomizeHinted | Hook::ClientPerRequest => return client.clone(),
    };
    Client::from_conf(config.build())
}
