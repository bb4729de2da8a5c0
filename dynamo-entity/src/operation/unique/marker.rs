//! The items that hold values of unique fields taken.

use aws_sdk_dynamodb::types::{AttributeValue, Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::super::transact::{Marks, PreparedWrite, Subject};
use super::super::{Target, incomplete};
use crate::codec::{Item, item_size};
use crate::entity::RESERVED_PARTITION;
use crate::error::{Error, Result};
use crate::expression::{Node, Placeholders, Term};
use crate::key::{PARTITION_KEY_LIMIT, check_length};
use crate::schema::Field;

/// The sort key of a marker, and its type.
const MARKER_TYPE: &str = "$unique";
/// Who has the value: the primary key attributes of the item.
const OWNER: &str = "owner";

/// A member that takes a value, unless another item has it.
pub(crate) fn take(
    target: &Target<'_>,
    subject: &Subject,
    owner: &Item,
    field: &'static Field,
    value: &AttributeValue,
) -> Result<PreparedWrite> {
    let marker = Marker::new(target, subject, owner, Marks::Taken(field), value)?;
    let (condition, names, values) = marker.mine(target)?;
    let mut item = marker.key.clone();
    item.insert(
        target.schema.type_attribute.to_owned(),
        AttributeValue::S(MARKER_TYPE.to_owned()),
    );
    item.insert(OWNER.to_owned(), AttributeValue::M(owner.clone()));
    let size = item_size(&item);
    let put = Put::builder()
        .table_name(target.name)
        .set_item(Some(item))
        .set_condition_expression(condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::None)
        .build()
        .map_err(incomplete)?;
    Ok(marker.member(TransactWriteItem::builder().put(put).build(), size))
}

/// A member that gives a value back, which nobody else may have meanwhile.
pub(crate) fn give_back(
    target: &Target<'_>,
    subject: &Subject,
    owner: &Item,
    field: &'static Field,
    value: &AttributeValue,
) -> Result<PreparedWrite> {
    let marker = Marker::new(target, subject, owner, Marks::GivenBack(field), value)?;
    let (condition, names, values) = marker.mine(target)?;
    let delete = Delete::builder()
        .table_name(target.name)
        .set_key(Some(marker.key.clone()))
        .set_condition_expression(condition)
        .set_expression_attribute_names(names)
        .set_expression_attribute_values(values)
        .build()
        .map_err(incomplete)?;
    let size = item_size(&marker.key);
    Ok(marker.member(TransactWriteItem::builder().delete(delete).build(), size))
}

struct Marker<'a> {
    key: Item,
    subject: Subject,
    owner: &'a Item,
}

/// A condition expression, with its names and values.
type Condition = (
    Option<String>,
    Option<std::collections::HashMap<String, String>>,
    Option<Item>,
);

impl<'a> Marker<'a> {
    fn new(
        target: &Target<'_>,
        subject: &Subject,
        owner: &'a Item,
        marks: Marks,
        value: &AttributeValue,
    ) -> Result<Self> {
        let (Marks::Taken(field) | Marks::GivenBack(field)) = marks;
        let entity = subject.schema.name;
        if entity.contains('#') || field.attribute.contains('#') {
            return Err(Error::input(format!(
                "`{}` of `{entity}` is unique, which takes names without `#`: rename the entity or the attribute",
                field.name
            )));
        }
        let value = match value {
            AttributeValue::S(text) | AttributeValue::N(text) => text.clone(),
            AttributeValue::Bool(value) => value.to_string(),
            AttributeValue::B(bytes) => URL_SAFE_NO_PAD.encode(bytes.as_ref()),
            _ => {
                return Err(Error::input(format!(
                    "`{}` of `{entity}` is unique, which lists, maps and sets cannot be",
                    field.name
                )));
            }
        };
        let partition = format!("{RESERVED_PARTITION}{entity}#{}#{value}", field.attribute);
        check_length(&partition, PARTITION_KEY_LIMIT).map_err(|_| {
            Error::key_fault(format!(
                "`{}` of `{entity}` is unique and too long for that: with the names of both it may have {PARTITION_KEY_LIMIT} bytes",
                field.name
            ))
        })?;
        let keys = subject.schema.primary();
        let (pk, sk) = target.schema.key_pair(keys);
        let mut key = Item::from([(pk.to_owned(), AttributeValue::S(partition))]);
        if keys.sk.is_some() {
            key.insert(sk.to_owned(), AttributeValue::S(MARKER_TYPE.to_owned()));
        }
        Ok(Marker {
            key,
            subject: subject.marking(marks),
            owner,
        })
    }

    /// `attribute_not_exists(pk) OR owner = me`
    fn mine(&self, target: &Target<'_>) -> Result<Condition> {
        let mut placeholders = Placeholders::default();
        let nobodys = Node::Function("attribute_not_exists", vec![Term::attribute(target.schema.primary.pk)]);
        let own = Term::Value(AttributeValue::M(self.owner.clone()));
        let mine = Node::Compare(Term::attribute(OWNER), "=", own);
        let condition = Node::render_all(vec![Node::Any(vec![nobodys, mine])], &mut placeholders)?;
        let (names, values) = placeholders.finish(&[&condition])?;
        Ok((condition, names, values))
    }

    fn member(self, item: TransactWriteItem, size: usize) -> PreparedWrite {
        PreparedWrite {
            item,
            subject: self.subject,
            key: self.key,
            size,
        }
    }
}
