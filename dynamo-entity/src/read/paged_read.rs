//! `PagedRead`: a read that is complete and can be requested page by page.

use std::sync::Arc;

use crate::entity::Entity;
use crate::error::Result;
use crate::expression::condition::Condition;
use crate::read::ends;
use crate::read::lenient::Lenient;
use crate::read::page::Readable;
use crate::read::pager::Pager;
use crate::read::window::{Select, Window};
use crate::wire::sending::Sending;
use crate::wire::table::TableClient;

/// A query, a scan or the query of a collection, with all its parts.
pub trait PagedRead: Clone + Send + 'static {
    /// The entity or collection that is read.
    type Source;
    /// The type of an item.
    type Item: Send + 'static;
    /// The result of reading every page.
    type All: Send + 'static;
    /// The SDK's input of a request.
    type Request;
    /// The entity or collection that errors name.
    const NAME: &'static str;
    /// Whether the items that cannot be decoded are returned separately.
    const LENIENT: bool = false;

    /// Returns the options.
    fn settings(&mut self) -> ReadSettings<'_>;
    /// Adds a filter on the items of `E`.
    fn add_filter<E: Entity>(&mut self, condition: Condition<E>);
    /// Starts the read.
    fn pager(self, table: Arc<TableClient>, select: Select) -> Result<Pager<Self::Item>>;
    /// Returns the first request as the SDK's input.
    fn first_request(self, table: Arc<TableClient>) -> Result<Self::Request>;
    /// Reads every page.
    fn read_all(self, table: Arc<TableClient>) -> Sending<Self::All>;
    /// Counts the items of every page.
    fn read_count(self, table: Arc<TableClient>) -> Sending<u64> {
        ends::count(move || self.pager(table, Select::Count))
    }
}

/// A read that fails on an item that cannot be decoded, as reads do unless they are [`Lenient`].
#[diagnostic::on_unimplemented(
    message = "a lenient read has no `first`, `one` or `lenient`",
    label = "this read is lenient already",
    note = "`first` and `one` return one item, with no place for the items that cannot be decoded: leave `lenient` out, or use `send` or `all`"
)]
pub trait Strict: PagedRead {
    /// Reads every page, and returns the items that cannot be decoded separately.
    fn read_all_leniently(self, table: Arc<TableClient>) -> Sending<Readable<Self::All>>;
}

/// The options of a read.
#[derive(Debug)]
pub struct ReadSettings<'r> {
    pub(crate) window: &'r mut Window,
    pub(crate) consistent: &'r mut bool,
    pub(crate) hydrate: &'r mut bool,
}

impl<R: Strict> PagedRead for Lenient<R> {
    type Source = R::Source;
    type Item = R::Item;
    type All = Readable<R::All>;
    type Request = R::Request;
    const NAME: &'static str = R::NAME;
    const LENIENT: bool = true;

    fn settings(&mut self) -> ReadSettings<'_> {
        self.0.settings()
    }

    fn add_filter<E: Entity>(&mut self, condition: Condition<E>) {
        self.0.add_filter(condition);
    }

    fn pager(self, table: Arc<TableClient>, select: Select) -> Result<Pager<R::Item>> {
        self.0.pager(table, select)
    }

    fn first_request(self, table: Arc<TableClient>) -> Result<R::Request> {
        self.0.first_request(table)
    }

    fn read_all(self, table: Arc<TableClient>) -> Sending<Readable<R::All>> {
        self.0.read_all_leniently(table)
    }

    fn read_count(self, table: Arc<TableClient>) -> Sending<u64> {
        self.0.read_count(table)
    }
}
