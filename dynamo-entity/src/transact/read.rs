//! Reads as members of a transaction: single `Get`s, tuples and lists of them.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::operation::transact_get_items::builders::TransactGetItemsInputBuilder;
use aws_sdk_dynamodb::types::{Get as GetMember, TransactGetItem};

use crate::codec::item::Item;
use crate::codec::json::members::Members;
use crate::codec::json::write;
use crate::codec::stored::OwnedItem;
use crate::codec::written::Encoding;
use crate::entity::Entity;
use crate::entity::projection::{Projected, decode_own};
use crate::entity::registry::Registers;
use crate::entity::unreadable::Unreadable;
use crate::error::Result;
use crate::read::get::Get;
use crate::schema::table::TableSchema;
use crate::transact::subject::{TransactionItem, located};
use crate::wire::guard::Guard;
use crate::wire::request::Request;
use crate::wire::target::{Target, incomplete, key_item, write_key};

/// Reads that [`transact_get`](crate::Table::transact_get) accepts on a table of schema `S`: a `Get`, a `Vec` of reads, or a
/// tuple of up to ten reads.
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
    projection: Option<String>,
    names: Option<HashMap<String, String>>,
    pub(crate) subject: TransactionItem,
}

/// Estimated bytes of a request body: per read, and for the rest of the body.
const EXPECTED_READ: usize = 192;
const AROUND_READS: usize = 256;

impl PreparedGet {
    fn member(&self, table: &str) -> Result<TransactGetItem> {
        let get = GetMember::builder()
            .table_name(table)
            .set_key(Some(key_item(self.subject.key.clone())))
            .set_projection_expression(self.projection.clone())
            .set_expression_attribute_names(self.names.clone());
        Ok(TransactGetItem::builder().get(get.build().map_err(incomplete)?).build())
    }

    /// Appends the read to `out`: `{"Get":{"Key":{…},"TableName":"table"}}`.
    fn write(&self, table: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"Get\":");
        let mut members = Members::after(std::mem::take(out));
        write_key(&self.subject.key, members.member("Key"));
        members.string("TableName", table);
        if let Some(projection) = &self.projection {
            members.string("ProjectionExpression", projection);
        }
        if let Some(names) = &self.names {
            let names: BTreeMap<_, _> = names.iter().collect();
            let out = members.member("ExpressionAttributeNames");
            write::object(out, names, |out, name| write::string(out, name));
        }
        *out = members.finish();
        out.push(b'}');
    }
}

/// Builds the `TransactGetItems` request for these reads.
pub(crate) fn transact_get(
    reads: &[PreparedGet],
    target: &Target<'_>,
) -> Result<Request<TransactGetItemsInputBuilder>> {
    let (items, members) = match target.form {
        Encoding::Attributes => {
            let items = reads.iter().map(|read| read.member(target.name));
            (items.collect::<Result<Vec<_>>>()?, Members::default())
        }
        Encoding::Json => {
            let mut members = Members::after(Vec::with_capacity(AROUND_READS + EXPECTED_READ * reads.len()));
            let out = members.member("TransactItems");
            out.push(b'[');
            for (i, read) in reads.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                read.write(target.name, out);
            }
            out.push(b']');
            // The SDK needs one entry to find the table; this entry is never sent.
            let get = GetMember::builder().table_name(target.name).set_key(Some(Item::new()));
            let get = get.build().map_err(incomplete)?;
            (vec![TransactGetItem::builder().get(get).build()], members)
        }
    };
    Ok(Request {
        input: TransactGetItemsInputBuilder::default().set_transact_items(Some(items)),
        members,
        entries: Some(reads.len()),
        attempts: None,
    })
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
            let (projection, names) = Self::projection(target)?;
            Ok(PreparedGet {
                projection,
                names,
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
