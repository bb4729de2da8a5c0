//! The steps of a program as data, so that they can be repeated, removed and printed.

use std::collections::BTreeSet;

use crate::drive::Reading;
use crate::value::Value;

/// One step.
#[derive(Debug, Clone)]
pub enum Step {
    /// A single write.
    Write(Write),
    /// Puts and deletes in one batch.
    Batch(Vec<Write>),
    /// Writes in one transaction.
    Transact(Vec<Write>),
    /// `get`, by the parts of the key.
    Get { entity: usize, key: Vec<Value>, by: GetBy },
    /// `batch_get`, or gets in a transaction.
    GetMany {
        entity: usize,
        keys: Vec<Vec<Value>>,
        together: bool,
    },
    /// A query.
    Query(Query),
    /// `scan`
    Scan {
        entity: usize,
        filter: Option<Condition>,
        segments: u32,
    },
    /// A collection, by position, with the parts of its partition.
    Collection {
        collection: usize,
        parts: Vec<Value>,
        stream: bool,
    },
    /// The cursor of the first query's first page is given to the second query.
    Foreign(Box<Query>, Box<Query>),
    /// Another program adds an attribute that no entity has.
    Unknown { entity: usize, key: Vec<Value> },
    /// A put by the earlier version of the first entity, with the fields of the current version.
    PutOld(Vec<Value>),
    /// A scan by the earlier version.
    ScanOld(Reading),
}

/// The input and the result of a `get`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GetBy {
    /// A key.
    Key,
    /// The item as it was read.
    Loaded,
    /// A key, for some of the fields.
    Brief,
}

/// A write of one entity.
#[derive(Debug, Clone)]
pub struct Write {
    /// The position of the entity.
    pub entity: usize,
    /// The action.
    pub verb: Verb,
    /// The condition.
    pub condition: Option<Condition>,
}

/// The verbs that write.
#[derive(Debug, Clone)]
pub enum Verb {
    /// `put`, `create` and `upsert` of these fields; those in `unset` are left to the builder's defaults.
    Whole {
        /// The verb.
        how: Whole,
        /// The fields.
        fields: Vec<Value>,
        /// Fields that are not set on the builder.
        unset: BTreeSet<usize>,
    },
    /// `update` and `patch` of the item with this key, by actions.
    Blind {
        /// Whether it creates the item.
        creates: bool,
        /// The fields of the key.
        key: Vec<Value>,
        /// The actions.
        actions: Vec<Action>,
        /// Whether it is sent `once`.
        once: bool,
    },
    /// `patch` with `apply`.
    Apply {
        /// The fields of the key.
        key: Vec<Value>,
        /// The fields that are set.
        changes: Vec<(usize, Value)>,
    },
    /// `edit` of the item as it was read.
    Edit {
        /// The fields of the key.
        key: Vec<Value>,
        /// The actions.
        actions: Vec<Action>,
    },
    /// `reindex` of the item as it was read.
    Reindex {
        /// The fields of the key.
        key: Vec<Value>,
    },
    /// `delete` and `remove`, by key or of the item as it was read.
    Delete {
        /// Whether it must exist.
        removes: bool,
        /// The fields of the key.
        key: Vec<Value>,
        /// Whether the loaded item is given instead of the key.
        loaded: bool,
    },
    /// `check`, in a transaction.
    Check {
        /// The fields of the key.
        key: Vec<Value>,
    },
}

/// The verbs that write a whole item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// `put`
    Put,
    /// `create`
    Create,
    /// `upsert`
    Upsert,
}

/// An action of an update, on the path at this position.
#[derive(Debug, Clone)]
pub struct Action {
    /// The position of the path among the entity's paths.
    pub path: usize,
    /// The action.
    pub act: Act,
}

/// An action on a path.
#[derive(Debug, Clone)]
pub enum Act {
    /// `set`
    Set(Value),
    /// `set` of a path for several fields.
    Together(Vec<Value>),
    /// `set_if_absent`
    SetIfAbsent(Value),
    /// `remove`
    Remove,
    /// `add` of a number, or of the elements of a set.
    Add(Value),
    /// `subtract`
    Subtract(Value),
    /// `append` of the elements of a list.
    Append(Value),
    /// `prepend`
    Prepend(Value),
    /// `delete` of the elements of a set.
    Delete(Value),
}

/// A condition.
#[derive(Debug, Clone)]
pub enum Condition {
    /// A test of the path at this position.
    Test(usize, Test),
    /// Both conditions.
    All(Box<Condition>, Box<Condition>),
    /// At least one of the conditions.
    Any(Box<Condition>, Box<Condition>),
    /// The negated condition.
    Not(Box<Condition>),
}

/// An operator with its operands.
#[derive(Debug, Clone)]
pub enum Test {
    /// `eq`
    Eq(Value),
    /// `ne`
    Ne(Value),
    /// `lt`
    Lt(Value),
    /// `lte`
    Lte(Value),
    /// `gt`
    Gt(Value),
    /// `gte`
    Gte(Value),
    /// `between`
    Between(Value, Value),
    /// `is_in`
    In(Vec<Value>),
    /// `exists`
    Exists,
    /// `not_exists`
    NotExists,
    /// `begins_with`
    BeginsWith(Value),
    /// `contains`
    Contains(Value),
    /// `size().eq`
    SizeEq(u64),
    /// `size().lt`
    SizeLt(u64),
}

/// A query of one entity.
#[derive(Debug, Clone)]
pub struct Query {
    /// The position of the entity.
    pub entity: usize,
    /// The position of the access pattern.
    pub index: usize,
    /// The parts of the partition.
    pub parts: Vec<Value>,
    /// Sort parts with `eq`.
    pub sort: Vec<Value>,
    /// The range of the next sort part.
    pub range: Option<Range>,
    /// A filter.
    pub filter: Option<Condition>,
    /// `descending`
    pub descending: bool,
    /// The terminal method.
    pub end: End,
    /// `hydrate`, for an index of keys.
    pub hydrate: bool,
}

/// The terminal methods of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// `all`
    All,
    /// `limit`, with each page read from the cursor of the previous one.
    Pages(u32),
    /// `stream`
    Stream,
    /// `count`
    Count,
    /// `project` with some of the fields.
    Brief,
}

/// A range on a sort part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Range {
    /// `begins_with`
    BeginsWith(Value),
    /// `between`
    Between(Value, Value),
    /// `lt`
    Lt(Value),
    /// `lte`
    Lte(Value),
    /// `gt`
    Gt(Value),
    /// `gte`
    Gte(Value),
}

impl Condition {
    /// Whether the condition contains `ne`.
    #[must_use]
    pub fn has_ne(&self) -> bool {
        match self {
            Condition::Test(_, test) => matches!(test, Test::Ne(_)),
            Condition::All(a, b) | Condition::Any(a, b) => a.has_ne() || b.has_ne(),
            Condition::Not(a) => a.has_ne(),
        }
    }
}

impl Range {
    /// Converts the values of the range.
    #[must_use]
    pub fn map(&self, change: impl Fn(&Value) -> Value) -> Range {
        match self {
            Range::BeginsWith(prefix) => Range::BeginsWith(change(prefix)),
            Range::Between(low, high) => Range::Between(change(low), change(high)),
            Range::Lt(bound) => Range::Lt(change(bound)),
            Range::Lte(bound) => Range::Lte(change(bound)),
            Range::Gt(bound) => Range::Gt(change(bound)),
            Range::Gte(bound) => Range::Gte(change(bound)),
        }
    }
}
