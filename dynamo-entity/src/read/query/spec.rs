//! The contents of a query, independent of its entity and access pattern.

use std::fmt;

use crate::expression::condition::Node;
use crate::key::part::Part;
use crate::read::window::Window;

/// The contents of a query, independent of its entity and access pattern.
#[derive(Clone)]
pub(crate) struct QuerySpec {
    /// The parts of the partition side, in the order of the template.
    pub(crate) partition: Vec<Part<'static>>,
    /// The sort parts with an equality condition, in the order of the template.
    pub(crate) sort: Vec<Part<'static>>,
    /// The range on the part after `sort`.
    pub(crate) range: Option<Range>,
    pub(crate) filters: Vec<Node>,
    pub(crate) window: Window,
    pub(crate) descending: bool,
    pub(crate) consistent: bool,
    pub(crate) hydrate: bool,
}

impl QuerySpec {
    /// Returns the part of the partition at this position.
    pub(crate) fn partition_part(&self, ordinal: usize) -> Part<'_> {
        self.partition.get(ordinal).map_or(Part::Absent, Part::borrowed)
    }

    /// Creates a query of one whole partition.
    pub(crate) fn of_partition(partition: Vec<Part<'static>>) -> Self {
        QuerySpec {
            partition,
            sort: Vec::new(),
            range: None,
            filters: Vec::new(),
            window: Window::default(),
            descending: false,
            consistent: false,
            hydrate: false,
        }
    }
}

/// A condition on one sort part that ends the key condition.
#[derive(Clone)]
pub(crate) enum Range {
    BeginsWith(String),
    BeginsWithBytes(Vec<u8>),
    Between(Part<'static>, Part<'static>),
    Greater(Part<'static>),
    GreaterOrEqual(Part<'static>),
    Less(Part<'static>),
    LessOrEqual(Part<'static>),
}

// Parts may be sensitive and must not be printed.
impl fmt::Debug for QuerySpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let range = self.range.as_ref().map(|range| match range {
            Range::BeginsWith(_) | Range::BeginsWithBytes(_) => "begins_with …",
            Range::Between(..) => "between … and …",
            Range::Greater(_) => "> …",
            Range::GreaterOrEqual(_) => ">= …",
            Range::Less(_) => "< …",
            Range::LessOrEqual(_) => "<= …",
        });
        f.debug_struct("QuerySpec")
            .field("sort_parts", &self.sort.len())
            .field("range", &range)
            .field("filters", &self.filters)
            .field("window", &self.window)
            .field("descending", &self.descending)
            .field("consistent", &self.consistent)
            .finish_non_exhaustive()
    }
}
