//! The fields of a collection that is a struct: how many items of an entity there may be.

use std::fmt;

use crate::entity::collection::member::Member;
use crate::error::fault::Fault;
use crate::error::{Error, Result};

/// The items of a field, read so far.
///
/// Without bounds: a field of no entity is said once, by the collection's members.
#[doc(hidden)]
pub struct MembersFound<E>(Vec<E>);

#[allow(clippy::missing_errors_doc)]
impl<E> MembersFound<E> {
    /// Takes in one more.
    pub fn add(&mut self, item: E) {
        self.0.push(item);
    }

    /// The field is `E`.
    pub fn exactly_one(self, member: &Member) -> Result<E> {
        let item = self.at_most_one(member)?;
        item.ok_or_else(|| Error::new(Fault::NotFound).with_entity(member.schema.name))
    }

    /// The field is `Option<E>`.
    pub fn at_most_one(self, member: &Member) -> Result<Option<E>> {
        let mut items = self.0.into_iter();
        match (items.next(), items.next()) {
            (_, Some(_)) => Err(Error::new(Fault::NotUnique).with_entity(member.schema.name)),
            (item, None) => Ok(item),
        }
    }

    /// The field is `Vec<E>`.
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
