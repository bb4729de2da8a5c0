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

pub use crate::codec::Item;
pub use crate::codec::conversion::{Conversion, transform_read, transform_written};
pub use crate::codec::encode::{encode_as, encode_together};
pub use crate::codec::left_out::{read_of_nothing, read_where_absent};
pub use crate::codec::shape::{
    DeferredShape, FieldShape, PlainShape, Precise, Probe, SetElement, Shape, Shaped, VariantShape,
};
pub use crate::codec::stored::StoredItem;
pub use crate::collection::check::check_member;
pub use crate::collection::field::Found;
pub use crate::collection::member::Member;
pub use crate::collection::{Collection, CollectionItem, Collects, ReadFrom, broken_collection};
pub use crate::entity::Entity;
pub use crate::entity::alone::WritesAlone;
pub use crate::entity::broken::{BROKEN, Broken, broken_deserialize, broken_serialize};
pub use crate::entity::changes::{Applied, Change, Changes, ReadChanges, changed, read_changes, skip_value};
pub use crate::entity::create::{IntoEntity, Set, Unset, UpdateCreates, required, unset};
pub use crate::entity::default::DefaultValue;
pub use crate::entity::flattened::Flattened as FlattenedAttributes;
pub use crate::entity::key::{Hidden, KeyFrom, KeyPartValue, PrimaryKey};
pub use crate::entity::key_attributes::part_value;
pub use crate::entity::partition::{IntoPartition, PartitionOf, UnknownPartition};
pub use crate::entity::probe::{Unusable, stored};
#[cfg(feature = "regex")]
pub use crate::entity::validate::Pattern;
pub use crate::entity::validate::{Invalid, validate, verdict};
pub use crate::entity::version::Version;
pub use crate::error::Error;
pub use crate::key::format::Format;
pub use crate::key::formatted::{Formatted, Native, part};
pub use crate::key::native::{KeyType, NativePart, NoKeyType};
pub use crate::key::part::derived::{DerivedPart, UnitText};
pub use crate::key::part::{IndexPart, KeyPart, Part};
pub use crate::key::script::{Casing, Script};
pub use crate::operation::collection::CollectionQuery;
pub use crate::operation::query::Query;
pub use crate::operation::query::sort::{Padded, SortStep, Unpadded};
pub use crate::operation::query::step::{QueryOptions, QueryStep};
pub use crate::operation::update::kinds::{Loaded, PartList, SetIn, one_part};
pub use crate::path::{Document, Flattened, Key, Names, Parts, Path, Plain, ReadOnly, Solo, Together, TogetherLoaded};
pub use crate::projection::{Projected, Typed, check_flattened_projection, check_projected, decode_projection};
pub use crate::schema::check::check_table;
pub use crate::schema::definition::{EntitySchema, Index, IndexKind, Projection, Side, field, lit, template};
pub use crate::schema::field::Field;
pub use crate::schema::meeting::meetings;
pub use crate::schema::registry::{Registers, Schema};
pub use crate::schema::table::{IndexKeys, TableSchema};
pub use crate::value::{IntoValue, into_value};
