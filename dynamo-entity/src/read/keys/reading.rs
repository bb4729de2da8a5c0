//! `BatchGetItem`: builds the requests and matches the responses to the keys.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::batch_get_item::BatchGetItem;

use crate::codec::item::Item;
use crate::codec::json::object::Object;
use crate::codec::json::write;
use crate::codec::stored::OwnedItem;
use crate::error::{Error, Result};
use crate::read::keys::identity::{HashIdentity, Identity};
use crate::read::keys::wanted::{KeyOutcome, Wanted};
use crate::wire::in_flight::{Settled, Work};
use crate::wire::request::Request;
use crate::wire::table::TableClient;
use crate::wire::target::write_key;
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

/// Builds requests for the keys of one table, and interprets the responses.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    table: String,
    key_names: Vec<&'static str>,
}

impl Reading {
    pub(crate) fn new(table: &str, key_names: &[&'static str]) -> Self {
        Reading {
            table: table.to_owned(),
            key_names: key_names.to_vec(),
        }
    }

    /// Builds the `BatchGetItem` of one chunk: `{"RequestItems":{"table":{"Keys":[{…}],"ConsistentRead":true}}}`.
    pub(crate) fn request(&self, wanted: &[Wanted]) -> Request<BatchGetItem> {
        let mut body = Object::with_capacity(AROUND_KEYS + EXPECTED_KEY * wanted.len());
        let tables = [(&self.table, wanted)];
        write::object(body.member("RequestItems"), tables, |out, wanted| {
            Object::append(out, |table| {
                write::list(table.member("Keys"), wanted, |out, wanted| {
                    write_key(&wanted.key.0, out);
                });
                if let Some(wanted) = wanted.first() {
                    wanted.how.write(table);
                }
            });
        });
        Request::of_items(body, wanted.len()).returning_capacity()
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
    type Request = Request<BatchGetItem>;
    type Answer = BatchFound;

    fn request(&self, wanted: &[Wanted]) -> Self::Request {
        Reading::request(self, wanted)
    }

    async fn send(table: &TableClient, request: Self::Request) -> Result<Self::Answer> {
        let answer = table.exchange(request).await.map_err(fault::service)?;
        let (items, left, summary) = answer::batch(answer.text().await?)?;
        Ok(BatchFound {
            items,
            left,
            consumed_capacity: summary.units(),
        })
    }

    fn settle(&self, wanted: Vec<Wanted>, answer: Self::Answer) -> Settled<Wanted, Self::Done> {
        Reading::settle(self, wanted, answer)
    }
}
