//! The entities that a table holds, as types.

use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::stored::StoredItem;
use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::encoded::encode_item;
use crate::entity::item::decode_stored;
use crate::entity::key_text::key_of_item;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;

/// The shape of one table. Derive it with `#[derive(Table)]` on a unit struct.
///
/// The chapter [Values](mod@crate::guide::values) of the guide has examples.
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

    /// Reads the key of an item of `E` from the item's key attributes: from the `Keys` of a stream record, or from a whole
    /// item. Other attributes are ignored, except for the type attribute.
    ///
    /// ```
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
    /// # pub struct Reaction { pub card_id: String, pub user_id: String }
    /// # #[derive(Table)]
    /// # #[table(entities(Reaction))]
    /// # pub struct App;
    /// # fn main() -> dynamo_entity::Result<()> {
    /// let keys = br#"{ "pk": { "S": "CARD#c1" }, "sk": { "S": "REACTION#ada" } }"#;
    /// let key = App::key_from_json::<Reaction>(keys)?;
    /// assert_eq!((key.card_id.as_str(), key.user_id.as_str()), ("c1", "ada"));
    /// assert_eq!(key.to_string(), "CARD#c1 / REACTION#ada");
    /// assert_eq!("CARD#c1 / REACTION#ada".parse::<ReactionKey>()?, key);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`is_decode`](Error::is_decode) if the attributes are not the key of an `E`, if the item belongs to another entity, or
    /// if the key cannot be read back (see [`Entity::Key`]).
    fn key_from_item<E: Entity>(item: &Item) -> Result<E::Key>
    where
        Self: Registers<E>,
    {
        key_of_item::<E>(Self::schema(), item)
    }

    /// Reads the key of an item of `E` from DynamoDB's JSON, as [`key_from_item`](Self::key_from_item) does.
    ///
    /// # Errors
    /// Those of [`key_from_item`](Self::key_from_item), and [`is_decode`](Error::is_decode) if the text is not such JSON.
    fn key_from_json<E: Entity>(json: &[u8]) -> Result<E::Key>
    where
        Self: Registers<E>,
    {
        let item = item_from_json(json).map_err(|error| Error::decode(error).with_entity(E::SCHEMA.name))?;
        Self::key_from_item::<E>(&item)
    }

    /// Returns the entity of an item, or of the key attributes of an item: by the type attribute or, without it, by the key.
    ///
    /// Returns `None` if the item belongs to no entity of the table, and if its key is a key of several entities, as numbers
    /// and binary can be. Neither do the marker items of `unique` values belong to an entity.
    ///
    /// ```
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "CARD#<card_id>", sk = "REACTION#<user_id>")]
    /// # pub struct Reaction { pub card_id: String, pub user_id: String }
    /// # #[derive(Table)]
    /// # #[table(entities(Reaction))]
    /// # pub struct App;
    /// use aws_sdk_dynamodb::types::AttributeValue::S;
    ///
    /// let keys = [("pk", "CARD#c1"), ("sk", "REACTION#ada")];
    /// let keys = keys.map(|(name, text)| (name.to_owned(), S(text.to_owned()))).into();
    /// assert_eq!(App::entity_of(&keys).map(|entity| entity.name), Some("Reaction"));
    /// ```
    #[must_use]
    fn entity_of(item: &Item) -> Option<&'static EntitySchema> {
        Self::schema().entity_of(item)
    }
}

/// Reads a whole text as one item in DynamoDB's JSON.
fn item_from_json(json: &[u8]) -> Result<Item, CodecError> {
    let read = || {
        let parser = Parser::new(json)?;
        let item = StoredItem::at(&parser).into_attributes()?;
        parser.end().map(|()| item)
    };
    read().map_err(|error: CodecError| error.saying("the text is not an item in DynamoDB's JSON"))
}

/// The table of shape `Self` holds items of `E`.
///
/// The chapter [The model](mod@crate::guide::model) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "the entity `{E}` is not in the table `{Self}`",
    label = "`{Self}` does not hold `{E}`",
    note = "add `{E}` to `#[table(entities(…))]` of `{Self}`"
)]
pub trait Registers<E>: Schema {}
