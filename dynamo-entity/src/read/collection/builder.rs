//! `CollectionQuery`: reads the items of several entities from one partition of an access pattern that they share.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::entity::collection::Collection;
use crate::entity::collection::member::Member;
use crate::entity::partition::IntoPartition;
use crate::entity::projection::attributes;
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::expression::placeholders::IN_LIMIT;
use crate::expression::term::Term;
use crate::key::condition::Operator;
use crate::key::error::{SORT_KEY_LIMIT, check_length};
use crate::key::format::Format;
use crate::key::part::Part;
use crate::key::scalar::ScalarType;
use crate::key::template::Placeholder;
use crate::read::coverage::IndexCoverage;
use crate::read::cursor::Reads;
use crate::read::cursor::condition::SortKeyCondition;
use crate::read::hydrate::needed;
use crate::read::paging::{ReadRequest, check_options};
use crate::read::post_filter::PostFilter;
use crate::read::query::along::shared_beginning;
use crate::read::query::foreign::{NotShort, not_short};
use crate::read::query::isolation::{Region, may_meet_others};
use crate::read::query::request::{Conditions, check_no_keys};
use crate::read::query::spec::QuerySpec;
use crate::read::window::Select;
use crate::schema::definition::{EntitySchema, Index, Side};
use crate::schema::table::TableSchema;
use crate::wire::target::Target;
use crate::wire::type_filter::{is_absent, is_entity};

/// A query for a collection: one partition, or the items whose sort keys begin with a text.
///
/// Returns the items of the collection's members and no others. `all` reads all items into the struct, or into a `Vec` of
/// the enum. For enums, `send` reads pages and `stream` single items. Costs half a read capacity unit per 4 KB read before
/// filters, or one if [`consistent`](crate::Read::consistent).
///
/// The chapter [Reads](mod@crate::guide::read) of the guide has examples.
#[must_use = "an operation does nothing until it is sent"]
pub struct CollectionQuery<C> {
    pub(crate) spec: QuerySpec,
    /// The member for whose access pattern the sort key parts are given, and this access pattern.
    along: Option<(&'static EntitySchema, &'static Index)>,
    /// The prefix of the sort key; empty to read the whole partition.
    prefix: String,
    /// The filters, each with its entity.
    pub(super) filters: Vec<(&'static EntitySchema, Node)>,
    pub(crate) unknown: Unknown,
    /// Why the given partition is refused.
    refused: Option<String>,
    marker: PhantomData<fn() -> C>,
}

/// How items that belong to no member are handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    Skip,
    Refuse,
}

impl<C: Collection> CollectionQuery<C> {
    /// Queries one whole partition.
    #[doc(hidden)]
    pub fn __partition<T>(parts: impl IntoPartition<T>) -> Self {
        let (parts, refused) = match set_parts(C::__MEMBERS, &parts.__into_parts()) {
            Ok(parts) => (parts, None),
            Err(reason) => (Vec::new(), Some(reason)),
        };
        CollectionQuery {
            spec: QuerySpec::of_partition(parts),
            along: None,
            prefix: String::new(),
            filters: Vec::new(),
            unknown: Unknown::Skip,
            refused,
            marker: PhantomData,
        }
    }

    /// Creates the query from the parts that are given for one member.
    pub(crate) fn along(schema: &'static EntitySchema, index: &'static Index, mut spec: QuerySpec) -> Self {
        let filters = std::mem::take(&mut spec.filters);
        CollectionQuery {
            filters: filters.into_iter().map(|node| (schema, node)).collect(),
            spec,
            along: Some((schema, index)),
            prefix: String::new(),
            unknown: Unknown::Skip,
            refused: None,
            marker: PhantomData,
        }
    }

    /// Reads only items whose sort key begins with `text`, such as `"TASK#"`: `begins_with` in the key condition.
    ///
    /// `text` is compared with the stored key, or with the first sort attribute if the index has several. A text that no
    /// member's sort key can begin with is refused before anything is sent.
    pub fn begins_with(mut self, text: impl Into<String>) -> Self {
        self.prefix = text.into();
        self
    }

    /// Fails with [`is_decode`](crate::Error::is_decode) on an item of an entity that is not a member, or whose type
    /// attribute assigns it to no entity. By default such items are skipped.
    pub fn refuse_unknown(mut self) -> Self {
        self.unknown = Unknown::Refuse;
        self
    }

    /// Reads in descending order of the sort key.
    pub fn descending(mut self) -> Self {
        self.spec.descending = true;
        self
    }

    pub(crate) fn read(&self, target: &Target<'_>, select: Select) -> Result<ReadRequest> {
        self.build(target, select).map_err(|error| error.with_entity(C::__NAME))
    }

    fn build(&self, target: &Target<'_>, select: Select) -> Result<ReadRequest> {
        if let Some(reason) = &self.refused {
            return Err(Error::input(reason.clone()));
        }
        let Some(first) = C::__MEMBERS.first() else {
            return Err(Error::input("the collection has no members"));
        };
        // The members share the index attributes of the first member; a collection in which they differ does not compile.
        let (schema, index) = (first.schema, first.index);
        let consistent = check_options(index, &self.spec.window, self.spec.consistent, false)?;
        if self.spec.hydrate {
            return Err(Error::input(
                "a collection cannot be hydrated, because it is read as its index holds it; remove `hydrate`",
            ));
        }
        let names = target.schema.key_names(index);
        let partition = self.spec.partition_values(index, &names.pk);
        let partition = partition.map_err(|error| error.with_entity(schema.name))?;
        let along = self.member_along()?;
        let (sort, region, rest) = match along.filter(|_| self.spec.has_sort_parts()) {
            Some(member) => {
                let half = self
                    .spec
                    .sort_half_along(target.schema, C::__MEMBERS, member, &names.sk)?;
                (half.conditions, half.region, half.rest)
            }
            None => {
                let (sort, region) = self.sort_half(&names.sk)?;
                (sort, region, None)
            }
        };
        let mut rest: Vec<PostFilter> = rest.into_iter().collect();
        rest.extend(self.exact_partition()?);
        self.check_untyped_filters()?;

        let members: Vec<&'static EntitySchema> = C::__MEMBERS.iter().map(|member| member.schema).collect();
        let mut filters = Vec::new();
        // Decoding separates the items in any case. The filter keeps foreign items from being transferred and counted.
        let meets_others = || may_meet_others(target.schema, &members, (schema, index), &partition, &region);
        let held = IndexCoverage::new(target.schema, schema, index);
        held.check_identifiers(schema)?;
        if self.unknown == Unknown::Skip && (select == Select::Count || meets_others()) {
            filters.push(one_of(target.schema, &members));
        }
        filters.extend(C::__MEMBERS.iter().filter_map(|member| {
            let of_entity = is_entity(target.schema, member.schema);
            match not_short(member.schema, member.index.sk.as_ref(), &held)? {
                NotShort::Filter(node) => Some(Node::Any(vec![Node::Not(Box::new(of_entity)), node])),
                NotShort::Key(_) => None,
            }
        }));
        rest.extend(PostFilter::of_untyped(target.schema, members.iter().copied(), true));
        let own: Vec<Node> = self.filters.iter().map(|(_, node)| node.clone()).collect();
        check_no_keys(index, &names, &own)?;
        filters.extend(self.filters.iter().map(|(entity, node)| {
            let of_entity = is_entity(target.schema, entity);
            Node::Any(vec![Node::Not(Box::new(of_entity)), node.clone()])
        }));
        let conditions = Conditions {
            reads: Reads::Collection(C::__NAME),
            names,
            key_names: IndexCoverage::new(target.schema, schema, index).into_keys(),
            partition,
            sort,
            filters,
            consistent,
        };
        // With post-filters, items have to be read to be counted.
        let sent = if rest.is_empty() { select } else { Select::Items };
        let read = self
            .spec
            .assemble(target, index, conditions, sent, |keys, placeholders| match select {
                Select::Count => attributes(&needed(keys, &rest), placeholders),
                Select::Items => None,
            })?;
        Ok(ReadRequest {
            filtered: read.filtered || !rest.is_empty(),
            rest,
            ..read
        })
    }

    /// Refuses a filter on one of several members that accept items without the type attribute: DynamoDB cannot tell such
    /// items apart, because only their keys do.
    fn check_untyped_filters(&self) -> Result<()> {
        let accepting = C::__MEMBERS.iter().filter(|member| member.schema.accepts_untyped);
        let filtered = self.filters.iter().find(|(entity, _)| entity.accepts_untyped);
        match filtered {
            Some((entity, _)) if accepting.count() > 1 => Err(Error::input(format!(
                "DynamoDB cannot filter the items of `{}` without the type attribute, because they look like items of \
                 other members; query `{}` alone",
                entity.name, entity.name
            ))),
            _ => Ok(()),
        }
    }

    /// Returns the member that this query was started from; fails if the query is of another access pattern.
    fn member_along(&self) -> Result<Option<&'static Member>> {
        let Some((schema, index)) = self.along else {
            return Ok(None);
        };
        let member = C::__MEMBERS
            .iter()
            .find(|member| member.schema.is_same(schema) && member.index.pattern == index.pattern);
        match member {
            Some(member) => Ok(Some(member)),
            None => Err(Error::input(format!(
                "the query of `{}` uses `{}`, which is not the access pattern of the collection",
                schema.name, index.pattern
            ))),
        }
    }

    /// Returns the check of the partition's parts, if the partition key is ambiguous. The check must be the same for all
    /// members.
    fn exact_partition(&self) -> Result<Option<PostFilter>> {
        let part = |placeholder: Placeholder| self.spec.partition_part(placeholder.ordinal);
        let count = self.spec.partition.len();
        let mut exact = C::__MEMBERS
            .iter()
            .map(|member| PostFilter::of_parts(Some(&member.index.pk), count, part));
        let first = exact.next().flatten();
        if exact.all(|rest| rest == first) {
            return Ok(first);
        }
        Err(Error::key_fault(
            "the partition key is ambiguous: other parts render to it, and the members store their parts in different attributes; query each member".into(),
        ))
    }

    /// Builds the sort half of the key condition, and returns the keys that it admits.
    fn sort_half(&self, names: &[(&'static str, ScalarType)]) -> Result<(Vec<SortKeyCondition>, Region)> {
        let common = common_prefix::<C>();
        let prefix = if self.prefix.is_empty() { &common } else { &self.prefix };
        if prefix.is_empty() {
            return Ok((Vec::new(), Region::Anything));
        }
        let Some((name, ScalarType::S)) = names.first() else {
            return Err(Error::input(
                "the sort key of the collection is not text, so it has no beginning to compare; remove `begins_with`",
            ));
        };
        let sides = || C::__MEMBERS.iter().filter_map(|member| member.index.sk.as_ref());
        let may_begin = |side: &Side| match side {
            Side::Template(template) => template.may_begin_with(prefix),
            Side::Attributes(_) => true,
        };
        if !sides().any(may_begin) {
            let templates = sides().filter_map(|side| match side {
                Side::Template(template) => Some(format!("`{}`", template.text)),
                Side::Attributes(_) => None,
            });
            let templates: Vec<String> = templates.collect();
            return Err(Error::key_fault(format!(
                "no member has a sort key that begins with `{prefix}`; the sort keys are {}",
                templates.join(", ")
            )));
        }
        check_length(prefix, SORT_KEY_LIMIT).map_err(|reason| reason.with_key(name))?;
        let begins = Operator::BeginsWith(AttributeValue::S(prefix.clone()));
        let condition = SortKeyCondition::range(name, begins);
        Ok((vec![condition], Region::Within(prefix.clone())))
    }
}

/// Applies the `set` of each member's fields to the parts of the partition; the results of all members must be equal.
fn set_parts(members: &[Member], given: &[Part<'static>]) -> Result<Vec<Part<'static>>, String> {
    let mut first: Option<(&Member, Vec<Part<'static>>)> = None;
    for member in members {
        let parts = set_parts_of(member, given)?;
        match &first {
            None => first = Some((member, parts)),
            Some((other, known)) if *known != parts => {
                return Err(format!(
                    "`{}` and `{}` store the parts of the partition differently, because their fields differ in \
                     `set`; give both fields the same `set`, or begin with a query of one: `.in_collection()`",
                    other.schema.name, member.schema.name
                ));
            }
            Some(_) => {}
        }
    }
    Ok(first.map_or_else(Vec::new, |(_, parts)| parts))
}

fn set_parts_of(member: &Member, given: &[Part<'static>]) -> Result<Vec<Part<'static>>, String> {
    let side = &member.index.pk;
    let is_text_of_format = |at: usize, part: &Part<'_>| {
        let Side::Template(template) = side else { return false };
        let placeholder = template.placeholders().nth(at);
        let is_formatted = placeholder.is_some_and(|found| matches!(found.format, Format::Width(_) | Format::Time(_)));
        is_formatted && matches!(part, Part::Text(_))
    };
    let mut fields = side.parts();
    let set_part = |(at, part): (usize, &Part<'static>)| match fields.next().and_then(|field| Some((field, field.set?)))
    {
        Some((field, set)) if !is_text_of_format(at, part) => set(part.borrowed()).map_err(|_| {
            format!(
                "the value of `{}` of `{}` cannot be converted by its `set` here; begin with a query of the \
                 entity: `.in_collection()`",
                field.name, member.schema.name
            )
        }),
        _ => Ok(part.clone()),
    };
    given.iter().enumerate().map(set_part).collect()
}

/// Returns the common prefix of the members' sort keys if other programs write to the index, too.
fn common_prefix<C: Collection>() -> String {
    let mut common: Option<&str> = None;
    for member in C::__MEMBERS {
        let leading = match &member.index.sk {
            Some(Side::Template(template)) if member.schema.dialect.shares_indexes() => template.leading(),
            _ => "",
        };
        common = Some(match common {
            None => leading,
            Some(common) => shared_beginning(common, leading),
        });
    }
    common.unwrap_or_default().to_owned()
}

/// Builds `type IN (members)`, split into several lists if DynamoDB's limit requires it.
fn one_of(table: &TableSchema, members: &[&'static EntitySchema]) -> Node {
    let typed = one_of_types(table, members);
    if members.iter().any(|member| member.accepts_untyped) {
        return Node::Any(vec![is_absent(table.type_attribute), typed]);
    }
    typed
}

fn one_of_types(table: &TableSchema, members: &[&'static EntitySchema]) -> Node {
    if members.iter().any(|member| table.stored_version(member).is_some()) {
        return Node::Any(members.iter().map(|member| is_entity(table, member)).collect());
    }
    let list = |members: &[&'static EntitySchema]| {
        let names = members.iter().map(|member| Term::text(member.name)).collect();
        Node::In(Term::attribute(table.type_attribute), names)
    };
    if members.len() <= IN_LIMIT {
        return list(members);
    }
    Node::Any(members.chunks(IN_LIMIT).map(list).collect())
}

impl<C> Clone for CollectionQuery<C> {
    fn clone(&self) -> Self {
        CollectionQuery {
            spec: self.spec.clone(),
            along: self.along,
            prefix: self.prefix.clone(),
            filters: self.filters.clone(),
            unknown: self.unknown,
            refused: self.refused.clone(),
            marker: PhantomData,
        }
    }
}

impl<C> fmt::Debug for CollectionQuery<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CollectionQuery")
            .field("spec", &self.spec)
            .field("prefix", &self.prefix)
            .field("filters", &self.filters)
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}
