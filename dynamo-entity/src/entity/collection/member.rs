//! The members of a collection.

use crate::key::text::same;
use crate::schema::definition::{EntitySchema, Index};

/// An entity of a collection, with the access pattern that reads it.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    pub(crate) schema: &'static EntitySchema,
    /// The position of the access pattern in the schema.
    pub(crate) at: usize,
    /// Whether the entity has an access pattern of that name.
    pub(crate) found: bool,
}

impl Member {
    /// Makes a member with the access pattern of this name. If there is none, [`check_member`](super::check::check_member)
    /// reports it.
    #[must_use]
    pub const fn of(schema: &'static EntitySchema, pattern: &str) -> Self {
        let mut at = 0;
        while at < schema.indexes.len() {
            if same(schema.indexes[at].pattern, pattern) {
                return Member {
                    schema,
                    at,
                    found: true,
                };
            }
            at += 1;
        }
        Member {
            schema,
            at: 0,
            found: false,
        }
    }

    /// The position of the access pattern in the schema.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }

    pub(crate) const fn index(&self) -> &'static Index {
        &self.schema.indexes[self.at]
    }
}
