//! Marker items, which reserve the values of unique fields.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::codec::item::Item;
use crate::codec::written::WrittenItem;
use crate::entity::sides::KeyAttributes;
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::expression::term::Term;
use crate::key::error::{PARTITION_KEY_LIMIT, SORT_KEY_LIMIT, check_length};
use crate::key::field::Field;
use crate::schema::table::{MARKER_OWNER, MARKER_PREFIX, MARKER_TYPE};
use crate::transact::operation::PreparedWrite;
use crate::transact::subject::{TransactionItem, UniqueMarker};
use crate::transact::unique::claim::{Claim, ClaimChange};
use crate::transact::unique::scope::Scope;
use crate::wire::single::{Expressions, MemberKind, SingleWrite};
use crate::wire::target::{Target, key_item};

/// A write to the marker of one value of a unique field.
pub(crate) struct Mark {
    /// The position of the operation.
    pub(crate) operation: usize,
    marker: Marker,
    taken: bool,
    /// The owner that releases the value in the same transaction in which another item takes it.
    from: Option<Item>,
}

impl Mark {
    /// Returns what the change of a claim does to markers: it releases the value before, unless another item has it, and
    /// takes the value after, unless another item has it.
    pub(crate) fn of_change(
        target: &Target<'_>,
        (operation, subject): (usize, &TransactionItem),
        claim: &Claim,
        change: &ClaimChange,
    ) -> Result<Vec<Mark>> {
        let Claim { field, scope, .. } = claim;
        let mark = |marks, value, form, taken| {
            let marker = Marker::new(target, subject.marking(marks), (field, scope, form), value)?;
            Ok(Mark {
                operation,
                marker,
                taken,
                from: None,
            })
        };
        let take = |value| mark(UniqueMarker::Taken(field), value, Form::of(field), true);
        let release = |value| mark(UniqueMarker::GivenBack(field), value, Form::of(field), false);
        if change.before != change.after {
            let released = change.before.as_ref().map(release);
            return released.into_iter().chain(change.after.as_ref().map(take)).collect();
        }
        let renewed = change.after.as_ref().filter(|_| claim.renews());
        // Release 0.1 stored sensitive values as they are.
        let plain = renewed.filter(|_| field.is_sensitive() && matches!(scope, Scope::Entity));
        let plain = plain.map(|value| mark(UniqueMarker::Taken(field), value, Form::Plain, false));
        renewed.map(take).into_iter().chain(plain).collect()
    }

    /// Joins a release and a taking of the same value, because a transaction may write each marker only once.
    pub(crate) fn join(marks: Vec<Mark>) -> Vec<Mark> {
        let mut joined: Vec<Mark> = Vec::with_capacity(marks.len());
        for mark in marks {
            let other = joined
                .iter_mut()
                .find(|other| other.marker.key == mark.marker.key && other.taken != mark.taken);
            match other {
                Some(other) if mark.taken => {
                    let giver = std::mem::replace(other, mark);
                    other.from = Some(giver.marker.owner());
                }
                Some(other) => other.from = Some(mark.marker.owner()),
                None => joined.push(mark),
            }
        }
        joined
    }

    /// Builds the member of the transaction.
    pub(crate) fn into_member(self, target: &Target<'_>) -> Result<PreparedWrite> {
        let Mark {
            marker, taken, from, ..
        } = self;
        let condition = marker.mine(target, from)?;
        let (write, verb) = if taken {
            let mut item = key_item(marker.key.clone());
            item.insert(
                target.schema.type_attribute.to_owned(),
                AttributeValue::S(MARKER_TYPE.to_owned()),
            );
            item.insert(MARKER_OWNER.to_owned(), AttributeValue::M(marker.owner()));
            let write = SingleWrite::of_item(WrittenItem::of(&item), condition);
            (
                write.on_failure(Some(ReturnValuesOnConditionCheckFailure::None)),
                MemberKind::Put,
            )
        } else {
            let write = SingleWrite::of_key(marker.key.clone(), condition);
            (write.on_failure(None), MemberKind::Delete)
        };
        Ok(PreparedWrite {
            write,
            verb,
            subject: marker.subject,
            own_key: Some(marker.key),
            set: 0,
        })
    }
}

/// The form of a value in the key of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    Digest,
}

impl Form {
    fn of(field: &Field) -> Self {
        if field.is_sensitive() {
            Form::Digest
        } else {
            Form::Plain
        }
    }
}

struct Marker {
    key: KeyAttributes,
    /// The item that has the value.
    subject: TransactionItem,
}

impl Marker {
    fn new(
        target: &Target<'_>,
        subject: TransactionItem,
        (field, scope, form): (&'static Field, &Scope, Form),
        value: &AttributeValue,
    ) -> Result<Self> {
        let entity = subject.schema.name;
        // Values may contain `#`; entity and attribute names may not, because the derive refuses them.
        let value = match value {
            AttributeValue::S(text) | AttributeValue::N(text) => text.clone(),
            AttributeValue::Bool(value) => value.to_string(),
            AttributeValue::B(bytes) => URL_SAFE_NO_PAD.encode(bytes.as_ref()),
            _ => {
                return Err(Error::input(format!(
                    "`{}` of `{entity}` is unique, but lists, maps and sets cannot be unique",
                    field.name
                )));
            }
        };
        let value = match form {
            Form::Plain => value,
            Form::Digest => digest(scope, entity, field.attribute, &value),
        };
        let name = format!("{MARKER_PREFIX}{entity}#{}#{value}", field.attribute);
        let too_long = |limit| {
            Error::key_fault(format!(
                "the value of `{}` is too long to be unique in `{entity}`: with both names it can have at most {limit} \
                 bytes",
                field.name
            ))
        };
        let (partition, sort) = match scope {
            Scope::Entity => (name, MARKER_TYPE.to_owned()),
            Scope::Beginning(text) => (format!("{text}{name}"), MARKER_TYPE.to_owned()),
            Scope::Partition(text) => (text.clone(), name),
        };
        check_length(&partition, PARTITION_KEY_LIMIT)
            .map_err(|_| too_long(PARTITION_KEY_LIMIT.saturating_sub(scope.text().len())))?;
        check_length(&sort, SORT_KEY_LIMIT).map_err(|_| too_long(SORT_KEY_LIMIT))?;
        let keys = subject.schema.primary();
        let (pk, sk) = target.schema.key_pair(keys);
        let mut key = vec![(pk, AttributeValue::S(partition))];
        if keys.sk.is_some() {
            key.push((sk, AttributeValue::S(sort)));
        }
        Ok(Marker { key, subject })
    }

    /// Returns the primary key attributes of the item that has the value.
    fn owner(&self) -> Item {
        key_item(self.subject.key.clone())
    }

    /// Builds the condition `attribute_not_exists(pk) OR owner = me`; the owner that releases the value is accepted, too.
    fn mine(&self, target: &Target<'_>, from: Option<Item>) -> Result<Expressions> {
        let nobodys = Node::Function("attribute_not_exists", vec![Term::attribute(target.schema.primary.pk)]);
        let owned_by = |owner| {
            Node::Compare(
                Term::attribute(MARKER_OWNER),
                "=",
                Term::Value(AttributeValue::M(owner)),
            )
        };
        let mut nodes = vec![nobodys, owned_by(self.owner())];
        nodes.extend(from.map(owned_by));
        Expressions::of(vec![Node::Any(nodes)])
    }
}

/// Hashes a sensitive value for the key of its marker, because everybody who may read the table sees the key. Equal values of
/// two tenants have different hashes.
///
/// The hash must never change: stored markers contain it.
fn digest(scope: &Scope, entity: &str, attribute: &str, value: &str) -> String {
    let digest = Sha256::digest(format!("{}{entity}#{attribute}#{value}", scope.text()));
    format!("sha256:{}", URL_SAFE_NO_PAD.encode(digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_a_value_never_changes() {
        // printf 'User#email#a@x.com' | openssl dgst -sha256 -binary | basenc --base64url
        assert_eq!(digest(&Scope::Entity, "User", "email", "a@x.com"), DIGEST);
        // printf 'TENANT#1User#email#a@x.com' | …
        let tenant = Scope::Partition("TENANT#1".to_owned());
        assert_eq!(digest(&tenant, "User", "email", "a@x.com"), DIGEST_OF_TENANT);
    }

    const DIGEST_OF_TENANT: &str = "sha256:cWoPrYr8hcN9AtZriEi4EYbYO6Dt4QUobPwd29q_vcs";
    const DIGEST: &str = "sha256:lHuTOEL_oX_SztD-GGFl5mGv3dHxKyChGb8UXHXuVdY";
}
