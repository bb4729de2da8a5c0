//! `BatchWriteItem`: the encoded writes, and the requests made of them.

use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use aws_sdk_dynamodb::operation::batch_write_item::BatchWriteItem;

use crate::codec::json::object::Object;
use crate::codec::json::write;
use crate::codec::stored::OwnedItem;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::encoded::encode_item;
use crate::entity::key::PrimaryKey;
use crate::entity::sides::KeyAttributes;
use crate::entity::verified::verify_item;
use crate::error::{Error, Result};
use crate::read::keys::identity::{HashIdentity, Identity};
use crate::schema::definition::EntitySchema;
use crate::wire::in_flight::{Settled, Work};
use crate::wire::request::Request;
use crate::wire::table::TableClient;
use crate::wire::target::{Target, write_key};
use crate::wire::{answer, fault};

/// DynamoDB's limits on one request. Source: "`BatchWriteItem`" of the API reference: up to 25 writes, and up to 16 MB sent
/// over the network.
const REQUEST_WRITES: usize = 25;
const REQUEST_BYTES: usize = 16 * 1024 * 1024;
/// Bounds of the bytes around the writes in a body, with the longest ARN as the table's name, and around each item or
/// key.
const AROUND_WRITES: usize = 2 * 1024;
const AROUND_WRITE: usize = 64;

/// One write of a batch.
#[derive(Clone)]
pub(crate) struct Write {
    /// The position of the write among all that were given.
    pub(crate) place: usize,
    pub(crate) identity: Identity,
    pub(crate) schema: &'static EntitySchema,
    pub(crate) ty: TypeId,
    pub(crate) kind: WriteKind,
    bytes: usize,
}

#[derive(Clone)]
pub(crate) enum WriteKind {
    Put(WrittenItem),
    Delete {
        key: KeyAttributes,
        /// The `PrimaryKey<E>` that was given.
        given: Arc<dyn Any + Send + Sync>,
    },
}

impl Write {
    /// Evaluates `on_write` and encodes the entity immediately.
    pub(crate) fn put<E: Entity>(mut entity: E, target: &Target<'_>) -> Result<Self> {
        entity.__touch();
        Write::encoded(&entity, target)
    }

    /// Encodes an entity whose `on_write` has already been evaluated.
    pub(crate) fn encoded<E: Entity>(entity: &E, target: &Target<'_>) -> Result<Self> {
        let encoded = encode_item(entity, target.schema)?;
        if target.verify {
            verify_item::<E>(&encoded.item, target.schema).map_err(|error| target.locate_entity(entity, error))?;
        }
        let (item, key) = encoded.into_parts::<E>(target.schema)?;
        let bytes = item.wire_size();
        Write::new::<E>(&key, WriteKind::Put(item), bytes)
    }

    pub(crate) fn delete<E: Entity>(key: PrimaryKey<E>, target: &Target<'_>) -> Result<Self> {
        let attributes = target
            .key_attributes(&key)
            .map_err(|error| target.locate(&key, error))?;
        let given = Arc::new(key);
        let mut json = Vec::new();
        write_key(&attributes, &mut json);
        Write::new::<E>(
            &attributes,
            WriteKind::Delete {
                key: attributes.clone(),
                given,
            },
            json.len(),
        )
    }

    fn new<E: Entity>(key: &KeyAttributes, kind: WriteKind, bytes: usize) -> Result<Self> {
        let is_whole = key.len() == E::SCHEMA.primary().sides().count();
        let identity = Identity::of_key(key)
            .filter(|_| is_whole)
            .ok_or_else(|| Error::input("the item lacks a key attribute").with_entity(E::SCHEMA.name))?;
        Ok(Write {
            place: 0,
            identity,
            schema: E::SCHEMA,
            ty: TypeId::of::<E>(),
            bytes: bytes + AROUND_WRITE,
            kind,
        })
    }

    /// Appends the write to `out`: `{"PutRequest":{"Item":{…}}}`.
    fn write(&self, out: &mut Vec<u8>) {
        Object::append(out, |write| match &self.kind {
            WriteKind::Put(item) => write.object("PutRequest", |put| item.write(put.member("Item"))),
            WriteKind::Delete { key, .. } => {
                write.object("DeleteRequest", |delete| write_key(key, delete.member("Key")));
            }
        });
    }
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.kind {
            WriteKind::Put(_) => "put",
            WriteKind::Delete { .. } => "delete",
        };
        let key = self.identity.describe(self.schema);
        write!(f, "{verb} `{}` at {key}", self.schema.name)
    }
}

/// Writes in order, one per key: a later write replaces an earlier one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writes {
    writes: Vec<Option<Write>>,
    places: HashMap<Identity, usize, HashIdentity>,
}

impl Writes {
    pub(crate) fn push(&mut self, write: Write) {
        let earlier = self.places.insert(write.identity.clone(), self.writes.len());
        if let Some(earlier) = earlier.and_then(|place| self.writes.get_mut(place)) {
            *earlier = None;
        }
        self.writes.push(Some(write));
    }

    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Returns the writes that were not replaced.
    pub(crate) fn into_writes(self) -> impl Iterator<Item = Write> {
        self.writes.into_iter().flatten()
    }

    /// Returns the writes of each request.
    pub(crate) fn into_chunks(self) -> Vec<Vec<Write>> {
        let mut chunks = Vec::new();
        let mut chunk = WriteChunk::default();
        for write in self.into_writes() {
            if !chunk.takes(&write) {
                chunks.push(std::mem::take(&mut chunk).into_writes());
            }
            chunk.push(write);
        }
        if !chunk.is_empty() {
            chunks.push(chunk.into_writes());
        }
        chunks
    }
}

/// The writes of one request.
#[derive(Debug, Default)]
pub(crate) struct WriteChunk {
    writes: Writes,
    bytes: usize,
}

impl WriteChunk {
    /// Whether the write fits into the same request.
    pub(crate) fn takes(&self, write: &Write) -> bool {
        let bytes = self.bytes + write.bytes + AROUND_WRITES;
        self.is_empty() || (self.writes.len() < REQUEST_WRITES && bytes <= REQUEST_BYTES)
    }

    pub(crate) fn push(&mut self, write: Write) {
        self.bytes += write.bytes;
        self.writes.push(write);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.writes.len() >= REQUEST_WRITES
    }

    pub(crate) fn into_writes(self) -> Vec<Write> {
        self.writes.into_writes().collect()
    }
}

/// Sends the writes of one table and evaluates the responses.
#[derive(Debug, Clone)]
pub(crate) struct Writing {
    table: String,
    key_names: Vec<&'static str>,
}

/// The answer to one `BatchWriteItem`.
#[derive(Debug)]
pub(crate) struct BatchAnswer {
    /// The item or the key of each unprocessed write; `None` if the answer does not say it.
    left: Vec<Option<OwnedItem>>,
    consumed_capacity: f64,
}

impl Writing {
    pub(crate) fn to(target: &Target<'_>) -> Self {
        Writing {
            table: target.name.to_owned(),
            key_names: target.key_names(),
        }
    }

    /// Builds the `BatchWriteItem` of one chunk: `{"RequestItems":{"table":[{"PutRequest":{…}}]}}`.
    pub(crate) fn request(&self, writes: &[Write]) -> Request<BatchWriteItem> {
        let bytes = writes.iter().map(|write| write.bytes).sum::<usize>() + AROUND_WRITES;
        let mut body = Object::with_capacity(bytes);
        let tables = [(&self.table, writes)];
        write::object(body.member("RequestItems"), tables, |out, writes| {
            write::list(out, writes, |out, write| write.write(out));
        });
        Request::of_items(body, writes.len()).returning_capacity()
    }

    /// Separates the writes that were done from the unprocessed ones.
    pub(crate) fn settle(&self, writes: Vec<Write>, answer: &BatchAnswer) -> Settled<Write, Write> {
        let mut left: HashSet<Identity, HashIdentity> = HashSet::default();
        let mut unknown = false;
        for item in &answer.left {
            let key = item.as_ref().and_then(|item| item.scalars(&self.key_names).ok());
            let identity = key.and_then(|key| Identity::of_scalars(key.into_iter()));
            match identity {
                Some(identity) if writes.iter().any(|write| write.identity == identity) => {
                    left.insert(identity);
                }
                _ => unknown = true,
            }
        }
        // An unrecognized entry may be any of the writes. Repeating a write does no harm.
        let (left, done) = writes
            .into_iter()
            .partition(|write| unknown || left.contains(&write.identity));
        Settled {
            done,
            left,
            consumed_capacity: answer.consumed_capacity,
            error: None,
        }
    }
}

impl Work for Writing {
    type Entry = Write;
    type Done = Write;
    type Request = Request<BatchWriteItem>;
    type Answer = BatchAnswer;

    fn request(&self, writes: &[Write]) -> Self::Request {
        Writing::request(self, writes)
    }

    async fn send(table: &TableClient, request: Self::Request) -> Result<Self::Answer> {
        let answer = table.exchange(request).await.map_err(fault::service)?;
        let (left, summary) = answer::unprocessed(answer.text().await?)?;
        Ok(BatchAnswer {
            left,
            consumed_capacity: summary.units(),
        })
    }

    fn settle(&self, writes: Vec<Write>, answer: Self::Answer) -> Settled<Write, Write> {
        Writing::settle(self, writes, &answer)
    }
}

/// The totals of a batch of writes.
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct BatchWritten {
    /// The number of items put and deleted. Duplicate keys are counted once.
    pub items: usize,
    /// The number of requests sent, without the retries of the SDK's client.
    pub requests: u64,
    /// The write capacity units that DynamoDB reported.
    pub consumed_capacity: f64,
}
