//! What generated code names, under names that no import of the user's can shadow.

pub use std::clone::Clone;
pub use std::convert::From;
pub use std::default::Default;
pub use std::marker::PhantomData;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Ok};
pub use std::vec::Vec;

pub use serde::de::MapAccess;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::codec::{DeferredShape, FieldShape, PlainShape, Probe, SetElement, Shape, Shaped, encode_together};
pub use crate::entity::{
    BROKEN, Broken, DefaultValue, Entity, IntoEntity, KeyFrom, KeyPartValue, PrimaryKey, Set, Unset, Unusable,
    UpdateCreates, broken_deserialize, broken_serialize, required, stored, unset,
};
pub use crate::key::{DerivedPart, Format, Formatted, IndexPart, KeyPart, Native, NativePart, Part, UnitText};
pub use crate::operation::{
    Applied, Change, Changes, Loaded, PartList, Query, QueryOptions, QueryStep, ReadChanges, SetIn, SortStep, changed,
    one_part, read_changes,
};
pub use crate::path::{Document, Flattened, Key, Names, Parts, Path, Plain, ReadOnly, Solo, Together};
pub use crate::schema::{
    EntitySchema, Field, Index, IndexKeys, IndexKind, Projection, Registers, Schema, Side, TableSchema, check_table,
    field, lit, template,
};
pub use crate::value::{IntoValue, into_value};
