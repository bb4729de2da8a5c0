//! The target `item`: one item, `{"name":{"S":"text"}}`, in the response to a `GetItem` of each entity.
//!
//! The oracle is the SDK's deserializer without a client, and [`Schema::from_item`] of its attribute values.

use aws_sdk_dynamodb::operation::get_item::{GetItem, GetItemOutput};
use aws_sdk_dynamodb::types::AttributeValue;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use dynamo_entity::{Entity, Registers, Schema};

use crate::answer::{self, Read};
use crate::grammar::{self, Oddities};
use crate::model::{App, Loose, Thing, loose_looks, thing_looks};

/// Decodes the bytes as an item of each entity. An item without a type attribute gets one.
///
/// # Panics
/// If the result differs from decoding the SDK's attribute values, or if an error does not name the item.
pub fn item(bytes: &[u8]) {
    let body = answer_with::<Thing>(bytes);
    answer::check(
        Read::Get,
        &body,
        &answer::read_thing(&body),
        &by_the_sdk::<Thing>(&body),
        thing_looks,
    );
    let body = answer_with::<Loose>(bytes);
    answer::check(
        Read::Get,
        &body,
        &answer::read_loose(&body),
        &by_the_sdk::<Loose>(&body),
        loose_looks,
    );
}

/// Makes `{"Item":…}`, with the type attribute of the entity unless the item has one.
fn answer_with<E: Entity>(item: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(item).unwrap_or_default();
    let json = grammar::read(text, &mut Oddities::default());
    let is_typed = json.is_some_and(|json| json.member(TYPE).is_some());
    match item.trim_ascii_start().strip_prefix(b"{") {
        Some(members) if !is_typed => {
            let comma = if members.trim_ascii_start().starts_with(b"}") {
                ""
            } else {
                ","
            };
            let start = format!(r#"{{"Item":{{"{TYPE}":{{"S":"{}"}}{comma}"#, E::SCHEMA.name);
            [start.as_bytes(), members, b"}"].concat()
        }
        _ => [br#"{"Item":"#, item, b"}"].concat(),
    }
}

const TYPE: &str = "_type";

/// Reads the response with the SDK's deserializer of `GetItem`. As in a read, an untyped item belongs to no entity.
fn by_the_sdk<E: Entity>(body: &[u8]) -> Result<Option<E>, String>
where
    App: Registers<E>,
{
    let status = StatusCode::try_from(200).map_err(|error| error.to_string())?;
    let response = HttpResponse::new(status, SdkBody::from(body));
    let config = GetItem::new().config().ok_or("no configuration")?;
    let deserializer = config.load::<SharedResponseDeserializer>().ok_or("no deserializer")?;
    let output = deserializer.deserialize_nonstreaming_with_config(&response, &ConfigBag::base());
    let output = output.map_err(|error| format!("{error:?}"))?;
    let output = output.downcast::<GetItemOutput>().map_err(|_| "another output")?;
    match output.item {
        Some(item) if matches!(item.get(TYPE), Some(AttributeValue::S(_))) => {
            let decoded = App::from_item(item);
            decoded.map(Some).map_err(|error| error.to_string())
        }
        _ => Ok(None),
    }
}
