//! The traits that a derive implements for a collection: the entities that one query reads, and how it collects items.

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

    /// Decodes an item of the member at this position, for an enum. The items of a struct are not read one by one.
    #[doc(hidden)]
    fn __decode(_member: usize, _item: StoredItem<'_, '_>, _table: &TableSchema) -> Result<Self> {
        Err(Error::input("the collection is a struct, which is read as a whole"))
    }
}

/// The result of a collection that did not compile.
///
/// # Errors
/// Always.
pub fn broken_collection<T>() -> Result<T> {
    Err(Error::input("the collection did not compile"))
}
