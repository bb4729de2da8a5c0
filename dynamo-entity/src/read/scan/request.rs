//! Builds the request of a scan.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::entity::Entity;
use crate::entity::projection::{Projected, Typed};
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::expression::placeholders::Placeholders;
use crate::expression::term::Term;
use crate::read::coverage::IndexCoverage;
use crate::read::cursor::{Binding, Reads};
use crate::read::hydrate::{Hydration, rows};
use crate::read::paging::{PageRequest, Paged, ReadRequest, check_options};
use crate::read::post_filter::PostFilter;
use crate::read::query::foreign::{NotShort, not_short};
use crate::read::window::{Select, Window};
use crate::schema::definition::{EntitySchema, Index, IndexKind, Side};
use crate::schema::table::TableSchema;
use crate::wire::target::Target;
use crate::wire::type_filter::is_entity;

/// DynamoDB's limit on `TotalSegments`. Source: "Scan" in the Amazon DynamoDB API Reference.
const SEGMENT_LIMIT: u32 = 1_000_000;

/// The contents of a scan, independent of its entity.
#[derive(Debug, Clone, Default)]
pub(crate) struct ScanSpec {
    /// The access pattern whose index is scanned; `None` for the table.
    pub(super) pattern: Option<Cow<'static, str>>,
    /// The number of the segment, and the number of segments.
    pub(crate) segment: Option<(u32, u32)>,
    pub(super) filters: Vec<Node>,
    pub(crate) window: Window,
    pub(super) consistent: bool,
    pub(super) hydrate: bool,
}

impl ScanSpec {
    pub(crate) fn read<E: Entity, T: Projected<E>>(&self, target: &Target<'_>, select: Select) -> Result<ReadRequest> {
        self.build::<E, T>(target, select)
            .map_err(|error| error.with_entity(E::SCHEMA.name))
    }

    fn build<E: Entity, T: Projected<E>>(&self, target: &Target<'_>, select: Select) -> Result<ReadRequest> {
        let schema = E::SCHEMA;
        let index = self.pattern_index(schema)?;
        let consistent = check_options(index, &self.window, self.consistent, self.hydrate)?;
        if let Some((segment, total)) = self.segment {
            check_segment(segment, total)?;
        }
        let held = IndexCoverage::new(target.schema, schema, index);

        let mut filters = Vec::with_capacity(self.filters.len() + 1);
        // Without identifying attributes, an index holds no items of other entities if no other entity uses it.
        if held.holds_identifiers(schema) || index.shared_with_other_programs || is_shared(target.schema, schema, index)
        {
            held.check_identifiers(schema)?;
            filters.push(is_entity(target.schema, schema));
        } else if schema.dialect.shares_indexes() {
            filters.extend(has_own_keys(target.schema, index));
        }
        if index.kind != IndexKind::Primary {
            filters.extend(whole_keys(target.schema, schema, index, &held));
        }
        held.check_filters(&self.filters)?;
        filters.extend(self.filters.iter().cloned());
        let is_typed = held.holds_identifiers(schema);
        let rest: Vec<PostFilter> = PostFilter::of_untyped(target.schema, [schema], is_typed)
            .into_iter()
            .collect();
        // With post-filters, items have to be read to be counted.
        let sent = if rest.is_empty() { select } else { Select::Items };
        let filtered = !filters.is_empty() || !rest.is_empty();

        let hydration = Hydration::of::<E, T>(self.hydrate, self.consistent, target, &held, select)?;
        let identifying = held.identifying(schema);
        let typed = Typed::of(is_typed || hydration.is_some());
        let key_names = held.into_keys();
        let mut placeholders = Placeholders::default();
        let filter = Node::render_all(filters, &mut placeholders)?;
        let projection = match sent {
            Select::Count => None,
            Select::Items => {
                let attributes = (key_names.as_slice(), identifying.as_slice(), rest.as_slice());
                rows::<E, T>(select, self.hydrate, &self.window, attributes, &mut placeholders)
            }
        };
        let bound = placeholders.bind(&[&filter, &projection])?;
        let request = PageRequest {
            table: target.name,
            index: index.kind.name(),
            filter: filter.as_deref(),
            projection: projection.as_deref(),
            bound: &bound,
            consistent,
            select: sent,
        };
        let request = request.build(|body| {
            if let Some((segment, total)) = self.segment {
                body.number("Segment", segment);
                body.number("TotalSegments", total);
            }
        });
        Ok(ReadRequest {
            rest,
            typed,
            single: false,
            request: Paged::Scan(request),
            binding: Binding::of_scan(target.name, index.kind.name(), Reads::Entity(schema.name), self.segment),
            key_names,
            filtered,
            hydration,
        })
    }

    fn pattern_index(&self, schema: &'static EntitySchema) -> Result<&'static Index> {
        let Some(pattern) = &self.pattern else {
            return Ok(schema.primary());
        };
        let found = schema.indexes.iter().find(|index| index.pattern == pattern);
        found.ok_or_else(|| {
            let known: Vec<String> = schema
                .indexes
                .iter()
                .map(|index| format!("`{}`", index.pattern))
                .collect();
            Error::input(format!(
                "no access pattern is named `{pattern}`; the access patterns are {}",
                known.join(", ")
            ))
        })
    }
}

pub(super) fn check_segment(segment: u32, total: u32) -> Result<()> {
    if total == 0 || total > SEGMENT_LIMIT {
        return Err(Error::input(format!(
            "the scan has {total} segments; DynamoDB takes 1 to {SEGMENT_LIMIT}"
        )));
    }
    if segment >= total {
        return Err(Error::input(format!(
            "segment {segment} of {total} does not exist; segments are numbered from 0"
        )));
    }
    Ok(())
}

/// Builds the filters that leave out items with short keys.
fn whole_keys(
    table: &TableSchema,
    schema: &'static EntitySchema,
    index: &Index,
    held: &IndexCoverage<'_>,
) -> impl Iterator<Item = Node> {
    let (pk, sk) = table.key_pair(index);
    let sides = [(pk, Some(&index.pk)), (sk, index.sk.as_ref())];
    let node = move |(attribute, side): (&'static str, Option<&Side>)| {
        Some(match not_short(schema, side, held)? {
            NotShort::Filter(node) => node,
            NotShort::Key(short) => {
                let short = Term::Value(AttributeValue::S(short.to_owned()));
                Node::Compare(Term::attribute(attribute), "<>", short)
            }
        })
    };
    sides.into_iter().filter_map(node)
}

/// Requires that keys begin as the entity's keys do; used in an index of a shared table that does not identify entities.
fn has_own_keys(table: &TableSchema, index: &Index) -> impl Iterator<Item = Node> {
    let (pk, sk) = table.key_pair(index);
    let sides = [(pk, Some(&index.pk)), (sk, index.sk.as_ref())];
    let begins = |(attribute, side): (&'static str, Option<&Side>)| match side {
        Some(Side::Template(template)) if !template.leading().is_empty() => {
            let text = AttributeValue::S(template.leading().to_owned());
            Some(Node::Function(
                "begins_with",
                vec![Term::attribute(attribute), Term::Value(text)],
            ))
        }
        _ => None,
    };
    sides.into_iter().filter_map(begins)
}

/// Whether the index may also hold items of other entities of the table.
fn is_shared(table: &TableSchema, entity: &'static EntitySchema, index: &'static Index) -> bool {
    let mut others = table.entities.iter().filter(|other| other.name != entity.name);
    others.any(|other| {
        let mut indexes = other.indexes.iter();
        indexes.any(|own| own.kind.name() == index.kind.name()) || table.visit(other, (entity, index)).is_some()
    })
}
