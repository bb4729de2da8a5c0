//! The traits that a derive implements: an entity, its keys and changes, and its encoding as an item.

pub(crate) mod alone;
pub(crate) mod broken;
pub(crate) mod change;
pub(crate) mod change_of;
pub(crate) mod changes;
pub(crate) mod collection;
pub(crate) mod create;
pub(crate) mod default;
pub(crate) mod described;
pub(crate) mod encoded;
mod existing;
pub(crate) mod flattened;
pub(crate) mod flattened_check;
pub(crate) mod item;
pub(crate) mod key;
pub(crate) mod key_attributes;
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "not an entity",
    note = "derive it: `#[derive(Entity, Serialize, Deserialize)]`"
)]
pub trait Entity: Send + Sync + Sized + 'static {
    /// The entity as data: names, fields, templates.
    const SCHEMA: &'static EntitySchema;

    /// The fields that make up the primary key.
    type Key;
    /// One path for each field, and for each group of fields that together make up an index side.
    type Fields;
    /// The builder with no field set.
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
