//! What generated code names, under names that no import of the user's can shadow.

pub use std::clone::Clone;
pub use std::convert::From;
pub use std::default::Default;
pub use std::fmt::{Debug, Formatter, Result as FmtResult};
pub use std::marker::PhantomData;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Ok};
pub use std::vec::Vec;

pub use serde::de::MapAccess;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::codec::{
    Conversion, DeferredShape, FieldShape, Item, PlainShape, Precise, Probe, SetElement, Shape, Shaped, StoredItem,
    VariantShape, encode_as, encode_together, read_of_nothing, read_where_absent, transform_read, transform_written,
};
pub use crate::collection::{
    Collection, CollectionItem, Collects, Found, Member, ReadFrom, broken_collection, check_member,
};
#[cfg(feature = "regex")]
pub use crate::entity::Pattern;
pub use crate::entity::{
    Applied, BROKEN, Broken, Change, Changes, DefaultValue, Entity, Flattened as FlattenedAttributes, Hidden,
    IntoEntity, IntoPartition, Invalid, KeyFrom, KeyPartValue, PartitionOf, PrimaryKey, ReadChanges, Set,
    UnknownPartition, Unset, Unusable, UpdateCreates, Version, WritesAlone, broken_deserialize, broken_serialize,
    changed, part_value, read_changes, required, skip_value, stored, unset, validate, verdict,
};
pub use crate::error::Error;
pub use crate::key::{
    Casing, DerivedPart, Format, Formatted, IndexPart, KeyPart, KeyType, Native, NativePart, NoKeyType, Part, Script,
    UnitText, formatted::part,
};
pub use crate::operation::{
    CollectionQuery, Loaded, Padded, PartList, Query, QueryOptions, QueryStep, SetIn, SortStep, Unpadded, one_part,
};
pub use crate::path::{Document, Flattened, Key, Names, Parts, Path, Plain, ReadOnly, Solo, Together, TogetherLoaded};
pub use crate::projection::{Projected, Typed, check_flattened_projection, check_projected, decode_projection};
pub use crate::schema::{
    EntitySchema, Field, Index, IndexKeys, IndexKind, Projection, Registers, Schema, Side, TableSchema, check_table,
    field, lit, meetings, template,
};
pub use crate::value::{IntoValue, into_value};
