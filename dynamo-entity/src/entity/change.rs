//! [`Change`]: the change of one optional field.

use std::fmt;
use std::marker::PhantomData;

use serde::de::Visitor;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What to do with an optional field: keep it, set it, or remove it.
///
/// In JSON, an absent field keeps the value, `null` removes it, and anything else sets it. For an absent field, serde needs
/// `#[serde(default)]` on the struct or on the field; without it, an absent field is an error. `Keep` has no JSON: leave the
/// field out with `#[serde(skip_serializing_if = "Change::is_keep")]`, or serialization fails. In a JSON schema it is an
/// `Option<T>`: write `#[schema(value_type = Option<String>)]` for utoipa, `#[schemars(with = "Option<String>")]` for schemars.
///
/// ```
/// use dynamo_entity::Change;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
/// #[serde(default)]
/// struct Body {
///     #[serde(skip_serializing_if = "Change::is_keep")]
///     city: Change<String>,
/// }
///
/// # fn main() -> serde_json::Result<()> {
/// let read = |body| serde_json::from_str::<Body>(body);
/// assert_eq!(read("{}")?.city, Change::Keep);
/// assert_eq!(read(r#"{"city":null}"#)?.city, Change::Remove);
/// assert_eq!(read(r#"{"city":"Oslo"}"#)?.city, Change::Set("Oslo".to_string()));
/// assert_eq!(serde_json::to_string(&Body { city: Some("Oslo".into()).into() })?, r#"{"city":"Oslo"}"#);
/// assert_eq!(serde_json::to_string(&Body::default())?, "{}");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Change<T> {
    /// Leaves the field unchanged.
    #[default]
    Keep,
    /// Sets the field.
    Set(T),
    /// Removes the field.
    Remove,
}

impl<T> Change<T> {
    /// Whether the change leaves the field unchanged.
    #[must_use]
    pub const fn is_keep(&self) -> bool {
        matches!(self, Change::Keep)
    }
}

impl<T> From<T> for Change<T> {
    fn from(value: T) -> Self {
        Change::Set(value)
    }
}

impl<T> From<Option<T>> for Change<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Change::Remove, Change::Set)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    /// Reads the value as a newtype. As an `Option`, serde would read an absent field as `null`, which removes it.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Present<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Present<T> {
            type Value = Change<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Change<T>, D::Error> {
                Option::deserialize(deserializer).map(Change::from)
            }
        }

        deserializer.deserialize_newtype_struct("Change", Present(PhantomData))
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Change::Set(value) => serializer.serialize_some(value),
            Change::Remove => serializer.serialize_none(),
            Change::Keep => Err(S::Error::custom(
                "a `Change` that keeps a field has no value: add `#[serde(skip_serializing_if = \"Change::is_keep\")]`",
            )),
        }
    }
}
