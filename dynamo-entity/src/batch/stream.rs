//! Batch writes of a stream: `BatchWrite::put_stream` and `BatchWrite::delete_stream`.

use std::any::TypeId;
use std::fmt;

use futures_core::Stream;
use futures_util::StreamExt;

use crate::batch::put::BatchItem;
use crate::batch::send::send_stream;
use crate::batch::write::BatchWrite;
use crate::batch::writing::{BatchWritten, Write};
use crate::entity::alone::Batchable;
use crate::entity::key::IntoKey;
use crate::entity::registry::{Registers, Schema};
use crate::error::Result;
use crate::wire::options::option_methods;

impl<S: Schema> BatchWrite<S> {
    /// Adds the items of a stream, which are put after the writes that the batch already has and replace stored items with
    /// the same keys. Only the requests in flight and the next request are kept in memory.
    ///
    /// A request is sent as soon as it is full. Two writes of one key are done in their order, and the earlier one may be
    /// left out. To put the items of an iterator, use `futures::stream::iter`. If the stream is passed as `&mut`, the
    /// items that were not pulled stay in it.
    ///
    /// ```
    /// # #[cfg(feature = "local")]
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> dynamo_entity::Result<()> {
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "CARD#<card_id>", sk = "CARD")]
    /// # pub struct Card { pub card_id: String }
    /// # #[derive(Table)]
    /// # #[table(entities(Card))]
    /// # pub struct App;
    /// # let table = Table::<App>::local().await.expect("a table");
    /// let cards = (0..100).map(|n| Card::builder().card_id(format!("c{n}")));
    /// let cards = futures_util::stream::iter(cards);
    /// let written = table.batch_write().put_stream(cards).in_flight(8).send().await?;
    /// assert_eq!(written.items, 100);
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "local"))]
    /// # fn main() {}
    /// ```
    pub fn put_stream<T: BatchItem<S>>(
        self,
        items: impl Stream<Item = T>,
    ) -> BatchStream<S, impl Stream<Item = StreamedWrite>> {
        let table = self.table.clone();
        let encode = move |item: T| StreamedWrite(Write::put(item.into_entity(), &table.inner.target()));
        BatchStream {
            batch: self,
            writes: items.map(encode),
        }
    }

    /// Adds the keys of a stream, whose items of `E` are deleted after the writes that the batch already has, in the same way
    /// as with [`put_stream`](BatchWrite::put_stream).
    pub fn delete_stream<E>(
        self,
        keys: impl Stream<Item: IntoKey<E>>,
    ) -> BatchStream<S, impl Stream<Item = StreamedWrite>>
    where
        S: Registers<E>,
        E: Batchable,
    {
        let table = self.table.clone();
        BatchStream {
            batch: self,
            writes: keys.map(move |key| StreamedWrite(Write::delete(key.into_key(), &table.inner.target()))),
        }
    }
}

/// A write that an item or key of a stream became.
#[derive(Debug)]
pub struct StreamedWrite(Result<Write>);

/// Writes what a batch already has, and then the items or keys of a stream that may not fit in memory: `BatchWriteItem`.
///
/// See [`BatchWrite::put_stream`] and [`BatchWrite::delete_stream`].
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[must_use = "a batch does nothing until it is sent"]
pub struct BatchStream<S, W> {
    batch: BatchWrite<S>,
    writes: W,
}

impl<S: Schema, W: Stream<Item = StreamedWrite>> BatchStream<S, W> {
    option_methods!(batch.options);

    /// Sends requests until every write is done. The future borrows what the stream borrows.
    ///
    /// # Errors
    /// Fails as [`BatchWrite::send`] does, except that each item is checked when it is pulled, so the items before an invalid
    /// one are written. In that case the returned error does not report [`is_invalid_key`](crate::Error::is_invalid_key) and
    /// the like, because these mean that nothing was sent; its `source()` is the error that does.
    pub async fn send(self) -> Result<BatchWritten> {
        let BatchStream { batch, writes } = self;
        if let Some(bad) = batch.bad {
            return Err(bad);
        }
        batch.options.check()?;
        let writes = writes.map(|StreamedWrite(write)| write);
        send_stream(
            batch.table.inner(),
            TypeId::of::<S>(),
            batch.writes,
            writes,
            batch.options,
        )
        .await
    }
}

impl<S, W> fmt::Debug for BatchStream<S, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchStream")
            .field("batch", &self.batch)
            .finish_non_exhaustive()
    }
}
