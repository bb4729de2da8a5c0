//! A derive-macro ORM for DynamoDB single-table models.
//!
//! Describe each entity once, as a plain struct with key templates. The derive macros generate typed keys, queries and updates.
//!
//! ```text
//! #[derive]s                     what is generated                 the operation            the request
//! struct User + templates   →    UserKey, UserCreate, …       →    User::patch("123")  →    UpdateItem
//! ```
//!
//! An operation is a value. `.send(&table)` runs the operation. `.request(&table)` returns the SDK input that it would send,
//! and sends nothing.
//!
//! The [guide] explains everything, in the order in which a service grows. The page of each derive is its reference; begin with
//! [`Entity`](derive@Entity). The verbs, such as `create` and `query`, are the methods of [`Operations`]. A program imports the
//! [prelude].

// With this, rustdoc shows on every item the feature that it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod batch;
mod codec;
#[cfg(feature = "electrodb")]
mod electrodb;
mod entity;
mod error;
mod expression;
// The examples of the guide use the embedded engine and have dates in their keys.
#[cfg(all(doc, any(not(doctest), all(feature = "local", feature = "chrono"))))]
pub mod guide;
mod key;
#[cfg(feature = "local")]
pub mod local;
mod read;
mod schema;
mod table;
mod transact;
mod verbs;
mod wire;
mod write;

#[cfg(test)]
#[path = "../../tests/src/properties.rs"]
#[allow(unreachable_pub, reason = "the integration tests share the file")]
mod properties;

/// The names that generated code uses. Not part of the public interface.
#[doc(hidden)]
pub mod __private;

pub use dynamo_entity_derive::{Changes, Collection, Document, Entity, KeyPart, Projection, Table};

pub use batch::get::{BatchGet, BatchReads};
pub use batch::put::{BatchDelete, BatchPut};
pub use batch::read::BatchRead;
pub use batch::stream::BatchStream;
pub use batch::unprocessed::Unprocessed;
pub use batch::unread::{BatchAnswer, Unread};
pub use batch::write::BatchWrite;
pub use batch::writing::BatchWritten;
#[cfg(feature = "electrodb")]
pub use electrodb::number::JsNumber;
pub use entity::Entity;
pub use entity::alone::Batchable;
pub use entity::change::Change;
pub use entity::changes::Changes;
pub use entity::collection::Collection;
pub use entity::create::{IntoEntity, Set, Unset, UpdateCanCreate};
pub use entity::key::{IntoKey, PrimaryKey};
pub use entity::projection::Projected;
pub use entity::registry::{Registers, Schema};
pub use entity::source::ReadFrom;
pub use entity::unreadable::Unreadable;
pub use error::fault::Cancellation;
pub use error::kind::ErrorKind;
pub use error::throttling::ThrottlingReason;
pub use error::{Error, Result};
pub use expression::condition::{Condition, IntoCondition};
pub use expression::nested::Document;
pub use expression::operand::Operand;
pub use expression::operators::AttributeType;
pub use expression::path::Path;
pub use expression::raw::{RawCondition, raw};
pub use expression::set_in::{Loaded, Unloaded};
pub use expression::size::Size;
pub use expression::value::IntoValue;
pub use key::part::KeyPart;
pub use read::builder::Read;
pub use read::collection::builder::CollectionQuery;
pub use read::cursor::Cursor;
pub use read::get::Get;
pub use read::lenient::Lenient;
pub use read::page::{Page, Readable};
pub use read::query::builder::Query;
pub use read::query::sort::{SortStep, Sorted};
pub use read::query::step::QueryStep;
pub use read::scan::builder::{ParallelScan, Scan};
pub use read::stream::ItemStream;
pub use schema::table::TableSchema;
pub use table::create::CreateTable;
pub use transact::get::TransactGet;
pub use transact::once::Once;
pub use transact::operation::WriteOperation;
pub use transact::read::ReadOperation;
pub use transact::write::TransactWrite;
pub use verbs::Operations;
pub use wire::progress::Progress;
pub use wire::retry::Retries;
pub use wire::returning::{New, Nothing, Old, Returning};
#[cfg(feature = "sealed-cursors")]
pub use wire::seal::CursorKey;
pub use wire::sending::Sending;
pub use wire::table::Table;
pub use wire::way::{SdkReason, Wire};
pub use write::check::{Check, Conditional, Unconditional};
pub use write::delete::Delete;
pub use write::put::Put;
pub use write::reindex::Reindex;
pub use write::update::builder::Update;
pub use write::upsert::Upsert;

/// The derives, and the traits whose methods a program with entities calls.
///
/// The traits have no name here (`as _`), so that a type of yours may be called `Entity`, `Document` or `Collection`. Generic
/// code names them by their path: `E: dynamo_entity::Entity`.
pub mod prelude {
    pub use dynamo_entity_derive::{Changes, Collection, Document, Entity, KeyPart, Projection};

    pub use crate::{
        Changes as _, Collection as _, Document as _, Entity as _, KeyPart as _, Operations as _, QueryStep as _,
        Read as _, Schema as _,
    };
    pub use crate::{Cursor, Page, Table};
}

/// The kinds of paths, and which operators and actions the attribute of a [`Path`] has.
///
/// The kind `K` of a `Path<E, T, K>` decides what an update may write, its type `T` decides the operators and actions. A function
/// that works on several fields names what their types must support:
///
/// ```
/// use dynamo_entity::path::{Order, Supports};
/// use dynamo_entity::prelude::*;
/// use dynamo_entity::{Condition, Operand, Path};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Entity, Serialize, Deserialize)]
/// #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
/// pub struct User {
///     pub user_id: String,
///     pub age: u32,
/// }
///
/// fn at_least<E, T, K, V>(path: Path<E, T, K>, value: V) -> Condition<E>
/// where
///     T: Supports<Order>,
///     V: Operand<E, T>,
/// {
///     path.gte(value)
/// }
///
/// let is_adult = at_least(User::fields().age, 18);
/// # drop(is_adult);
/// ```
pub mod path {
    pub use crate::expression::has_action::{Add, Append, Delete, Remove, Subtract};
    pub use crate::expression::has_operator::{Containing, Length, Order, Prefix};
    pub use crate::expression::path_kind::{
        Flattened, Key, PartGroup, PartGroupLoaded, Parts, Plain, ReadOnly, SolePart,
    };
    pub use crate::expression::segment::Segments;
    pub use crate::expression::set_in::SetIn;
    pub use crate::expression::supports::Supports;
}

/// Observability: the events of [`Table::observe`] and the totals of [`Table::metered`]. The chapter
/// [Observability](mod@guide::observability) of the guide has examples.
///
/// With the feature `tracing`, each request is also a span of the crate `tracing`, at level `INFO`, named `dynamodb`. Its
/// attributes follow OpenTelemetry's conventions for databases and for DynamoDB: `db.system.name` (`aws.dynamodb`),
/// `db.operation.name`, `db.collection.name`, `db.operation.batch.size`, `db.response.status_code`, `error.type`,
/// `cloud.region`, and under `aws.dynamodb.` the `table_names`, `index_name`, `limit`, `consistent_read`, `count`,
/// `scanned_count` and `consumed_capacity`. For an exporter there are `otel.name`, `otel.kind` and `otel.status_code`.
/// Attributes that the conventions define as arrays are written as the text of a JSON array, because `tracing` has no
/// arrays. No span contains a key or a value.
pub mod observe {
    pub use crate::wire::event::RequestEvent;
    pub use crate::wire::observers::CapacityMeter;
}

/// The table's shape as data, returned by [`Schema::schema`].
///
/// ```
/// use dynamo_entity::prelude::*;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Entity, Serialize, Deserialize)]
/// #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
/// #[gsi(name = "by_email", index = "gsi1", pk = "EMAIL#<email>", sk = "USER")]
/// pub struct User {
///     pub user_id: String,
///     pub email: String,
/// }
///
/// #[derive(Table)]
/// #[table(entities(User))]
/// pub struct App;
///
/// let user = App::schema().entities[0];
/// let attributes: Vec<_> = user.fields.iter().map(|field| field.attribute).collect();
/// assert_eq!((user.name, attributes), ("User", vec!["user_id", "email"]));
/// assert_eq!(user.indexes[1].pattern, "by_email");
/// ```
pub mod schema_data {
    pub use crate::key::field::{Auto, Field, FieldPart};
    pub use crate::key::format::Format;
    pub use crate::key::scalar::ScalarType;
    pub use crate::key::template::{Segment, Template};
    pub use crate::schema::definition::{EntitySchema, Index, IndexKind, Projection, Side};
    pub use crate::schema::dialect::Dialect;
    pub use crate::schema::table::{IndexKeys, TableSchema};
}

/// The examples of the README.
#[cfg(all(doctest, feature = "local", feature = "chrono"))]
#[doc = include_str!("../README.md")]
struct Readme;
