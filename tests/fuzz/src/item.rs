//! The target `item`: one item, `{"name":{"S":"text"}}`, decoded by the codec alone, which is fast.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::operation::get_item::{GetItem, GetItemOutput};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use dynamo_entity::Entity;
use dynamo_entity::codec::{CodecError, FieldShape, Item, Parser, from_item, from_json};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::grammar::{self, Oddities, Oddity};
use crate::model::{Loose, Thing, loose_looks, thing_looks};
use crate::verdict::{self, Looks};

/// Decodes the bytes as an item of each entity, and as an item with any names.
///
/// # Panics
/// If the result differs from decoding the SDK's attribute values, or if an error does not name its place.
pub fn item(bytes: &[u8]) {
    let mut oddities = Oddities::default();
    let json = std::str::from_utf8(bytes).ok();
    let json = json.and_then(|text| grammar::read(text, &mut oddities));
    if let Some(json) = &json {
        grammar::look_at_item(json, &mut oddities);
    }
    let theirs = by_the_sdk(bytes);
    let is_json = json.is_some();
    let _ = both::<Thing>(
        "Thing",
        bytes,
        Thing::SCHEMA.shapes,
        &theirs,
        is_json,
        &oddities,
        thing_looks,
    );
    let _ = both::<Loose>(
        "Loose",
        bytes,
        Loose::SCHEMA.shapes,
        &theirs,
        is_json,
        &oddities,
        loose_looks,
    );
    let any = |_: &[String]| Looks::Always;
    let whole = both::<BTreeMap<String, Value>>("any item", bytes, &[], &theirs, is_json, &oddities, any);
    assert!(
        whole.is_err() || !oddities.contains(Oddity::Malformed),
        "a malformed value is read: {whole:?}"
    );
}

fn both<T: DeserializeOwned + PartialEq + std::fmt::Debug>(
    what: &str,
    bytes: &[u8],
    fields: &'static [FieldShape],
    theirs: &Result<Item, String>,
    is_json: bool,
    oddities: &Oddities,
    looks: impl Fn(&[String]) -> Looks,
) -> Result<T, CodecError> {
    let ours: Result<T, CodecError> =
        Parser::new(bytes).and_then(|parser| from_json(&parser, fields, None, |decoder| T::deserialize(decoder)));
    let theirs = theirs.clone().and_then(|item| {
        let decoded = from_item(item, fields, |decoder| T::deserialize(decoder));
        decoded.map_err(|error: CodecError| error.to_string())
    });
    assert!(is_json || ours.is_err(), "{what}: what is no JSON is read: {ours:?}");
    verdict::same(what, &ours, &theirs, oddities, looks);
    if let Err(error) = &ours
        && oddities.is_empty()
        && is_json
        && what == "Thing"
    {
        assert!(
            !error.path().is_empty() || error.message().contains("field `"),
            "the error does not name the attribute: {error}"
        );
    }
    ours
}

/// Reads the item with the SDK's deserializer of `GetItem`.
fn by_the_sdk(bytes: &[u8]) -> Result<Item, String> {
    let body = [br#"{"Item":"#, bytes, b"}"].concat();
    let status = StatusCode::try_from(200).map_err(|error| error.to_string())?;
    let response = HttpResponse::new(status, SdkBody::from(body));
    let config = GetItem::new().config().ok_or("no configuration")?;
    let deserializer = config.load::<SharedResponseDeserializer>().ok_or("no deserializer")?;
    let output = deserializer.deserialize_nonstreaming_with_config(&response, &ConfigBag::base());
    let output = output.map_err(|error| format!("{error:?}"))?;
    let output = output.downcast::<GetItemOutput>().map_err(|_| "another output")?;
    output.item.ok_or_else(|| "no item".to_owned())
}
