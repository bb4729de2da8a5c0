//! The read of one item by its key: a request of its own, or a member of a transaction.

use aws_sdk_dynamodb::operation::get_item::GetItem;

use crate::codec::json::object::Object;
use crate::entity::sides::KeyAttributes;
use crate::expression::placeholders::BoundProjection;
use crate::wire::request::{Request, RequestFacts};
use crate::wire::target::write_key;

/// Estimated bytes of the body of a request.
const EXPECTED_BYTES: usize = 256;

/// A read of one item.
#[derive(Clone, Copy)]
pub(crate) struct SingleRead<'r> {
    pub(crate) key: &'r KeyAttributes,
    pub(crate) projection: &'r BoundProjection,
}

impl SingleRead<'_> {
    /// Builds a request of its own.
    pub(crate) fn get(self, table: &str, consistent: bool) -> Request<GetItem> {
        let mut body = Object::with_capacity(EXPECTED_BYTES);
        self.write(table, &mut body);
        if consistent {
            body.boolean("ConsistentRead", true);
        }
        Request::new(
            body,
            RequestFacts {
                consistent: consistent.then_some(true),
                ..RequestFacts::default()
            },
        )
    }

    /// Writes the member of a transaction to the end of `out`: `{"Get":{"Key":{…},"TableName":"table"}}`.
    pub(crate) fn write_member(self, table: &str, out: &mut Vec<u8>) {
        Object::append(out, |member| member.object("Get", |get| self.write(table, get)));
    }

    fn write(self, table: &str, object: &mut Object) {
        write_key(self.key, object.member("Key"));
        object.string("TableName", table);
        self.projection.write(object);
    }
}
