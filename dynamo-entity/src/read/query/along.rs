//! The sort half of a collection's key condition, from sort key parts that are given for one member and shared by all.

use crate::entity::collection::member::Member;
use crate::error::{Error, Result};
use crate::key::condition::Operator;
use crate::key::field::Field;
use crate::key::field_error::KeyError;
use crate::key::part::PartKind;
use crate::key::range::{PartFacts, part_range};
use crate::key::scalar::ScalarType;
use crate::key::template::{Placeholder, Segment, Template};
use crate::read::post_filter::{ByKey, MemberEnd, PostFilter, telling};
use crate::read::query::condition::text_condition;
use crate::read::query::isolation::Region;
use crate::read::query::request::{SortHalf, part};
use crate::read::query::spec::QuerySpec;
use crate::schema::definition::Side;
use crate::schema::table::TableSchema;

impl QuerySpec {
    /// Whether sort key parts are given.
    pub(crate) fn has_sort_parts(&self) -> bool {
        !self.sort.is_empty() || self.range.is_some()
    }

    /// Builds the sort half from the parts that this query gives for the member `own`.
    pub(crate) fn sort_half_along(
        &self,
        table: &'static TableSchema,
        members: &[Member],
        own: &Member,
        names: &[(&'static str, ScalarType)],
    ) -> Result<SortHalf> {
        let given = self.sort.len() + usize::from(self.range.is_some());
        let index = own.index;
        let Some(sk) = &index.sk else {
            return Err(Error::input(
                "the collection's access pattern has no sort key; pass only the parts of its partition key",
            ));
        };
        for member in members {
            if !shares(own, member, given) {
                return Err(Error::input(format!(
                    "the sort keys of `{}` and `{}` do not begin with the same parts, so one condition cannot apply \
                     to both; pass only the parts that they share",
                    own.schema.name, member.schema.name
                )));
            }
        }
        match (sk, names) {
            (Side::Template(template), [(name, ScalarType::S)]) => self.text_half_along(table, members, template, name),
            (side, names) => self.native_sort_half(side, names),
        }
    }

    /// Builds the sort half for text keys. After the last given part, the keys of the members may differ.
    fn text_half_along(
        &self,
        table: &'static TableSchema,
        members: &[Member],
        template: &Template,
        name: &'static str,
    ) -> Result<SortHalf> {
        let operator = self.text_operator(template)?;
        // The last given part: different literals may follow it in each member.
        let last = if operator.is_some() {
            self.sort.len()
        } else {
            self.sort.len().saturating_sub(1)
        };
        let Some(placeholder) = template.placeholders().nth(last) else {
            return Err(Error::input("the sort key has no such part"));
        };
        let before = template.render_prefix(last, |placeholder| part(&self.sort, placeholder.ordinal));
        let base = before.map_err(KeyError::into_error)?.unwrap_or_default();
        let ends: Vec<MemberEnd> = members.iter().map(|member| end(table, member, last)).collect();
        let given = operator.as_ref().map(|(_, facts)| *facts);
        let literals = ends.iter().map(|end| end.literal);
        let shared = Placeholder {
            literal: literals.reduce(shared_beginning).unwrap_or_default(),
            last: ends.iter().all(|end| end.literal.is_empty() && end.is_last),
            ..placeholder
        };
        let (condition, decided, operator) = match operator {
            Some((operator, facts)) => {
                let range = part_range(&base, shared, (operator.as_ref(), facts)).map_err(KeyError::into_error)?;
                (range.condition, range.residual.is_none(), operator)
            }
            None => {
                let text = part(&self.sort, last);
                let text = template
                    .render_part(last, &text)
                    .map_err(KeyError::into_error)?
                    .unwrap_or_default();
                let equal = Operator::Between(text.clone(), text);
                let facts = PartFacts {
                    prefix_free: false,
                    kind: PartKind::Text,
                };
                let range = part_range(&base, shared, (equal.as_ref(), facts)).map_err(KeyError::into_error)?;
                (range.condition, range.residual.is_none(), equal)
            }
        };
        let rest = if decided {
            None
        } else {
            let mut ends = ends;
            for (end, member) in ends.iter_mut().zip(members).filter(|_| given.is_some()) {
                end.field = telling_of(member, last, given)?;
            }
            Some(PostFilter::Along {
                attribute: name,
                start: base.len(),
                ends,
                operator,
            })
        };
        Ok(SortHalf {
            region: Region::of(&condition, &base),
            conditions: text_condition(name, condition).into_iter().collect(),
            rest,
        })
    }
}

/// Returns the attribute that decides a range on the part, if the member's key does not show where the part ends.
fn telling_of(member: &Member, ordinal: usize, facts: Option<PartFacts>) -> Result<Option<&'static str>> {
    let placeholder = match &member.index.sk {
        Some(Side::Template(template)) => template.placeholders().nth(ordinal),
        _ => None,
    };
    match (placeholder, facts) {
        (Some(placeholder), Some(facts)) => telling(&placeholder, facts),
        _ => Ok(None),
    }
}

/// Returns what follows the part in the sort keys of a member.
fn end(table: &'static TableSchema, member: &Member, ordinal: usize) -> MemberEnd {
    let placeholder = match &member.index.sk {
        Some(Side::Template(template)) => template.placeholders().nth(ordinal),
        _ => None,
    };
    MemberEnd {
        identifiers: table.identifiers(member.schema).collect(),
        by_key: ByKey::of(table, member.schema, true),
        literal: placeholder.map_or("", |placeholder| placeholder.literal),
        field: None,
        is_last: placeholder.is_some_and(|placeholder| placeholder.last),
    }
}

/// Whether the first `given` sort parts of two members have the same positions, formats and kinds.
fn shares(own: &Member, other: &Member, given: usize) -> bool {
    match (&own.index.sk, &other.index.sk) {
        (Some(Side::Template(one)), Some(Side::Template(two))) => {
            let mut left = given;
            for segments in one.segments.iter().zip(two.segments) {
                let same = match segments {
                    (Segment::Literal(one), Segment::Literal(two)) => one == two,
                    (
                        Segment::Placeholder { field, format },
                        Segment::Placeholder {
                            field: other_field,
                            format: other_format,
                        },
                    ) => {
                        left -= 1;
                        format == other_format && kind(field) == kind(other_field)
                    }
                    _ => false,
                };
                if !same || left == 0 {
                    return same;
                }
            }
            false
        }
        (Some(Side::Attributes(one)), Some(Side::Attributes(two))) => {
            let named = |fields: &[&'static Field]| {
                let named = fields.iter().take(given).map(|field| (field.attribute, kind(field)));
                named.collect::<Vec<_>>()
            };
            one.len() >= given && named(one) == named(two)
        }
        _ => false,
    }
}

fn kind(field: &Field) -> Option<PartKind> {
    field.part.map(|part| part.kind)
}

/// Returns the common prefix of both texts.
pub(crate) fn shared_beginning<'t>(one: &'t str, other: &str) -> &'t str {
    let differs = |((_, a), b): &((usize, char), char)| a != b;
    let end = one.char_indices().zip(other.chars()).find(differs);
    let shortest = one.len().min(other.len());
    one.get(..end.map_or(shortest, |((at, _), _)| at)).unwrap_or_default()
}
