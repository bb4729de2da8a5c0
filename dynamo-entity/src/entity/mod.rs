//! The traits that a derive implements: an entity, its keys and changes, and its encoding as an item.

pub(crate) mod alone;
pub(crate) mod broken;
pub(crate) mod change;
pub(crate) mod change_of;
pub(crate) mod changes;
pub(crate) mod collection;
pub(crate) mod create;
pub(crate) mod create_body;
pub(crate) mod default;
pub(crate) mod described;
pub(crate) mod encoded;
mod existing;
pub(crate) mod flattened;
pub(crate) mod flattened_check;
mod generated_impls;
pub(crate) mod generated_key;
pub(crate) mod item;
pub(crate) mod key;
pub(crate) mod key_attributes;
pub(crate) mod key_identity;
pub(crate) mod key_serde;
pub(crate) mod key_text;
pub(crate) mod limits;
pub(crate) mod loaded;
pub(crate) mod located;
pub(crate) mod partition;
pub(crate) mod probe;
pub(crate) mod projection;
pub(crate) mod read_changes;
pub(crate) mod registry;
pub(crate) mod sides;
pub(crate) mod source;
pub(crate) mod unreadable;
pub(crate) mod validate;
pub(crate) mod validate_document;
pub(crate) mod verified;
pub(crate) mod version;
pub(crate) mod write_changes;

use serde::{Deserializer, Serializer};

use crate::entity::changes::Changes;
use crate::entity::default::DefaultValue;
use crate::entity::flattened::Flattened;
use crate::entity::generated_key::EntityKey;
use crate::entity::version::Version;
use crate::expression::set_in::Unloaded;
use crate::key::field::Field;
use crate::key::part::Part;
use crate::schema::definition::EntitySchema;

/// A typed item of a DynamoDB table. Derive it on a struct with named fields, together with serde's two derives.
///
/// For `User`, the derive adds the paths `UserFields`, the key `UserKey`, the builder `UserCreate`, the changes
/// `UserUpdate` and the queries `UserQuery`; all are reached from this trait. The verbs (`get`, `put`, `create`, …) come
/// from [`Operations`](crate::Operations).
///
/// The chapter [The model](mod@crate::guide::model) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "not an entity",
    note = "derive it: `#[derive(Entity, Serialize, Deserialize)]`"
)]
pub trait Entity: Send + Sync + Sized + 'static {
    /// The entity as data: names, fields, templates.
    const SCHEMA: &'static EntitySchema;

    /// The fields that make up the primary key, such as `UserKey`.
    ///
    /// Every key has these traits, whichever traits the types of its fields have. Two keys are equal if their parts are: the
    /// values as they are in a key, before `set`, `lower` and other formats. Keys are ordered by their parts, in the order of
    /// the templates. serde reads and writes a map of the parts by the names of their attributes: a number as a number, a time
    /// as `2026-03-01T12:30:00.000000000Z`, binary in base64.
    ///
    /// # As text
    /// `Display` writes `PARTITION / SORT`, as errors do, and `FromStr` reads it: `CARD#c1 / REACTION#ada`. Without a sort key
    /// the text is the partition key. A word of the partition key that consists of slashes gets one more slash, so that no two
    /// keys have the same text. Binary is in base64. A value that no key can hold has no text: `Display` writes the reason in
    /// parentheses, which is never read as a key. A key with a `sensitive` part has no `Display`.
    ///
    /// Reading a key back gives a key of the same item, or an error with [`is_invalid_key`](crate::Error::is_invalid_key).
    /// Where a format changes the letter case of a part, the part has the case of the key. A part of which the key holds
    /// only a piece, such as the month of a time, cannot be read back; neither can a key that several lists of parts
    /// render to, as `raw` allows. For the attributes of stored items, there are
    /// [`key_from_item`](crate::Schema::key_from_item) and [`key_from_json`](crate::Schema::key_from_json).
    type Key: EntityKey<Self>;
    /// One path for each field, and for each group of fields that together make up an index side.
    type Fields;
    /// The builder with no field set, such as `UserCreate<Unset, Unset>`.
    ///
    /// A builder is `Debug`, with sensitive values redacted, and `Clone` if the fields are. It has one parameter for each
    /// required field, in the order of the struct: [`Set`](crate::Set), which is the default, or [`Unset`](crate::Unset).
    /// `UserCreate` is thus a complete builder, and `UserCreate<Unset>` lacks the first required field.
    ///
    /// A method takes whatever [`IntoValue`](crate::IntoValue) makes the field's type of: `&str` for a `String`. For an
    /// optional field, it also takes an `Option` of a borrowed value, such as `Option<&str>`. A bare `None`, whose type is then
    /// unknown, needs no call.
    ///
    /// # As the body of a request
    /// A builder is `Deserialize`, so that the body of a request can be a `create`:
    ///
    /// ```
    /// # use dynamo_entity::{Entity, Unset};
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "POST#<post_id>", sk = "POST")]
    /// # pub struct Post { pub post_id: String, pub text: String, #[default(0)] pub likes: u32 }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// // The body gives every required field but `post_id`, which the program sets.
    /// let body: PostCreate<Unset> = serde_json::from_str(r#"{ "text": "Hello" }"#)?;
    /// let post = body.post_id("p1").build();
    /// # assert_eq!((post.text.as_str(), post.likes), ("Hello", 0));
    ///
    /// assert!(serde_json::from_str::<PostCreate<Unset>>(r#"{ "text": "Hello", "likes": 9999 }"#).is_err());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A body gives the fields that are required and `Set` in the type, parts of the key among them, and may give optional
    /// fields. Only the program sets fields with a default, a `version`, `on_write` fields, and required fields that are
    /// `Unset` in the type: a body that gives one is an error that names the field. Members that are no fields of the entity
    /// are skipped, as by serde, or refused with `#[entity(create(deny_unknown_fields))]`. An entity with a flattened field
    /// has no `Deserialize` for its builder. To let a body give fewer or other fields, deserialize a struct of your own, and
    /// pass its values to the builder.
    type Create;
    /// Optional changes to each field that can change.
    type Update: Changes<Self, __Mode = Unloaded>;
    /// One method for each access pattern.
    type Query;

    #[doc(hidden)]
    const FIELDS: Self::Fields;
    #[doc(hidden)]
    const CREATE: Self::Create;
    #[doc(hidden)]
    const QUERY: Self::Query;

    #[doc(hidden)]
    fn __part(&self, field: &Field) -> Part<'_>;
    /// Returns the part of an entity that may have been loaded: `set` is not applied to its own result.
    #[doc(hidden)]
    fn __loaded_part(&self, field: &Field) -> Part<'_> {
        self.__part(field)
    }
    #[doc(hidden)]
    fn __serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
    #[doc(hidden)]
    fn __deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
    /// Returns the encoded default of a field, if it has one.
    #[doc(hidden)]
    #[must_use]
    fn __default(field: &Field) -> Option<DefaultValue> {
        let _ = field;
        None
    }

    /// Returns the loaded version, if the entity has versions.
    #[doc(hidden)]
    fn __version(&self) -> Option<Version> {
        None
    }
    /// Sets the fields that every write sets, and advances the version.
    #[doc(hidden)]
    fn __touch(&mut self) {}

    /// Adds the attributes of each field that serde flattens.
    #[doc(hidden)]
    fn __flattened(&self, _: &mut Flattened) {}

    /// Returns the primary key of this item.
    fn key(&self) -> Self::Key;

    /// Returns the paths of the fields, for conditions, filters and updates.
    #[must_use]
    fn fields() -> Self::Fields {
        Self::FIELDS
    }

    /// Returns a builder, which is complete once every required field is set.
    #[must_use]
    fn builder() -> Self::Create {
        Self::CREATE
    }

    /// Returns the access patterns. Each is a method that takes the parts of its partition key.
    #[must_use]
    fn query() -> Self::Query {
        Self::QUERY
    }
}
