//! The write of one item: a request of its own, or a member of a transaction.

use aws_sdk_dynamodb::operation::delete_item::DeleteItem;
use aws_sdk_dynamodb::operation::put_item::PutItem;
use aws_sdk_dynamodb::operation::update_item::UpdateItem;
use aws_sdk_dynamodb::types::{ReturnValue, ReturnValuesOnConditionCheckFailure as OnFailure};

use crate::codec::json::object::Object;
use crate::codec::written::WrittenItem;
use crate::entity::sides::KeyAttributes;
use crate::error::Result;
use crate::expression::condition::Node;
use crate::expression::placeholders::{Bound, Placeholders};
use crate::wire::request::{Request, RequestFacts};
use crate::wire::target::{Target, write_key};

/// Estimated bytes of the body of a request, without the item or the key and without the expressions.
const AROUND: usize = 192;
/// Estimated bytes of a key.
const EXPECTED_KEY: usize = 96;
/// Estimated bytes of an expression's placeholder, with its name or value.
const EXPECTED_PLACEHOLDER: usize = 32;

/// A write of one item, with its condition.
#[derive(Clone)]
pub(crate) struct SingleWrite {
    of: Of,
    expressions: Expressions,
    on_failure: Option<OnFailure>,
}

/// The subject of the write: a whole item, or the item with a key.
#[derive(Clone)]
enum Of {
    Item(WrittenItem),
    Key(KeyAttributes),
}

/// The expressions of a write.
#[derive(Clone)]
pub(crate) struct Expressions {
    update: Option<String>,
    condition: Option<String>,
    bound: Bound,
}

impl Expressions {
    /// Renders these conditions, beside an update that is rendered already.
    pub(crate) fn new(update: Option<String>, conditions: Vec<Node>, mut placeholders: Placeholders) -> Result<Self> {
        let condition = Node::render_all(conditions, &mut placeholders)?;
        let bound = placeholders.bind(&[&update, &condition])?;
        Ok(Expressions {
            update,
            condition,
            bound,
        })
    }

    /// Renders these conditions, for a write without an update expression.
    pub(crate) fn of(conditions: Vec<Node>) -> Result<Self> {
        Expressions::new(None, conditions, Placeholders::default())
    }
}

/// What a transaction does with the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MemberKind {
    Put,
    Update,
    Delete,
    Check,
}

impl SingleWrite {
    /// Creates a write of a whole item.
    pub(crate) fn of_item(item: WrittenItem, expressions: Expressions) -> Self {
        SingleWrite::new(Of::Item(item), expressions)
    }

    /// Creates a write to the item with this key.
    pub(crate) fn of_key(key: KeyAttributes, expressions: Expressions) -> Self {
        SingleWrite::new(Of::Key(key), expressions)
    }

    fn new(of: Of, expressions: Expressions) -> Self {
        SingleWrite {
            on_failure: expressions.condition.is_some().then_some(OnFailure::AllOld),
            of,
            expressions,
        }
    }

    /// Sets what DynamoDB returns of the item if the condition fails; by default the whole item.
    pub(crate) fn on_failure(self, on_failure: Option<OnFailure>) -> Self {
        SingleWrite { on_failure, ..self }
    }

    /// Returns the item, if a whole item is written.
    pub(crate) fn item(&self) -> Option<&WrittenItem> {
        match &self.of {
            Of::Item(item) => Some(item),
            Of::Key(_) => None,
        }
    }

    // ---- a request of its own

    pub(crate) fn put(&self, target: &Target<'_>, returned: Option<&ReturnValue>) -> Request<PutItem> {
        self.request(target, returned)
    }

    pub(crate) fn update(&self, target: &Target<'_>, returned: Option<&ReturnValue>) -> Request<UpdateItem> {
        self.request(target, returned)
    }

    pub(crate) fn delete(&self, target: &Target<'_>, returned: Option<&ReturnValue>) -> Request<DeleteItem> {
        self.request(target, returned)
    }

    fn request<O>(&self, target: &Target<'_>, returned: Option<&ReturnValue>) -> Request<O> {
        let mut body = Object::with_capacity(self.wire_size(target.name));
        self.write(target.name, &mut body);
        body.optional("ReturnValues", returned.map(ReturnValue::as_str));
        Request::new(body, RequestFacts::default())
    }

    /// Writes the members that a request and a member of a transaction have in common.
    fn write(&self, table: &str, object: &mut Object) {
        match &self.of {
            Of::Item(item) => item.write(object.member("Item")),
            Of::Key(key) => write_key(key, object.member("Key")),
        }
        object.string("TableName", table);
        let Expressions {
            update,
            condition,
            bound,
        } = &self.expressions;
        object.optional("UpdateExpression", update.as_deref());
        object.optional("ConditionExpression", condition.as_deref());
        bound.write(object);
        object.optional(
            "ReturnValuesOnConditionCheckFailure",
            self.on_failure.as_ref().map(OnFailure::as_str),
        );
    }

    // ---- a member of a transaction

    /// Estimates the bytes that the write takes in the body of a request.
    pub(crate) fn wire_size(&self, table: &str) -> usize {
        let Expressions {
            update,
            condition,
            bound,
        } = &self.expressions;
        let expressions = [update, condition]
            .into_iter()
            .flatten()
            .map(String::len)
            .sum::<usize>();
        let written = self.item().map_or(EXPECTED_KEY, WrittenItem::wire_size);
        AROUND + table.len() + written + expressions + EXPECTED_PLACEHOLDER * bound.len()
    }

    /// Writes the member of a transaction to the end of `out`: `{"Put":{"Item":{…},"TableName":"table"}}`.
    pub(crate) fn write_member(&self, verb: MemberKind, table: &str, out: &mut Vec<u8>) {
        let name = match verb {
            MemberKind::Put => "Put",
            // An update that changes nothing is a condition check, because transactions refuse it.
            MemberKind::Update if self.expressions.update.is_some() => "Update",
            MemberKind::Delete => "Delete",
            MemberKind::Update | MemberKind::Check => "ConditionCheck",
        };
        Object::append(out, |member| member.object(name, |write| self.write(table, write)));
    }
}
