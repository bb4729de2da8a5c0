//! Detects the tag of an enum in the first entry of a map, for types without a known shape.

use std::fmt;

use serde::ser::{self, Serialize, Serializer};

use crate::codec::encode::scalar::refuse_others;

/// Whether `value`, the first entry of the struct or map `name`, is the tag that serde writes before a variant's content.
///
/// An internally tagged enum writes the variant's name as a bare `str`. Fields of a derived struct and values of a map are
/// sized, so they never have this type. An adjacently tagged enum writes a struct with the enum's name and two fields, the
/// first of which is a variant of the enum.
pub(super) fn is_tag<T: Serialize + ?Sized>(value: &T, name: Option<&'static str>) -> bool {
    let is_unsized = size_of::<&T>() > size_of::<usize>();
    if !is_unsized && name.is_none() {
        return false;
    }
    match value.serialize(TagProbe) {
        Ok(Tag::Text) => is_unsized,
        Ok(Tag::Variant(of)) => name == Some(of),
        Err(NoTag) => false,
    }
}

enum Tag {
    Text,
    /// A variant without content of the enum with this name.
    Variant(&'static str),
}

/// A serializer that accepts values that can be a tag and refuses all others without reading them.
struct TagProbe;

#[derive(Debug)]
struct NoTag;

impl fmt::Display for NoTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no tag")
    }
}

impl std::error::Error for NoTag {}

impl ser::Error for NoTag {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl Serializer for TagProbe {
    refuse_others! {
        Tag, NoTag, NoTag;
        serialize_bool: bool, serialize_char: char, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32,
        serialize_i64: i64, serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64, serialize_u128: u128
    }

    fn serialize_str(self, _: &str) -> Result<Tag, NoTag> {
        Ok(Tag::Text)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, _: &T) -> Result<Tag, NoTag> {
        Err(NoTag)
    }

    fn serialize_unit_variant(self, name: &'static str, _: u32, _: &'static str) -> Result<Tag, NoTag> {
        Ok(Tag::Variant(name))
    }
}
