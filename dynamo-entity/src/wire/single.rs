//! The write of one item: a request of its own, or a member of a transaction; as SDK types or as JSON.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::operation::delete_item::builders::DeleteItemInputBuilder;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemInputBuilder;
use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemInputBuilder;
use aws_sdk_dynamodb::types::{
    ConditionCheck, Delete, Put, ReturnValue, ReturnValuesOnConditionCheckFailure as OnFailure, TransactWriteItem,
    Update,
};

use crate::codec::item::Item;
use crate::codec::json::members::Members;
use crate::codec::written::{Encoding, WrittenItem};
use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::expression::placeholders::{Bound, Placeholders};
use crate::wire::request::Request;
use crate::wire::target::{Target, incomplete, key_item, write_key};

/// A write of one item, with its condition.
#[derive(Debug, Clone)]
pub(crate) struct SingleWrite {
    of: Of,
    expressions: Expressions,
    on_failure: Option<OnFailure>,
}

/// What the write is about: a whole item, or the item with a key.
#[derive(Clone)]
enum Of {
    Item(WrittenItem),
    Key(KeyAttributes),
}

// A key may be sensitive, so `Debug` does not print it.
impl fmt::Debug for Of {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Of::Item(_) => "Item(..)",
            Of::Key(_) => "Key(..)",
        })
    }
}

/// The expressions of a write.
#[derive(Debug, Clone)]
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

/// The members that hold items and values, as SDK types or as JSON.
struct Values {
    /// The item or the key.
    of: Option<Item>,
    names: Option<HashMap<String, String>>,
    bound: Option<Item>,
    written: Members,
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

    /// Splits off the members that hold values.
    fn into_values(self, form: Encoding) -> Result<(Values, Option<String>, Option<String>)> {
        let form = if self.is_small() { Encoding::Attributes } else { form };
        let values = match form {
            Encoding::Json => {
                let mut written = Members::default();
                self.write_values(&mut written);
                Values {
                    of: None,
                    names: None,
                    bound: None,
                    written,
                }
            }
            Encoding::Attributes => {
                let (names, bound) = self.expressions.bound.into_maps();
                let of = match self.of {
                    Of::Item(item) => item.into_attributes().map_err(Error::encode)?,
                    Of::Key(key) => key_item(key),
                };
                Values {
                    of: Some(of),
                    names,
                    bound,
                    written: Members::default(),
                }
            }
        };
        Ok((values, self.expressions.update, self.expressions.condition))
    }

    /// Whether the SDK serializes the values with less work than splicing takes: a key and a few plain values.
    fn is_small(&self) -> bool {
        matches!(self.of, Of::Key(_)) && self.expressions.bound.is_small()
    }

    fn write_values(&self, members: &mut Members) {
        match &self.of {
            Of::Item(item) => item.write(members.member("Item")),
            Of::Key(key) => write_key(key, members.member("Key")),
        }
        self.expressions.bound.write(members);
    }

    // ---- a request of its own

    pub(crate) fn put(
        self,
        target: &Target<'_>,
        returned: Option<ReturnValue>,
    ) -> Result<Request<PutItemInputBuilder>> {
        let on_failure = self.on_failure.clone();
        let (values, _, condition) = self.into_values(target.form)?;
        let input = PutItemInputBuilder::default()
            .table_name(target.name)
            .set_item(values.of)
            .set_return_values(returned)
            .set_return_values_on_condition_check_failure(on_failure)
            .set_condition_expression(condition)
            .set_expression_attribute_names(values.names)
            .set_expression_attribute_values(values.bound);
        Ok(Request::new(input, values.written))
    }

    pub(crate) fn update(
        self,
        target: &Target<'_>,
        returned: Option<ReturnValue>,
    ) -> Result<Request<UpdateItemInputBuilder>> {
        let on_failure = self.on_failure.clone();
        let (values, update, condition) = self.into_values(target.form)?;
        let input = UpdateItemInputBuilder::default()
            .table_name(target.name)
            .set_key(values.of)
            .set_update_expression(update)
            .set_condition_expression(condition)
            .set_return_values(returned)
            .set_return_values_on_condition_check_failure(on_failure)
            .set_expression_attribute_names(values.names)
            .set_expression_attribute_values(values.bound);
        Ok(Request::new(input, values.written))
    }

    pub(crate) fn delete(
        self,
        target: &Target<'_>,
        returned: Option<ReturnValue>,
    ) -> Result<Request<DeleteItemInputBuilder>> {
        let on_failure = self.on_failure.clone();
        let (values, _, condition) = self.into_values(target.form)?;
        let input = DeleteItemInputBuilder::default()
            .table_name(target.name)
            .set_key(values.of)
            .set_return_values(returned)
            .set_return_values_on_condition_check_failure(on_failure)
            .set_condition_expression(condition)
            .set_expression_attribute_names(values.names)
            .set_expression_attribute_values(values.bound);
        Ok(Request::new(input, values.written))
    }

    // ---- a member of a transaction

    /// Estimates the bytes that the write takes as a member of a transaction.
    pub(crate) fn wire_size(&self, table: &str) -> usize {
        const AROUND: usize = 96;
        let expressions = [&self.expressions.update, &self.expressions.condition];
        let text = expressions.into_iter().flatten().map(String::len).sum::<usize>();
        AROUND + table.len() + text + self.item().map_or(AROUND, WrittenItem::wire_size)
    }

    /// Returns the operation to send: an update that changes nothing becomes a condition check, as transactions refuse it.
    fn verb(&self, verb: MemberKind) -> MemberKind {
        match verb {
            MemberKind::Update if self.expressions.update.is_none() => MemberKind::Check,
            verb => verb,
        }
    }

    /// Writes the member of a transaction to the end of `out`: `{"Put":{"Item":{…},"TableName":"table"}}`.
    pub(crate) fn write_member(&self, verb: MemberKind, table: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(match self.verb(verb) {
            MemberKind::Put => b"{\"Put\":",
            MemberKind::Update => b"{\"Update\":",
            MemberKind::Delete => b"{\"Delete\":",
            MemberKind::Check => b"{\"ConditionCheck\":",
        });
        let mut members = Members::after(std::mem::take(out));
        self.write_values(&mut members);
        members.string("TableName", table);
        if let Some(update) = &self.expressions.update {
            members.string("UpdateExpression", update);
        }
        if let Some(condition) = &self.expressions.condition {
            members.string("ConditionExpression", condition);
        }
        if let Some(on_failure) = &self.on_failure {
            members.string("ReturnValuesOnConditionCheckFailure", on_failure.as_str());
        }
        *out = members.finish();
        out.push(b'}');
    }

    pub(crate) fn into_member(self, verb: MemberKind, table: &str) -> Result<TransactWriteItem> {
        let verb = self.verb(verb);
        let on_failure = self.on_failure.clone();
        let (values, update, condition) = self.into_values(Encoding::Attributes)?;
        let item = TransactWriteItem::builder();
        let item = match verb {
            MemberKind::Put => Put::builder()
                .table_name(table)
                .set_item(values.of)
                .set_condition_expression(condition)
                .set_expression_attribute_names(values.names)
                .set_expression_attribute_values(values.bound)
                .set_return_values_on_condition_check_failure(on_failure)
                .build()
                .map(|put| item.put(put)),
            MemberKind::Update => Update::builder()
                .table_name(table)
                .set_key(values.of)
                .set_update_expression(update)
                .set_condition_expression(condition)
                .set_expression_attribute_names(values.names)
                .set_expression_attribute_values(values.bound)
                .set_return_values_on_condition_check_failure(on_failure)
                .build()
                .map(|update| item.update(update)),
            MemberKind::Delete => Delete::builder()
                .table_name(table)
                .set_key(values.of)
                .set_condition_expression(condition)
                .set_expression_attribute_names(values.names)
                .set_expression_attribute_values(values.bound)
                .set_return_values_on_condition_check_failure(on_failure)
                .build()
                .map(|delete| item.delete(delete)),
            MemberKind::Check => ConditionCheck::builder()
                .table_name(table)
                .set_key(values.of)
                .set_condition_expression(condition)
                .set_expression_attribute_names(values.names)
                .set_expression_attribute_values(values.bound)
                .set_return_values_on_condition_check_failure(on_failure)
                .build()
                .map(|check| item.condition_check(check)),
        };
        Ok(item.map_err(incomplete)?.build())
    }
}
