//! The items that hold values of unique fields taken.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::super::transact::{Marks, PreparedWrite, Subject};
use super::super::{Expressions, SingleWrite, Target, Verb, key_item};
use crate::codec::{Item, WrittenItem};
use crate::entity::{KeyAttributes, RESERVED_PARTITION};
use crate::error::{Error, Result};
use crate::expression::{Node, Term};
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
    field: &'static Field,
    value: &AttributeValue,
) -> Result<PreparedWrite> {
    let marker = Marker::new(target, subject, Marks::Taken(field), value)?;
    let mut item = key_item(marker.key.clone());
    item.insert(
        target.schema.type_attribute.to_owned(),
        AttributeValue::S(MARKER_TYPE.to_owned()),
    );
    item.insert(OWNER.to_owned(), AttributeValue::M(marker.owner()));
    let write = SingleWrite::of_item(WrittenItem::Attributes(item), marker.mine(target)?)
        .on_failure(Some(ReturnValuesOnConditionCheckFailure::None));
    Ok(marker.member(write, Verb::Put))
}

/// A member that gives a value back, which nobody else may have meanwhile.
pub(crate) fn give_back(
    target: &Target<'_>,
    subject: &Subject,
    field: &'static Field,
    value: &AttributeValue,
) -> Result<PreparedWrite> {
    let marker = Marker::new(target, subject, Marks::GivenBack(field), value)?;
    let write = SingleWrite::of_key(marker.key.clone(), marker.mine(target)?).on_failure(None);
    Ok(marker.member(write, Verb::Delete))
}

struct Marker {
    key: KeyAttributes,
    /// About the item that has the value.
    subject: Subject,
}

impl Marker {
    fn new(target: &Target<'_>, subject: &Subject, marks: Marks, value: &AttributeValue) -> Result<Self> {
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
        let mut key = vec![(pk, AttributeValue::S(partition))];
        if keys.sk.is_some() {
            key.push((sk, AttributeValue::S(MARKER_TYPE.to_owned())));
        }
        Ok(Marker {
            key,
            subject: subject.marking(marks),
        })
    }

    /// The primary key attributes of the item that has the value.
    fn owner(&self) -> Item {
        key_item(self.subject.key.clone())
    }

    /// `attribute_not_exists(pk) OR owner = me`
    fn mine(&self, target: &Target<'_>) -> Result<Expressions> {
        let nobodys = Node::Function("attribute_not_exists", vec![Term::attribute(target.schema.primary.pk)]);
        let own = Term::Value(AttributeValue::M(self.owner()));
        let mine = Node::Compare(Term::attribute(OWNER), "=", own);
        Expressions::of(vec![Node::Any(vec![nobodys, mine])])
    }

    fn member(self, write: SingleWrite, verb: Verb) -> PreparedWrite {
        PreparedWrite {
            write,
            verb,
            subject: self.subject,
            own_key: Some(self.key),
            set: 0,
        }
    }
}
