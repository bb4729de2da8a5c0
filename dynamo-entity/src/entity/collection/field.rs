//! The fields of a collection struct: how many items of an entity there may be.

use std::fmt;

use crate::entity::collection::member::Member;
use crate::error::fault::Fault;
use crate::error::{Error, Result};

/// The items of a field that were read so far.
///
/// `E` has no bounds, so that a field that is no entity is reported only once, by the collection's members.
pub struct MembersFound<E>(Vec<E>);

#[allow(clippy::missing_errors_doc)]
impl<E> MembersFound<E> {
    /// Adds an item.
    pub fn add(&mut self, item: E) {
        self.0.push(item);
    }

    /// Finishes a field of type `E`.
    pub fn exactly_one(self, member: &Member) -> Result<E> {
        let item = self.at_most_one(member)?;
        item.ok_or_else(|| Error::new(Fault::NotFound).with_entity(member.schema.name))
    }

    /// Finishes a field of type `Option<E>`.
    pub fn at_most_one(self, member: &Member) -> Result<Option<E>> {
        let mut items = self.0.into_iter();
        match (items.next(), items.next()) {
            (_, Some(_)) => Err(Error::new(Fault::NotUnique).with_entity(member.schema.name)),
            (item, None) => Ok(item),
        }
    }

    /// Finishes a field of type `Vec<E>`.
    pub fn any_number(self, _: &Member) -> Result<Vec<E>> {
        Ok(self.0)
    }
}

impl<E> Default for MembersFound<E> {
    fn default() -> Self {
        MembersFound(Vec::new())
    }
}

impl<E> fmt::Debug for MembersFound<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Found({})", self.0.len())
    }
}
