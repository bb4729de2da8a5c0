//! Builds a `Query` request from an access pattern and its parts.

use std::cmp::Ordering;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::entity::Entity;
use crate::entity::key_attributes::key_value;
use crate::entity::limits::check_reserved;
use crate::entity::projection::{Projected, Typed};
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::expression::placeholders::Placeholders;
use crate::key::condition::Operator;
use crate::key::error::{KeyErrorKind, PARTITION_KEY_LIMIT, check_length};
use crate::key::field::Field;
use crate::key::field_error::KeyError;
use crate::key::native::KeyValue;
use crate::key::part::{Part, PartKind};
use crate::key::range::{PartFacts, sort_range};
use crate::key::scalar::ScalarType;
use crate::key::template::{Placeholder, Template};
use crate::read::coverage::IndexCoverage;
use crate::read::cursor::condition::SortKeyCondition;
use crate::read::cursor::{Binding, Reads};
use crate::read::hydrate::{Hydration, rows};
use crate::read::paging::{PageRequest, Paged, ReadRequest, check_options};
use crate::read::post_filter::PostFilter;
use crate::read::query::builder::Query;
use crate::read::query::condition::{native_order, on_key, text_condition};
use crate::read::query::isolation::{Region, may_meet_others};
use crate::read::query::spec::{QuerySpec, Range};
use crate::read::window::Select;
use crate::schema::definition::{Index, IndexKind, Side};
use crate::schema::table::KeyNames;
use crate::wire::target::Target;
use crate::wire::type_filter::{equals, is_entity};

/// The conditions from which a request is assembled.
pub(crate) struct Conditions {
    /// The entity or collection that is read.
    pub(crate) reads: Reads,
    /// The key attributes of the index.
    pub(crate) names: KeyNames,
    /// The key attributes of index and table, without duplicates.
    pub(crate) key_names: Vec<&'static str>,
    /// The values of the partition key attributes.
    pub(crate) partition: Vec<AttributeValue>,
    /// The conditions on sort key attributes.
    pub(crate) sort: Vec<SortKeyCondition>,
    pub(crate) filters: Vec<Node>,
    pub(crate) consistent: bool,
}

/// The sort half of a key condition, and what the condition leaves undecided.
pub(crate) struct SortHalf {
    pub(crate) conditions: Vec<SortKeyCondition>,
    pub(crate) region: Region,
    pub(crate) rest: Option<PostFilter>,
}

impl<E: Entity, T: Projected<E>> Query<E, T> {
    pub(crate) fn read(&self, target: &Target<'_>, select: Select) -> Result<ReadRequest> {
        let read = self.spec.build::<E, T>(self.index, target, select);
        read.map_err(|error| error.with_entity(E::SCHEMA.name))
    }
}

impl QuerySpec {
    fn build<E: Entity, T: Projected<E>>(
        &self,
        index: &'static Index,
        target: &Target<'_>,
        select: Select,
    ) -> Result<ReadRequest> {
        let schema = E::SCHEMA;
        let consistent = check_options(index, &self.window, self.consistent, self.hydrate)?;
        let held = IndexCoverage::new(target.schema, schema, index);
        let names = target.schema.key_names(index);

        let partition = self.partition_values(index, &names.pk)?;
        let sort = self.sort_half(index, &names.sk)?;
        let mut rest: Vec<PostFilter> = sort.rest.into_iter().collect();
        for attribute in rest.iter().filter_map(PostFilter::required) {
            held.check_own_filter(attribute)?;
        }
        for (side, parts) in [(Some(&index.pk), &self.partition), (index.sk.as_ref(), &self.sort)] {
            let part = |placeholder: Placeholder| part(parts, placeholder.ordinal);
            rest.extend(PostFilter::of_parts(side, parts.len(), part));
        }
        let mut filters: Vec<Node> = Vec::new();
        let sk = names.sk.first().map(|(name, _)| *name);
        let is_blind = select == Select::Count || T::__SHAPES.is_some();
        let is_typed = held.holds_identifiers(schema);
        // A count leaves out the same items as a read.
        let is_counted = select == Select::Count && is_typed && schema.dialect.requests_identify();
        let may_be_others = (index.needs_type_filter && is_blind) || is_counted;
        if may_be_others || may_meet_others(target.schema, &[schema], (schema, index), &partition, &sort.region) {
            let owner = sk.filter(|_| index.shared_with_other_programs && !held.holds_identifiers(schema));
            match owner.and_then(|sk| PostFilter::of_owner(sk, index.sk.as_ref())) {
                Some(owner) => rest.push(owner),
                None => {
                    held.check_identifiers(schema)?;
                    filters.push(is_entity(target.schema, schema));
                }
            }
        }
        rest.extend(PostFilter::of_untyped(target.schema, [schema], is_typed));
        self.leave_out_short((schema, index), sk, &held, (&mut filters, &mut rest));
        // Programs that follow the rules write no keys that this excludes. So it does not turn a count into a read of items,
        // and it does not mark pages as filtered.
        let is_decided = rest.is_empty();
        if select == Select::Items || !is_decided {
            let beginning = |placeholder: Placeholder| part(&self.sort, placeholder.ordinal);
            rest.extend(PostFilter::of_beginning(index.sk.as_ref(), self.sort.len(), beginning));
        }
        held.check_filters(&self.filters)?;
        check_no_keys(index, &names, &self.filters)?;
        filters.extend(self.filters.iter().cloned());

        let hydration = Hydration::of::<E, T>(self.hydrate, self.consistent, target, &held, select)?;
        let identifying = held.identifying(schema);
        let typed = Typed::of(is_typed || hydration.is_some());
        let conditions = Conditions {
            reads: Reads::Entity(schema.name),
            names,
            key_names: held.into_keys(),
            partition,
            sort: sort.conditions,
            filters,
            consistent,
        };
        // With post-filters, items have to be read to be counted.
        let sent = if rest.is_empty() { select } else { Select::Items };
        let read = self.assemble(target, index, conditions, sent, |keys, placeholders| {
            let attributes = (keys, identifying.as_slice(), rest.as_slice());
            rows::<E, T>(select, self.hydrate, &self.window, attributes, placeholders)
        })?;
        Ok(ReadRequest {
            hydration,
            filtered: read.filtered || !is_decided,
            rest,
            typed,
            ..read
        })
    }

    /// Assembles the request from key conditions and filters. `project` receives the key attributes that a cursor needs, and
    /// returns the projection expression.
    pub(crate) fn assemble(
        &self,
        target: &Target<'_>,
        index: &Index,
        conditions: Conditions,
        select: Select,
        project: impl FnOnce(&[&'static str], &mut Placeholders) -> Option<String>,
    ) -> Result<ReadRequest> {
        let Conditions {
            reads,
            names,
            key_names,
            partition,
            sort,
            filters,
            consistent,
        } = conditions;
        let binding = Binding::new(target.name, index.kind.name(), reads, sort.clone(), partition.iter());
        let sort = sort.into_iter().map(on_key);
        let partition = (names.pk.iter().zip(partition)).map(|((name, _), value)| equals(name, value));
        let key_conditions: Vec<Node> = partition.chain(sort).collect();
        let filtered = !filters.is_empty();
        let single = index.kind == IndexKind::Primary && names.sk.is_empty();

        let mut placeholders = Placeholders::default();
        let key_condition = Node::render_all(key_conditions, &mut placeholders)?;
        let filter = Node::render_all(filters, &mut placeholders)?;
        let projection = match select {
            Select::Items => project(&key_names, &mut placeholders),
            Select::Count => None,
        };
        let bound = placeholders.bind(&[&key_condition, &filter, &projection])?;
        let request = PageRequest {
            table: target.name,
            index: index.kind.name(),
            filter: filter.as_deref(),
            projection: projection.as_deref(),
            bound: &bound,
            consistent,
            select,
        };
        let request = request.build(|body| {
            body.optional("KeyConditionExpression", key_condition.as_deref());
            if self.descending {
                body.boolean("ScanIndexForward", false);
            }
        });
        Ok(ReadRequest {
            request: Paged::Query(request),
            binding,
            key_names,
            filtered,
            single,
            hydration: None,
            rest: Vec::new(),
            typed: Typed::Held,
        })
    }

    /// Returns the values of the partition key attributes.
    pub(crate) fn partition_values(
        &self,
        index: &Index,
        names: &[(&'static str, ScalarType)],
    ) -> Result<Vec<AttributeValue>> {
        let value = match (&index.pk, names) {
            (Side::Template(template), [(_, ScalarType::S)]) => {
                let key = template
                    .render_to_read(template.parts(), |placeholder| {
                        part(&self.partition, placeholder.ordinal)
                    })
                    .map_err(KeyError::into_error)?;
                key.map(|key| {
                    check_length(&key.text, PARTITION_KEY_LIMIT).map_err(|reason| reason.with_key(template.text))?;
                    Ok::<_, Error>(AttributeValue::S(key.text))
                })
                .transpose()?
                .map(|value| vec![value])
            }
            _ => native_values(&self.partition, &index.pk, names)?,
        };
        let value = value.ok_or_else(|| Error::input("a part of the partition key is absent"))?;
        if index.kind == IndexKind::Primary {
            check_reserved(value.first())?;
        }
        Ok(value)
    }

    fn sort_half(&self, index: &Index, names: &[(&'static str, ScalarType)]) -> Result<SortHalf> {
        match (&index.sk, names) {
            (None, _) => Ok(SortHalf::any()),
            (Some(Side::Template(template)), [(name, ScalarType::S)]) => self.text_sort_half(template, name),
            (Some(side), names) => self.native_sort_half(side, names),
        }
    }

    /// Builds the sort half for a sort key that is rendered from a template.
    fn text_sort_half(&self, template: &Template, name: &'static str) -> Result<SortHalf> {
        let count = self.sort.len();
        let base = template
            .render_to_read(count, |placeholder| part(&self.sort, placeholder.ordinal))
            .map_err(KeyError::into_error)?
            .map(|key| key.text)
            .unwrap_or_default();
        let range = self.text_operator(template)?;
        let facts = range.as_ref().map(|(_, facts)| *facts);
        let operator = range.as_ref().map(|(operator, facts)| (operator.as_ref(), *facts));
        let range = sort_range(template, count, &base, operator).map_err(KeyError::into_error)?;
        let rest = match (range.residual, template.placeholders().nth(count), facts) {
            (Some(operator), Some(placeholder), Some(facts)) => {
                Some(PostFilter::of_range((name, &base), (&placeholder, facts), operator)?)
            }
            _ => None,
        };
        let region = Region::of(&range.condition, &base);
        Ok(SortHalf {
            conditions: text_condition(name, range.condition).into_iter().collect(),
            region,
            rest,
        })
    }

    /// Returns the range on the next sort part, with its text as in the key; `None` if there is no range.
    pub(crate) fn text_operator(&self, template: &Template) -> Result<Option<(Operator<String>, PartFacts)>> {
        let count = self.sort.len();
        let (Some(range), Some(placeholder)) = (&self.range, template.placeholders().nth(count)) else {
            return Ok(None);
        };
        let facts = placeholder.field.part.map_or(
            PartFacts {
                prefix_free: false,
                kind: PartKind::Text,
            },
            |facts| PartFacts {
                prefix_free: facts.prefix_free,
                kind: facts.kind,
            },
        );
        let operator = match range {
            Range::BeginsWith(text) => {
                let prefix = placeholder.check_prefix(facts.kind, text);
                Operator::BeginsWith(prefix.map_err(KeyError::into_error)?.into_owned())
            }
            range => {
                let text = |part: &Part<'_>| Ok(template.render_part(count, part)?.unwrap_or_default());
                range.operator().try_map(text).map_err(KeyError::into_error)?
            }
        };
        Ok(Some((operator, facts)))
    }

    /// Builds the sort half for sort key attributes that are fields of the entity.
    pub(crate) fn native_sort_half(&self, side: &Side, names: &[(&'static str, ScalarType)]) -> Result<SortHalf> {
        let mut attributes = side.parts().zip(names.iter().copied());
        let mut conditions = Vec::new();
        for (part, (field, (name, ty))) in self.sort.iter().zip(attributes.by_ref()) {
            conditions.push(SortKeyCondition::equal(name, native_value(part, field, ty)?));
        }
        if let (Some(range), Some((field, (name, ty)))) = (&self.range, attributes.next()) {
            if let Range::Between(low, high) = range
                && native_order(low, high).is_some_and(Ordering::is_gt)
            {
                return Err(KeyErrorKind::Reversed.at(field, "the lower bound").into_error());
            }
            let operator = match range {
                Range::BeginsWith(text) => Operator::BeginsWith(AttributeValue::S(text.clone())),
                Range::BeginsWithBytes(bytes) => Operator::BeginsWith(AttributeValue::B(bytes.clone().into())),
                range => range.operator().try_map(|part| native_value(part, field, ty))?,
            };
            conditions.push(SortKeyCondition::range(name, operator));
        }
        Ok(SortHalf {
            conditions,
            region: Region::Anything,
            rest: None,
        })
    }
}

/// Returns the value of a key attribute that is a field of the entity.
fn native_value(part: &Part<'_>, field: &'static Field, ty: ScalarType) -> Result<AttributeValue> {
    let value = KeyValue::from_part(part.borrowed(), ty).map_err(|refused| refused.at(field).into_error())?;
    Ok(value.map_or(AttributeValue::Null(true), key_value))
}

impl SortHalf {
    fn any() -> Self {
        SortHalf {
            conditions: Vec::new(),
            region: Region::Anything,
            rest: None,
        }
    }
}

impl Range {
    /// Returns the operator of a range, with its values as operands.
    fn operator(&self) -> Operator<&Part<'static>> {
        match self {
            Range::Between(low, high) => Operator::Between(low, high),
            Range::Greater(part) => Operator::Greater(part),
            Range::GreaterOrEqual(part) => Operator::GreaterOrEqual(part),
            Range::Less(part) => Operator::Less(part),
            Range::LessOrEqual(part) => Operator::LessOrEqual(part),
            // Callers handle prefixes before, because a prefix is text and not a value.
            Range::BeginsWith(_) | Range::BeginsWithBytes(_) => Operator::BeginsWith(&Part::Absent),
        }
    }
}

/// Refuses filters on key attributes of the queried index, because DynamoDB does. In a scan they are allowed.
pub(crate) fn check_no_keys(index: &Index, names: &KeyNames, filters: &[Node]) -> Result<()> {
    let mut keys = names.pk.iter().chain(names.sk.iter()).map(|(name, _)| *name);
    match keys.find(|name| filters.iter().any(|filter| filter.mentions(name))) {
        None => Ok(()),
        Some(name) => Err(Error::input(format!(
            "`{name}` is a key attribute of `{}`, and DynamoDB does not let a query filter by the keys of its index: \
             give the parts of the key, filter the items after the read, or scan the index",
            index.pattern
        ))),
    }
}

pub(super) fn part<'p>(parts: &'p [Part<'static>], ordinal: usize) -> Part<'p> {
    parts.get(ordinal).map_or(Part::Absent, Part::borrowed)
}

/// Returns the values of key attributes that are fields of the entity.
fn native_values(
    parts: &[Part<'static>],
    side: &Side,
    names: &[(&'static str, ScalarType)],
) -> Result<Option<Vec<AttributeValue>>> {
    let mut values = Vec::with_capacity(names.len());
    for ((part, field), (_, ty)) in parts.iter().zip(side.parts()).zip(names) {
        let value = KeyValue::from_part(part.borrowed(), *ty).map_err(|refused| refused.at(field).into_error())?;
        match value {
            Some(value) => values.push(key_value(value)),
            None => return Ok(None),
        }
    }
    Ok(Some(values))
}
