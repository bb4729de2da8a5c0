//! `Query` for the items of several entities: a collection, one partition of an access pattern that they share.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use super::held::Held;
use super::query::{Conditions, QuerySpec, Region, compare, equals, may_meet_others};
use super::{Read, Select, Target, check_options};
use crate::collection::{Collection, CollectionItem, Collects};
use crate::cursor::Cursor;
use crate::entity::{Entity, IntoPartition};
use crate::error::{Error, Result};
use crate::expression::{IN_LIMIT, IntoCondition, Node, Term};
use crate::key::{Operator, SORT_KEY_LIMIT, ScalarType, check_length};
use crate::schema::Side;

/// A query for a collection: all of one partition, or the part of it whose sort keys begin with a text.
///
/// It gives the items of the collection's members and no others. `all` reads the whole into the struct, or a `Vec` of the
/// enum; `send` and `stream`, for enums, read it in pages and item by item. Costs half a read capacity unit for each 4 KB
/// that is read before filters, one if [`consistent`](CollectionQuery::consistent).
#[must_use = "an operation does nothing until it is sent"]
pub struct CollectionQuery<C> {
    pub(crate) spec: QuerySpec,
    /// What the sort key begins with; empty for all of the partition.
    prefix: String,
    /// Each with the entity it is about.
    filters: Vec<(&'static str, Node)>,
    pub(crate) unknown: Unknown,
    marker: PhantomData<fn() -> C>,
}

/// What becomes of an item that is of no member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    Skip,
    Refuse,
}

impl<C: Collection> CollectionQuery<C> {
    /// All of one partition.
    #[doc(hidden)]
    pub fn __partition<T>(parts: impl IntoPartition<T>) -> Self {
        let index = C::__MEMBERS.first().map_or(0, |member| member.at);
        CollectionQuery {
            spec: QuerySpec::of_partition(index, parts.__into_parts()),
            prefix: String::new(),
            filters: Vec::new(),
            unknown: Unknown::Skip,
            marker: PhantomData,
        }
    }

    /// Reads only items whose sort key begins with `text`, such as `"TASK#"`: `begins_with` in the key condition.
    ///
    /// `text` is compared with the key as it is stored; of an index with several sort attributes, with the first of them. One
    /// with which the sort key of no member can begin is refused before anything is sent.
    pub fn begins_with(mut self, text: impl Into<String>) -> Self {
        self.prefix = text.into();
        self
    }

    /// Fails on an item of an entity that is not a member, or of none by its type attribute, with
    /// [`is_decode`](crate::Error::is_decode). Left out, such items are skipped.
    pub fn refuse_unknown(mut self) -> Self {
        self.unknown = Unknown::Refuse;
        self
    }

    /// Leaves out items of the member `E` for which `condition` does not hold, after they are read and paid for. Items of
    /// other members are given. With a [`raw`](crate::raw) condition the entity is named: `filter::<Card>(raw(…))`.
    pub fn filter<E: Entity>(mut self, condition: impl IntoCondition<E>) -> Self
    where
        C: Collects<E>,
    {
        self.filters.push((E::SCHEMA.name, condition.into_condition().node));
        self
    }

    /// Reads at most `items` items with each request, before filters: DynamoDB's `Limit`. For a number of results, see
    /// [`take`](CollectionQuery::take).
    pub fn limit(mut self, items: u32) -> Self {
        self.spec.window.limit = Some(items);
        self
    }

    /// Gives `items` items, or as many as there are, over as many pages as that takes.
    ///
    /// A collection that is a struct then holds the first of them in the order of their sort keys.
    pub fn take(mut self, items: usize) -> Self {
        self.spec.window.take = Some(items);
        self
    }

    /// Reads from the highest sort key down.
    pub fn descending(mut self) -> Self {
        self.spec.descending = true;
        self
    }

    /// Reads what every write before it wrote: `ConsistentRead`. Global secondary indexes have no such reads, so that there
    /// it is refused before anything is sent.
    pub fn consistent(mut self) -> Self {
        self.spec.consistent = true;
        self
    }

    /// Reads `pages` pages where [`send`](CollectionQuery::send) would read one.
    pub fn pages(mut self, pages: u32) -> Self
    where
        C: CollectionItem,
    {
        self.spec.window.pages = Some(pages);
        self
    }

    /// Starts after the last item of an earlier page of this query.
    pub fn start_at(mut self, cursor: impl Into<Option<Cursor>>) -> Self
    where
        C: CollectionItem,
    {
        self.spec.window.cursor = cursor.into();
        self
    }

    pub(crate) fn read(&self, target: &Target<'_>, select: Select) -> Result<Read> {
        self.build(target, select).map_err(|error| error.of_entity(C::__NAME))
    }

    fn build(&self, target: &Target<'_>, select: Select) -> Result<Read> {
        let Some(first) = C::__MEMBERS.first() else {
            return Err(Error::input("the collection has no members"));
        };
        // The members agree on what is read of the first here, or the collection does not compile.
        let (schema, index) = (first.schema, first.index());
        let consistent = check_options(index, &self.spec.window, self.spec.consistent, false)?;
        let names = target.schema.key_names(schema, index);
        let partition = self.spec.partition_values(schema, index, &names.pk);
        let partition = partition.map_err(|error| error.of_entity(schema.name))?;
        let (sort, region) = self.sort_half(&names.sk)?;

        let type_attribute = target.schema.type_attribute;
        let members: Vec<&'static str> = C::__MEMBERS.iter().map(|member| member.schema.name).collect();
        let mut filters = Vec::new();
        // Decoding tells the items apart in any case; a filter keeps those of others from being sent, and from being counted.
        let meets_others = || may_meet_others(target.schema, &members, index, &partition, &region);
        if self.unknown == Unknown::Skip && (select == Select::Count || meets_others()) {
            filters.push(one_of(type_attribute, &members));
        }
        filters.extend(self.filters.iter().map(|(entity, node)| {
            let of_entity = equals(type_attribute, AttributeValue::S((*entity).to_owned()));
            Node::Any(vec![Node::Not(Box::new(of_entity)), node.clone()])
        }));
        let conditions = Conditions {
            names,
            key_names: Held::new(target.schema, schema, index).into_keys(),
            partition,
            sort,
            filters,
            consistent,
        };
        self.spec.assemble(target, index, conditions, select, |_, _| None)
    }

    /// The sort half of the key condition, and the keys that it admits.
    fn sort_half(&self, names: &[(&'static str, ScalarType)]) -> Result<(Vec<Node>, Region)> {
        let prefix = &self.prefix;
        if prefix.is_empty() {
            return Ok((Vec::new(), Region::Anything));
        }
        let Some((name, ScalarType::S)) = names.first() else {
            return Err(Error::input(
                "its sort key is not text, so that no part of it begins with one; leave out `begins_with`",
            ));
        };
        let sides = || C::__MEMBERS.iter().filter_map(|member| member.index().sk.as_ref());
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
                "no member has a sort key that begins with `{prefix}`; they are {}",
                templates.join(", ")
            )));
        }
        check_length(prefix, SORT_KEY_LIMIT).map_err(|reason| reason.of_key(name))?;
        let node = compare(name, Operator::BeginsWith(AttributeValue::S(prefix.clone())));
        Ok((vec![node], Region::Within(prefix.clone())))
    }
}

/// `type IN (members)`, in as many lists as DynamoDB's limit on one takes.
fn one_of(attribute: &'static str, members: &[&str]) -> Node {
    let list = |members: &[&str]| {
        let names = members.iter().map(|name| Term::text(*name)).collect();
        Node::In(Term::attribute(attribute), names)
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
            prefix: self.prefix.clone(),
            filters: self.filters.clone(),
            unknown: self.unknown,
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
            .finish()
    }
}
