//! What generated code names, under names that no import of the user's can shadow.

pub use std::clone::Clone;
pub use std::cmp::{Eq, Ord, Ordering, PartialEq, PartialOrd};
pub use std::convert::From;
pub use std::default::Default;
pub use std::fmt::{Debug, Display, Formatter, Result as FmtResult};
pub use std::hash::{Hash, Hasher};
pub use std::marker::PhantomData;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Ok};
pub use std::str::FromStr;
pub use std::vec::Vec;

pub use serde::de::MapAccess;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::codec::conversion::{transform_read, transform_written};
pub use crate::codec::encode::{encode_as, encode_together};
pub use crate::codec::flattening::{Flattening, Flattens, UnknownFlattening};
pub use crate::codec::item::Item;
pub use crate::codec::left_out::{read_of_nothing, read_where_absent};
pub use crate::codec::redacted::Redacted;
pub use crate::codec::shape::Conversion;
pub use crate::codec::shape::{DeferredShape, FieldShape, Shape, VariantShape};
pub use crate::codec::shaped::{PlainShape, Precise, Probe, SetElement, Shaped};
pub use crate::codec::stored::StoredItem;
#[cfg(feature = "electrodb")]
pub use crate::electrodb::format::electrodb_format;
pub use crate::entity::Entity;
pub use crate::entity::alone::Batchable;
pub use crate::entity::broken::{BROKEN, Broken, broken_deserialize, broken_key, broken_serialize};
pub use crate::entity::change::Change;
pub use crate::entity::change_of::{
    ChangeFlattened, Changing, DocumentChanges, Kept, KeptNever, KeptWhole, Place, Unchangeable,
};
pub use crate::entity::changes::{Applied, Changes, changed};
pub use crate::entity::collection::check::check_member;
pub use crate::entity::collection::field::MembersFound;
pub use crate::entity::collection::member::Member;
pub use crate::entity::collection::{Collection, broken_collection};
pub use crate::entity::create::{IntoEntity, Set, Shown, State, Unset, UpdateCanCreate, debug_create, required, unset};
pub use crate::entity::create_body::{ReadCreate, read_create};
pub use crate::entity::default::DefaultValue;
pub use crate::entity::flattened::Flattened as FlattenedAttributes;
pub use crate::entity::generated_key::{EntityKey, ReadParts};
pub use crate::entity::key::{KeyFrom, KeyPartValue, PrimaryKey};
pub use crate::entity::key_attributes::part_value;
pub use crate::entity::key_identity::{compare_keys, debug_key, hash_key};
pub use crate::entity::key_serde::{deserialize_key, serialize_key};
pub use crate::entity::key_text::{display_key, parse_key};
pub use crate::entity::partition::{IntoPartition, PartitionOf, UnknownPartition};
pub use crate::entity::probe::{Unusable, stored};
pub use crate::entity::projection::{Projected, Typed, decode_projection};
pub use crate::entity::read_changes::{ReadChanges, read_changes, refuse_field, skip_value};
pub use crate::entity::registry::{Registers, Schema};
pub use crate::entity::source::{Collects, Pages, ReadFrom};
#[cfg(feature = "regex")]
pub use crate::entity::validate::Pattern;
pub use crate::entity::validate::{pattern_text, validate, verdict};
pub use crate::entity::version::Version;
pub use crate::entity::write_changes::{ChangesMap, change_map, option_map};
pub use crate::error::Error;
pub use crate::error::codec::CodecError;
pub use crate::error::invalid::Invalid;
pub use crate::expression::nested::Document;
pub use crate::expression::path::Path;
pub use crate::expression::path_kind::PartGroupLoaded;
pub use crate::expression::path_kind::{Flattened, Key, PartGroup, Parts, Plain, ReadOnly, SolePart};
pub use crate::expression::segment::Names;
pub use crate::expression::set_in::{Acts, Loaded, PartList, SetIn, Unloaded, one_part};
pub use crate::expression::value::part;
pub use crate::expression::value::{IntoOption, IntoValue, into_value};
pub use crate::key::dialect::Casing;
pub use crate::key::field::Field;
pub use crate::key::format::Format;
pub use crate::key::formatted::{Formatted, Native, PartTarget, PrefixTarget};
pub use crate::key::native::{KeyType, NativePart, NoKeyType};
pub use crate::key::part::derived::{DerivedPart, UnitText};
pub use crate::key::part::{IndexPart, KeyPart, Part};
pub use crate::read::collection::builder::CollectionQuery;
pub use crate::read::query::builder::Query;
pub use crate::read::query::sort::{Padded, SortStep, Sorts, Unpadded};
pub use crate::read::query::step::QueryStep;
pub use crate::schema::changes::ChangesSchema;
pub use crate::schema::check::check_table;
pub use crate::schema::definition::{EntitySchema, Index, IndexKind, Projection, Side, field, lit, template};
pub use crate::schema::dialect::Dialect;
pub use crate::schema::flattening::check_flattened;
pub use crate::schema::meeting::meetings;
pub use crate::schema::table::{IndexKeys, TableSchema};
pub use crate::{
    __create_body as create_body, __create_impls as create_impls, __key_impls as key_impls,
    __update_impls as update_impls,
};
