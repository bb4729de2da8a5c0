//! Reads as members of a transaction: `Get`s one by one, in tuples and in lists.

use aws_sdk_dynamodb::types::{Get as GetMember, TransactGetItem};

use super::super::{Get, Guard, Target, incomplete};
use super::{Subject, located};
use crate::codec::Kept;
use crate::entity::Entity;
use crate::error::Result;
use crate::projection::Projected;
use crate::schema::{Registers, TableSchema};

/// What [`transact_get`](crate::Table::transact_get) reads of a table of shape `S`: a `Get`, a `Vec` of what can be read, or a
/// tuple of up to ten.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read in a transaction",
    label = "neither a `get` nor several",
    note = "pass a tuple of up to ten `get`s, such as `(User::get(…), Stats::get(…))`, or a `Vec` of them; both may be nested"
)]
pub trait ReadOperation<S>: Send + Sync + 'static {
    /// What is read: an `Option` for each `Get`, in a tuple or `Vec` as they are.
    type Output: Send + 'static;

    #[doc(hidden)]
    fn __prepare(&self, target: &Target<'_>, reads: &mut Vec<PreparedGet>) -> Result<()>;

    /// Takes as many items as it prepared reads.
    #[doc(hidden)]
    fn __decode(&self, items: &mut ReadItems, table: &TableSchema) -> Result<Self::Output>;
}

/// A read that is ready to be sent with others.
#[derive(Debug, Clone)]
pub struct PreparedGet {
    pub(crate) item: TransactGetItem,
    pub(crate) subject: Subject,
}

/// The items of an answer, in the order of the reads, with what each is.
#[derive(Debug)]
pub struct ReadItems(pub(crate) std::vec::IntoIter<(Subject, Option<Kept>)>);

impl<S: Registers<E>, E: Entity, T: Projected<E>> ReadOperation<S> for Get<E, T> {
    type Output = Option<T>;

    fn __prepare(&self, target: &Target<'_>, reads: &mut Vec<PreparedGet>) -> Result<()> {
        let build = || {
            let get = self.build(target)?.build().map_err(incomplete)?;
            let member = GetMember::builder()
                .set_table_name(get.table_name)
                .set_key(get.key)
                .set_projection_expression(get.projection_expression)
                .set_expression_attribute_names(get.expression_attribute_names)
                .build()
                .map_err(incomplete)?;
            Ok(PreparedGet {
                subject: Subject::new::<E>(target.key_attributes(&self.key)?, Guard::None),
                item: TransactGetItem::builder().get(member).build(),
            })
        };
        reads.push(located(target, &self.key, build())?);
        Ok(())
    }

    fn __decode(&self, items: &mut ReadItems, table: &TableSchema) -> Result<Option<T>> {
        let Some((subject, Some(item))) = items.0.next() else {
            return Ok(None);
        };
        let decoded = item
            .read(|item| T::__decode(item, table))
            .map_err(|error| subject.locate(error))?;
        Ok(Some(decoded))
    }
}

impl<S, O: ReadOperation<S>> ReadOperation<S> for Vec<O> {
    type Output = Vec<O::Output>;

    fn __prepare(&self, target: &Target<'_>, reads: &mut Vec<PreparedGet>) -> Result<()> {
        self.iter().try_for_each(|member| member.__prepare(target, reads))
    }

    fn __decode(&self, items: &mut ReadItems, table: &TableSchema) -> Result<Self::Output> {
        self.iter().map(|member| member.__decode(items, table)).collect()
    }
}

macro_rules! tuples {
    ($(($($member:ident $index:tt),+))*) => {$(
        impl<S, $($member: ReadOperation<S>),+> ReadOperation<S> for ($($member,)+) {
            type Output = ($($member::Output,)+);

            fn __prepare(&self, target: &Target<'_>, reads: &mut Vec<PreparedGet>) -> Result<()> {
                $(self.$index.__prepare(target, reads)?;)+
                Ok(())
            }

            fn __decode(&self, items: &mut ReadItems, table: &TableSchema) -> Result<Self::Output> {
                Ok(($(self.$index.__decode(items, table)?,)+))
            }
        }
    )*};
}
tuples!(
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9)
);
