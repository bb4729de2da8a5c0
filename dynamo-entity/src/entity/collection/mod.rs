//! What a derive implements for a collection: the entities that one query reads, and how their items are collected.

pub(crate) mod check;
pub(crate) mod field;
pub(crate) mod member;
mod projected;
pub(crate) mod recognize;

use crate::codec::stored::StoredItem;
use crate::entity::collection::member::Member;
use crate::error::{Error, Result};
use crate::schema::table::TableSchema;

/// Several entities that one query reads. Derive it on a struct with a field for each entity, or on an enum with a variant
/// for each.
///
/// The derive adds `query`, which takes the parts of the partition key and returns a
/// [`CollectionQuery`](crate::CollectionQuery).
///
/// ```no_run
/// use dynamo_entity::prelude::*;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "CARD#<card_id>", sk = "CARD")]
/// # pub struct Card { pub card_id: String }
/// # #[derive(Entity, Serialize, Deserialize)]
/// # #[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
/// # pub struct Reaction { pub card_id: String, pub user_id: String }
/// # #[derive(Table)]
/// # #[table(entities(Card, Reaction))]
/// # pub struct App;
///
/// #[derive(Collection)]
/// pub struct CardDetails {
///     pub card: Option<Card>,
///     pub reactions: Vec<Reaction>,
/// }
///
/// #[derive(Collection)]
/// pub enum CardItem {
///     Card(Card),
///     Reaction(Reaction),
/// }
///
/// # async fn read(table: &Table<App>) -> dynamo_entity::Result<()> {
/// let details = CardDetails::query("c1").all(table).await?;
/// let page = CardItem::query("c1").begins_with("REACTION#").limit(20).send(table).await?;
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collection",
    label = "not a collection",
    note = "derive it: `#[derive(Collection)]`"
)]
pub trait Collection: Send + Sized + 'static {
    /// The result of reading a whole collection: the struct, or a `Vec` of the enum.
    type Output: Send + 'static;

    /// The items that were read so far.
    #[doc(hidden)]
    type __Found: Default + Send + 'static;
    #[doc(hidden)]
    const __NAME: &'static str;
    #[doc(hidden)]
    const __MEMBERS: &'static [Member];

    /// Adds an item of the member at this position.
    #[doc(hidden)]
    fn __add(found: &mut Self::__Found, member: usize, item: StoredItem<'_, '_>, table: &TableSchema) -> Result<()>;
    #[doc(hidden)]
    fn __finish(found: Self::__Found) -> Result<Self::Output>;
}

/// A collection whose items are separate values: an enum.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a struct, so the collection is read only as a whole, with `all`",
    label = "a page would hold only part of a `{Self}`",
    note = "for pages, cursors and streams, derive `Collection` on an enum with a variant for each entity"
)]
pub trait CollectionItem: Collection<Output = Vec<Self>> {
    /// Decodes an item of the member at this position.
    #[doc(hidden)]
    fn __decode(member: usize, item: StoredItem<'_, '_>, table: &TableSchema) -> Result<Self>;
}

/// The collection reads items of `E`.
#[diagnostic::on_unimplemented(
    message = "the collection `{Self}` does not read `{E}`",
    label = "a condition on a member of `{Self}` is needed here"
)]
pub trait Collects<E>: Collection {}

/// Every member of the collection is in the table of shape `S`.
pub trait ReadFrom<S>: Collection {}

/// The result of a collection that did not compile.
///
/// # Errors
/// Always.
pub fn broken_collection<T>() -> Result<T> {
    Err(Error::input("the collection did not compile"))
}
