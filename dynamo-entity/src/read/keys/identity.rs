//! Identities of keys: used to find duplicate keys in a batch, and to match the items of a response to their keys.

use std::fmt;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hash, Hasher, RandomState};
use std::sync::{Arc, LazyLock};

use crate::codec::item::Item;
use crate::codec::number::decimal::canonical_number;
use crate::codec::stored::Scalar;
use crate::entity::sides::{KeyAttributes, SideKind};
use crate::schema::definition::EntitySchema;
use crate::wire::target::Target;

/// The values of the key attributes. Two identities are equal if DynamoDB considers the keys equal: `1.0` is `1`.
///
/// The values are encoded as bytes (type, length and content of each value). An identity is thereby cheap to build, clone
/// and look up, which a batch does for each key.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// The hash of `bytes`, computed once.
    hash: u64,
    bytes: Arc<[u8]>,
}

impl Hash for Identity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// Passes on a hash that was computed before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Random per process, so that nobody can choose keys that collide.
static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// The hasher of maps and sets of identities.
pub(crate) type HashIdentity = BuildHasherDefault<Hashed>;

impl Identity {
    /// Builds the identity of an item or a key; returns `None` if a key attribute is missing.
    pub(crate) fn of(item: &Item, names: &[&str]) -> Option<Self> {
        Identity::of_scalars(names.iter().map(|name| Scalar::of(item.get(*name)?)))
    }

    /// Builds the identity of a whole key, partition key first.
    pub(crate) fn of_key(key: &KeyAttributes) -> Option<Self> {
        Identity::of_scalars(key.iter().map(|(_, value)| Scalar::of(value)))
    }

    /// Builds the identity of these values.
    pub(crate) fn of_scalars<'v>(values: impl Iterator<Item = Option<Scalar<'v>>>) -> Option<Self> {
        let mut bytes = Vec::with_capacity(96);
        for value in values {
            match value? {
                Scalar::Text(text) => push(&mut bytes, b'S', text.as_bytes()),
                Scalar::Number(number) => push(&mut bytes, b'N', canonical_number(&number).as_bytes()),
                Scalar::Binary(binary) => push(&mut bytes, b'B', &binary),
            }
        }
        Some(Identity {
            hash: STATE.hash_one(&bytes),
            bytes: bytes.into(),
        })
    }
}

fn push(bytes: &mut Vec<u8>, ty: u8, content: &[u8]) {
    bytes.push(ty);
    // The lengths keep one value from running into the next.
    bytes.extend_from_slice(&content.len().to_be_bytes());
    bytes.extend_from_slice(content);
}

fn take(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (ty, rest) = bytes.split_first()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (content, rest) = rest.split_at_checked(usize::from_be_bytes(*length))?;
    Some((*ty, content, rest))
}

impl Identity {
    /// Renders the key as text, with sensitive sides redacted.
    pub(crate) fn describe(&self, schema: &EntitySchema) -> String {
        let mut text = String::new();
        let mut bytes = &*self.bytes;
        for side in [SideKind::Partition, SideKind::Sort] {
            let Some((ty, content, rest)) = take(bytes) else {
                break;
            };
            if side == SideKind::Sort {
                text.push_str(" / ");
            }
            text.push_str(match std::str::from_utf8(content) {
                _ if schema.hides(side) => "…",
                Ok(shown) if ty != b'B' => shown,
                _ => "(binary)",
            });
            bytes = rest;
        }
        text
    }
}

// The key may be sensitive and must not be printed.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(..)")
    }
}

impl Target<'_> {
    /// Returns the key attributes of the table, which all its entities share.
    pub(crate) fn key_names(&self) -> Vec<&'static str> {
        let names = self.schema.entities.first().map(|entity| {
            let names = self.schema.key_names(entity.primary());
            names.iter().map(|(name, _)| name).collect()
        });
        names.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::primitives::Blob;
    use aws_sdk_dynamodb::types::AttributeValue;

    use super::*;

    fn identity(pk: AttributeValue, sk: AttributeValue) -> Identity {
        Identity::of_key(&vec![("PK", pk), ("SK", sk)]).unwrap()
    }

    #[test]
    fn keys_are_equal_if_dynamodb_treats_them_as_equal() {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let number = |text: &str| AttributeValue::N(text.to_owned());
        assert_eq!(identity(text("a"), number("1.0")), identity(text("a"), number("1")));
        assert_ne!(identity(text("a"), text("1")), identity(text("a"), number("1")));
        assert_ne!(identity(text("ab"), text("c")), identity(text("a"), text("bc")));
        let item = Item::from([
            ("PK".to_owned(), text("a")),
            ("SK".to_owned(), text("b")),
            ("x".to_owned(), text("c")),
        ]);
        assert_eq!(Identity::of(&item, &["PK", "SK"]), Some(identity(text("a"), text("b"))));
        assert_eq!(Identity::of(&item, &["PK", "none"]), None);
        let shown = identity(text("a"), AttributeValue::B(Blob::new([b'b'])));
        assert_eq!(format!("{shown:?}"), "Identity(..)");
    }
}
