//! The entities that a table holds, as types.

use crate::codec::item::Item;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::encoded::encode_item;
use crate::entity::item::decode_stored;
use crate::error::{Error, Result};
use crate::schema::table::TableSchema;

/// The shape of one table. Derive it with `#[derive(Table)]` on a unit struct.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the shape of a table",
    label = "not the shape of a table",
    note = "derive it: `#[derive(Table)] #[table(entities(…))] struct {Self};`"
)]
pub trait Schema: Send + Sync + Sized + 'static {
    /// Returns the table as data.
    #[must_use]
    fn schema() -> &'static TableSchema;

    /// Encodes an entity as the stored item, with its key attributes and type attribute.
    ///
    /// # Errors
    /// If a part cannot be part of a key, a value cannot be an attribute, or the item is over DynamoDB's limits.
    fn to_item<E: Entity>(entity: &E) -> Result<Item>
    where
        Self: Registers<E>,
    {
        let encoded = encode_item(entity, Self::schema())?;
        encoded.item.attributes().map_err(Error::encode)
    }

    /// Decodes a stored item, for example from a stream record, an export, or a request that you built yourself.
    ///
    /// # Errors
    /// If the item belongs to another entity by its type attribute, or does not match the entity.
    fn from_item<E: Entity>(item: Item) -> Result<E>
    where
        Self: Registers<E>,
    {
        let decoded = WrittenItem::of(&item).read(|item| decode_stored(item, Self::schema()));
        decoded.map_err(Error::decode)?
    }
}

/// The table of shape `Self` holds items of `E`.
#[diagnostic::on_unimplemented(
    message = "the entity `{E}` is not in the table `{Self}`",
    label = "`{Self}` does not hold `{E}`",
    note = "add `{E}` to `#[table(entities(…))]` of `{Self}`"
)]
pub trait Registers<E>: Schema {}
