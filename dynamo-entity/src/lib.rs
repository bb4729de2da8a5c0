//! A derive-macro ORM for DynamoDB single-table models.
//!
//! Start with the [prelude], the derive [`Entity`](derive@Entity) and the verbs of [`Operations`].

// The guide's examples run on the embedded engine and have dates in their keys.
#![cfg_attr(all(feature = "local", feature = "chrono"), doc = "")]
#![cfg_attr(all(feature = "local", feature = "chrono"), doc = include_str!("guide.md"))]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod cancellation;
#[doc(hidden)]
pub mod codec;
mod collection;
mod cursor;
mod entity;
mod error;
mod expression;
#[doc(hidden)]
pub mod key;
#[cfg(feature = "local")]
pub mod local;
mod number;
mod operation;
mod page;
mod path;
mod projection;
mod schema;
mod table;
mod value;

pub use dynamo_entity_derive::{Collection, Document, Entity, KeyPart, Projection, Table};

pub use cancellation::Cancellation;
pub use collection::{Collection, CollectionItem};
pub use cursor::Cursor;
#[cfg(feature = "sealed-cursors")]
pub use cursor::CursorKey;
pub use entity::{Change, Entity, IntoEntity, IntoKey, KeyFrom, PrimaryKey, Unreadable, UpdateCreates};
pub use error::{Error, ErrorKind, Result};
pub use expression::{AttributeType, Condition, RawCondition, Size, raw};
pub use key::KeyPart;
pub use number::JsNumber;
pub use operation::{
    BatchAnswer, BatchDelete, BatchGet, BatchPut, Blind, Check, CollectionQuery, Conditional, Delete, Get, Lenient,
    Loaded, New, Nothing, Old, Operations, ParallelScan, Put, Query, QueryStep, ReadOperation, ReadStep, Reindex, Scan,
    SortStep, Sorted, Sorts, Unconditional, Unprocessed, Unread, Update, Upsert, WriteOperation,
};
pub use page::{Page, Readable};
pub use path::{Document, Path};
pub use projection::Projected;
pub use schema::{Registers, Schema, TableSchema};
pub use table::{
    BatchRead, BatchWrite, BatchWritten, CreateTable, ItemStream, Once, Progress, Retries, SendQuery, Sending, Table,
    TransactGet, TransactWrite,
};
pub use value::IntoValue;

#[cfg(all(any(doc, doctest), feature = "local"))]
#[doc = include_str!("electrodb.md")]
pub mod electrodb {}

/// What a program that uses entities needs in scope: the derives, and the traits whose methods it calls.
pub mod prelude {
    // A type of the user's may have the name of a trait, whose methods stay in scope without it.
    pub use crate::{
        Collection, Cursor, Document, Entity, KeyPart, Operations as _, Page, Projection, QueryStep as _,
        ReadStep as _, Schema as _, SendQuery as _, Table,
    };
    pub use crate::{Collection as _, Document as _, Entity as _, KeyPart as _};
}

/// The traits and markers in the signatures of paths, updates and keys: which types have which operators and actions.
pub mod bound {
    pub use crate::codec::TimeToLive;
    pub use crate::collection::{Collects, ReadFrom};
    pub use crate::entity::{Changes, IntoPartition, PatternText, Verdict, VersionNumber, WritesAlone};
    pub use crate::expression::{
        AddTo, AppendTo, Contains, DeleteFrom, HasSize, IntoCondition, Operand, Ordered, Removable, SizeOperand,
        SubtractFrom, Textual,
    };
    pub use crate::key::{IndexPart, NativePart, PartTarget, PrefixTarget, SortPart, TextPart, TimePart, WidthPart};
    pub use crate::operation::{Acts, BatchItem, BatchReads, GivesNothing, HasCondition, Returning, SetIn};
    pub use crate::path::{Descend, FieldsOf, ListLike, MapLike, Segments};
}

/// Looking on as requests are sent: what [`Table::observe`] and [`Table::metered`] tell.
///
/// With the feature `tracing` each request is also a span of the crate `tracing`, at level `INFO`, named `dynamodb`, with the
/// attributes that OpenTelemetry's conventions have for databases and for DynamoDB: `db.system.name` (`aws.dynamodb`),
/// `db.operation.name`, `db.collection.name`, `db.operation.batch.size`, `db.response.status_code`, `error.type`,
/// `cloud.region`, and under `aws.dynamodb.` the `table_names`, `index_name`, `limit`, `consistent_read`, `count`,
/// `scanned_count` and `consumed_capacity`; with `otel.name`, `otel.kind` and `otel.status_code` for an exporter. What the
/// conventions have as an array is the text of a JSON array, as `tracing` has no arrays. No span holds a key or a value.
pub mod observe {
    pub use crate::table::{CapacityMeter, RequestEvent};
}

/// The table's shape as data, as [`Schema::schema`] gives it.
pub mod schema_data {
    pub use crate::key::{Format, ScalarType, Segment, Template};
    pub use crate::schema::{
        EntitySchema, Field, FieldPart, Index, IndexKeys, IndexKind, Projection, Side, TableSchema, Upkeep,
    };
}

/// What generated code names. Not part of the public interface.
#[doc(hidden)]
pub mod __private;

/// The examples of the README.
#[cfg(all(doctest, feature = "local", feature = "chrono"))]
#[doc = include_str!("../../README.md")]
struct Readme;
