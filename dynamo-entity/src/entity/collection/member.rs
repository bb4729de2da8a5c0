//! The members of a collection.

use crate::key::text::same;
use crate::schema::definition::{EntitySchema, Index};

/// An entity of a collection, with the access pattern that reads it.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    pub(crate) schema: &'static EntitySchema,
    /// The access pattern.
    pub(crate) index: &'static Index,
    /// The position of the access pattern in the schema.
    position: usize,
    /// Whether the entity has an access pattern of that name.
    pub(crate) found: bool,
}

impl Member {
    /// Makes a member with the access pattern of this name. If there is none, [`check_member`](super::check::check_member)
    /// reports it.
    #[must_use]
    pub const fn of(schema: &'static EntitySchema, pattern: &str) -> Self {
        let mut position = 0;
        while position < schema.indexes.len() {
            let index = &schema.indexes[position];
            if same(index.pattern, pattern) {
                return Member {
                    schema,
                    index,
                    position,
                    found: true,
                };
            }
            position += 1;
        }
        Member {
            schema,
            index: schema.primary(),
            position: 0,
            found: false,
        }
    }

    /// The position of the access pattern in the schema.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }
}
