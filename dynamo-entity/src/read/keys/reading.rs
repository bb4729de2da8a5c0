//! `BatchGetItem`: builds the requests and matches the responses to the keys.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItemOutput;
use aws_sdk_dynamodb::operation::batch_get_item::builders::BatchGetItemInputBuilder;
use aws_sdk_dynamodb::types::{KeysAndAttributes, ReturnConsumedCapacity};

use crate::codec::item::Item;
use crate::codec::json::members::Members;
use crate::codec::json::write;
use crate::codec::stored::OwnedItem;
use crate::codec::written::Encoding;
use crate::error::{Error, Result};
use crate::read::keys::identity::{HashIdentity, Identity};
use crate::read::keys::wanted::{KeyOutcome, ReadOptions, Wanted};
use crate::wire::direct::Received;
use crate::wire::in_flight::{Settled, Work, units};
use crate::wire::request::Request;
use crate::wire::table::TableClient;
use crate::wire::target::{incomplete, key_item, write_key};
use crate::wire::{answer, fault};

/// Estimated bytes of a request body: per key with its attribute names, and for the rest of the body.
const EXPECTED_KEY: usize = 128;
const AROUND_KEYS: usize = 512;

/// The result of one `BatchGetItem`.
#[derive(Debug)]
pub(crate) struct BatchFound {
    pub(crate) items: Vec<OwnedItem>,
    /// The unprocessed keys.
    pub(crate) left: Vec<Item>,
    pub(crate) consumed_capacity: f64,
}

impl From<BatchGetItemOutput> for BatchFound {
    fn from(output: BatchGetItemOutput) -> Self {
        // The request names one table, so the table name in the response is ignored.
        let items = output.responses.unwrap_or_default().into_values().flatten();
        let left = output.unprocessed_keys.unwrap_or_default().into_values();
        BatchFound {
            items: items.map(OwnedItem::Attributes).collect(),
            left: left.flat_map(|left| left.keys).collect(),
            consumed_capacity: units(output.consumed_capacity),
        }
    }
}

/// Builds requests for the keys of one table, and interprets the responses.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    table: String,
    key_names: Vec<&'static str>,
    form: Encoding,
}

impl Reading {
    pub(crate) fn new(table: &str, key_names: &[&'static str], form: Encoding) -> Self {
        Reading {
            table: table.to_owned(),
            key_names: key_names.to_vec(),
            form,
        }
    }

    /// Builds the `BatchGetItem` of one chunk.
    pub(crate) fn build(&self, wanted: &[Wanted]) -> Result<Request<BatchGetItemInputBuilder>> {
        let (keys, members) = match self.form {
            Encoding::Attributes => {
                let how = wanted
                    .first()
                    .map(|wanted| ReadOptions::clone(&wanted.how))
                    .unwrap_or_default();
                let keys = wanted.iter().map(|wanted| key_item(wanted.key.clone())).collect();
                let keys = KeysAndAttributes::builder()
                    .set_keys(Some(keys))
                    .set_consistent_read(how.consistent.then_some(true))
                    .set_projection_expression(how.projection)
                    .set_expression_attribute_names(how.names);
                (keys, Members::default())
            }
            // The SDK needs the table name to find the endpoint.
            Encoding::Json => (
                KeysAndAttributes::builder().set_keys(Some(Vec::new())),
                self.members(wanted),
            ),
        };
        let input = BatchGetItemInputBuilder::default()
            .request_items(&self.table, keys.build().map_err(incomplete)?)
            .return_consumed_capacity(ReturnConsumedCapacity::Total);
        Ok(Request {
            input,
            members,
            entries: Some(wanted.len()),
            attempts: None,
        })
    }

    /// `"RequestItems":{"table":{"Keys":[{…}],"ConsistentRead":true}}`
    fn members(&self, wanted: &[Wanted]) -> Members {
        let mut members = Members::after(Vec::with_capacity(AROUND_KEYS + EXPECTED_KEY * wanted.len()));
        let out = members.member("RequestItems");
        out.push(b'{');
        write::string(out, &self.table);
        out.push(b':');
        let mut of_table = Members::after(std::mem::take(out));
        let keys = of_table.member("Keys");
        keys.push(b'[');
        for (i, wanted) in wanted.iter().enumerate() {
            if i > 0 {
                keys.push(b',');
            }
            write_key(&wanted.key, keys);
        }
        keys.push(b']');
        if let Some(wanted) = wanted.first() {
            wanted.how.write(&mut of_table);
        }
        *out = of_table.finish();
        out.push(b'}');
        members
    }

    /// Sorts the keys into those that were read, with their results, and those that were not.
    pub(crate) fn settle(&self, wanted: Vec<Wanted>, answer: BatchFound) -> Settled<Wanted, (Wanted, KeyOutcome)> {
        let mut settled = Settled {
            done: Vec::with_capacity(wanted.len()),
            left: Vec::new(),
            consumed_capacity: answer.consumed_capacity,
            error: None,
        };
        let answers = match self.answers(&wanted, answer) {
            Ok(answers) => answers,
            Err(error) => {
                settled.left = wanted;
                settled.error = Some(error);
                return settled;
            }
        };
        for (wanted, found) in wanted.into_iter().zip(answers) {
            match found {
                KeyOutcome::Unread => settled.left.push(wanted),
                found => settled.done.push((wanted, found)),
            }
        }
        settled
    }

    /// Returns the outcome for each key.
    fn answers(&self, wanted: &[Wanted], answer: BatchFound) -> Result<Vec<KeyOutcome>> {
        let places = wanted.iter().enumerate();
        let places: HashMap<&Identity, usize, HashIdentity> =
            places.map(|(at, wanted)| (&wanted.identity, at)).collect();
        let mut answers = vec![KeyOutcome::Absent; wanted.len()];
        let mut put = |identity: Option<Identity>, found: KeyOutcome| {
            let place = identity.and_then(|identity| places.get(&identity));
            match place.and_then(|at| answers.get_mut(*at)) {
                Some(answer) => *answer = found,
                // If the item were ignored, some other key would wrongly count as absent.
                None => return Err(unasked()),
            }
            Ok(())
        };
        for item in answer.items {
            let key = item.scalars(&self.key_names).map_err(Error::broken_answer)?;
            put(Identity::of_scalars(key.into_iter()), KeyOutcome::Item(item))?;
        }
        for key in &answer.left {
            put(Identity::of(key, &self.key_names), KeyOutcome::Unread)?;
        }
        Ok(answers)
    }
}

fn unasked() -> Error {
    Error::unexpected_answer("DynamoDB returned an item that was not requested")
}

impl Work for Reading {
    type Entry = Wanted;
    type Done = (Wanted, KeyOutcome);
    type Request = Request<BatchGetItemInputBuilder>;
    type Answer = BatchFound;

    fn build(&self, wanted: &[Wanted]) -> Result<Self::Request> {
        Reading::build(self, wanted)
    }

    async fn send(table: &TableClient, request: Self::Request) -> Result<Self::Answer> {
        table.batch_get(request).await
    }

    fn settle(&self, wanted: Vec<Wanted>, answer: Self::Answer) -> Settled<Wanted, Self::Done> {
        Reading::settle(self, wanted, answer)
    }
}

impl TableClient {
    /// Sends a `BatchGetItem`.
    pub(crate) async fn batch_get(&self, request: Request<BatchGetItemInputBuilder>) -> Result<BatchFound> {
        let body = match self.exchange(request).await.map_err(fault::service)? {
            Received::Output(output) => return Ok(output.into()),
            Received::Json(body) => body,
        };
        let (items, left, summary) = answer::batch(body.text().await?)?;
        Ok(BatchFound {
            items,
            left,
            consumed_capacity: summary.units(),
        })
    }
}
