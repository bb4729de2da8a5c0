//! Reads as members of a transaction: single `Get`s, tuples and lists of them.

use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItems;

use crate::codec::json::object::Object;
use crate::codec::json::write;
use crate::codec::stored::OwnedItem;
use crate::entity::Entity;
use crate::entity::projection::{Projected, decode_own};
use crate::entity::registry::Registers;
use crate::entity::unreadable::Unreadable;
use crate::error::Result;
use crate::expression::placeholders::BoundProjection;
use crate::read::get::Get;
use crate::schema::table::TableSchema;
use crate::transact::subject::{TransactionItem, located};
use crate::wire::guard::Guard;
use crate::wire::request::Request;
use crate::wire::single_read::SingleRead;
use crate::wire::target::{Target, key_item};

/// Reads that [`transact_get`](crate::Table::transact_get) accepts on a table of schema `S`: a `Get`, a `Vec` of reads, or a
/// tuple of up to ten reads.
///
/// The chapter [Transactions](mod@crate::guide::transactions) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read in a transaction",
    label = "neither a `get` nor several",
    note = "pass a tuple of up to ten `get`s, such as `(User::get(…), Stats::get(…))`, or a `Vec` of them; both may be nested"
)]
pub trait ReadOperation<S>: Send + Sync + 'static {
    /// The result: an `Option` for each `Get`, in the same tuples and `Vec`s.
    type Output: Send + 'static;

    #[doc(hidden)]
    fn __prepare(&self, target: &Target<'_>, reads: &mut Vec<PreparedGet>) -> Result<()>;

    /// Decodes as many items as `__prepare` added reads.
    #[doc(hidden)]
    fn __decode(&self, items: &mut ReadItems, table: &TableSchema) -> Result<Self::Output>;
}

/// A read that is ready to be sent as a member of a transaction.
#[derive(Debug, Clone)]
pub struct PreparedGet {
    projection: BoundProjection,
    pub(crate) subject: TransactionItem,
}

/// Estimated bytes of a request body: per read, and for the rest of the body.
const EXPECTED_READ: usize = 192;
const AROUND_READS: usize = 256;

impl PreparedGet {
    fn write(&self, table: &str, out: &mut Vec<u8>) {
        let read = SingleRead {
            key: &self.subject.key,
            projection: &self.projection,
        };
        read.write_member(table, out);
    }
}

/// Builds the `TransactGetItems` request for these reads.
pub(crate) fn transact_get(reads: &[PreparedGet], target: &Target<'_>) -> Request<TransactGetItems> {
    let mut body = Object::with_capacity(AROUND_READS + EXPECTED_READ * reads.len());
    write::list(body.member("TransactItems"), reads, |out, read| {
        read.write(target.name, out);
    });
    Request::of_items(body, reads.len())
}

/// The items of a response in the order of the reads, each with its subject.
#[derive(Debug)]
pub struct ReadItems {
    pub(crate) items: std::vec::IntoIter<(TransactionItem, Option<OwnedItem>)>,
    /// The items that cannot be decoded.
    pub(crate) unreadable: Vec<Unreadable>,
}

impl<S: Registers<E>, E: Entity, T: Projected<E>> ReadOperation<S> for Get<E, T> {
    type Output = Option<T>;

    fn __prepare(&self, target: &Target<'_>, reads: &mut Vec<PreparedGet>) -> Result<()> {
        let build = || {
            Ok(PreparedGet {
                projection: Self::projection(target)?,
                subject: TransactionItem::new::<E>(target.key_attributes(&self.key)?, Guard::None),
            })
        };
        reads.push(located(target, &self.key, build())?);
        Ok(())
    }

    fn __decode(&self, items: &mut ReadItems, table: &TableSchema) -> Result<Option<T>> {
        let Some((subject, Some(item))) = items.items.next() else {
            return Ok(None);
        };
        let decoded = item.read(|item| Unreadable::or(item, &[], |item| decode_own(item, table)));
        Ok(decoded
            .map_err(|error| subject.locate(error))?
            .unwrap_or_else(|unreadable| {
                items.unreadable.push(Unreadable {
                    error: subject.locate(unreadable.error),
                    key: key_item(subject.key),
                });
                None
            }))
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
