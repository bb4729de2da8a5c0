//! The parts of the item that a write returns.

use aws_sdk_dynamodb::types::ReturnValue;

use crate::codec::stored::StoredItem;
use crate::entity::Entity;
use crate::entity::item::decode_stored;
use crate::error::{Error, Result};
use crate::schema::table::TableSchema;
use crate::wire::answer;
use crate::wire::direct::Answer;

/// The write returns nothing.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Debug, Clone, Copy)]
pub enum Nothing {}

/// The write returns the whole item as it is after the write: `ReturnValues = ALL_NEW`.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Debug, Clone, Copy)]
pub enum New {}

/// The write returns the whole item as it was before the write, if there was one: `ReturnValues = ALL_OLD`.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Debug, Clone, Copy)]
pub enum Old {}

/// A write that returns nothing, as a transaction requires.
#[diagnostic::on_unimplemented(
    message = "a transaction returns no items",
    label = "returns an item",
    note = "remove `return_new()` and `return_old()`: `TransactWriteItems` returns no items; read them afterwards, or with `transact_get`"
)]
pub trait GivesNothing {}
impl GivesNothing for Nothing {}

/// The value that a write of an `E` returns.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
pub trait Returning<E> {
    /// The type that is returned.
    type Output: Send + 'static;

    #[doc(hidden)]
    const VALUES: Option<ReturnValue>;

    #[doc(hidden)]
    fn __output(attributes: Option<StoredItem<'_, '_>>, table: &TableSchema) -> Result<Self::Output>;
}

impl<E: Entity> Returning<E> for Nothing {
    type Output = ();
    const VALUES: Option<ReturnValue> = None;
    fn __output(_: Option<StoredItem<'_, '_>>, _: &TableSchema) -> Result<()> {
        Ok(())
    }
}

impl<E: Entity> Returning<E> for New {
    type Output = E;
    const VALUES: Option<ReturnValue> = Some(ReturnValue::AllNew);
    fn __output(attributes: Option<StoredItem<'_, '_>>, table: &TableSchema) -> Result<E> {
        match attributes {
            Some(item) => decode_stored(item, table),
            None => Err(Error::unexpected_answer(
                "DynamoDB returned no attributes of the item that was written",
            )),
        }
    }
}

impl<E: Entity> Returning<E> for Old {
    type Output = Option<E>;
    const VALUES: Option<ReturnValue> = Some(ReturnValue::AllOld);
    fn __output(attributes: Option<StoredItem<'_, '_>>, table: &TableSchema) -> Result<Option<E>> {
        let attributes = attributes.filter(|item| !item.is_empty());
        attributes.map(|item| decode_stored(item, table)).transpose()
    }
}

/// Decodes what a write returns.
pub(crate) async fn returned<E, R: Returning<E>>(answer: Answer, table: &'static TableSchema) -> Result<R::Output> {
    if R::VALUES.is_none() {
        return R::__output(None, table);
    }
    let answer = answer.text().await?;
    match answer::item(&answer, "Attributes", |item| R::__output(Some(item), table))? {
        Some(output) => Ok(output),
        None => R::__output(None, table),
    }
}
