//! Which item of a table a key means: what two writes of a batch must not share, and what an answer is recognised by.

use std::fmt;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hash, Hasher, RandomState};
use std::sync::{Arc, LazyLock};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{Item, canonical_number};
use crate::entity::KeyAttributes;
use crate::operation::Target;

/// The values of the key attributes, equal where DynamoDB takes them for equal: `1.0` is `1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Of the values, so that they are hashed once.
    hash: u64,
    scalars: Arc<[Scalar]>,
}

impl Hash for Identity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

/// Takes for a hash what was hashed before.
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

/// How maps and sets of identities hash.
pub(crate) type HashIdentity = BuildHasherDefault<Hashed>;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Scalar {
    Text(String),
    Number(String),
    Binary(Vec<u8>),
}

impl Identity {
    /// The identity of an item, or of a key; `None` if it lacks a key attribute.
    pub(crate) fn of(item: &Item, names: &[&str]) -> Option<Self> {
        let scalars = names.iter().map(|name| scalar(item.get(*name)?));
        scalars.collect::<Option<_>>().map(Identity::new)
    }

    fn new(scalars: Arc<[Scalar]>) -> Self {
        // Of this process alone: keys may come from somebody who would have them collide.
        static STATE: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        let hash = STATE.hash_one(&scalars);
        Identity { hash, scalars }
    }

    /// The identity of a whole key.
    pub(crate) fn of_key(key: KeyAttributes) -> Option<Self> {
        let scalars = key.into_iter().map(|(_, value)| match value {
            AttributeValue::S(text) => Some(Scalar::Text(text)),
            value => scalar(&value),
        });
        scalars.collect::<Option<_>>().map(Identity::new)
    }
}

fn scalar(value: &AttributeValue) -> Option<Scalar> {
    match value {
        AttributeValue::S(text) => Some(Scalar::Text(text.clone())),
        AttributeValue::N(number) => Some(Scalar::Number(canonical_number(number))),
        AttributeValue::B(bytes) => Some(Scalar::Binary(bytes.as_ref().to_vec())),
        _ => None,
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, scalar) in self.scalars.iter().enumerate() {
            if i > 0 {
                f.write_str(" / ")?;
            }
            match scalar {
                Scalar::Text(text) | Scalar::Number(text) => f.write_str(text)?,
                Scalar::Binary(_) => f.write_str("(binary)")?,
            }
        }
        Ok(())
    }
}

impl Target<'_> {
    /// The key attributes of the table, which all its entities share.
    pub(crate) fn key_names(&self) -> Vec<&'static str> {
        let names = self.schema.entities.first().map(|entity| {
            let names = self.schema.key_names(entity, entity.primary());
            names.iter().map(|(name, _)| name).collect()
        });
        names.unwrap_or_default()
    }
}
