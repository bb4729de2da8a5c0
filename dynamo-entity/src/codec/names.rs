//! Finds the attribute names that a flattened type reads, by running the type's `Deserialize`.
//!
//! serde gives a flattened struct the entries of its fields, an enum the entry of one of its variants, and any other type
//! all entries. The names are known without a value only for structs and enums.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// The limit on nested newtypes, because a type may contain itself.
const MAX_WRAPPERS: u8 = 16;

/// A deserializer that records the requested names and reads nothing.
#[derive(Debug)]
pub struct NameReader<'n> {
    names: &'n mut Option<&'static [&'static str]>,
    wrappers: u8,
}

/// Returns the names that `read` requests, including aliases; `None` if it may read any name.
pub(crate) fn names_read(
    read: impl FnOnce(NameReader<'_>) -> Result<(), NothingRead>,
) -> Option<&'static [&'static str]> {
    let mut names = None;
    // The result is always an error, because nothing is read.
    let _ = read(NameReader {
        names: &mut names,
        wrappers: 0,
    });
    names
}

impl NameReader<'_> {
    /// Records that the field reads no attributes.
    ///
    /// # Errors
    /// Always, because nothing is read.
    pub fn none(self) -> Result<(), NothingRead> {
        self.found(&[])
    }

    fn found<T>(self, names: &'static [&'static str]) -> Result<T, NothingRead> {
        *self.names = Some(names);
        Err(NothingRead)
    }

    fn wrapped(self) -> Result<Self, NothingRead> {
        let wrappers = self.wrappers + 1;
        if wrappers > MAX_WRAPPERS {
            return Err(NothingRead);
        }
        Ok(NameReader { wrappers, ..self })
    }
}

/// The error with which every read ends.
#[derive(Debug)]
pub struct NothingRead;

impl fmt::Display for NothingRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("only names are needed")
    }
}

impl std::error::Error for NothingRead {}

impl de::Error for NothingRead {
    fn custom<T: fmt::Display>(_: T) -> Self {
        NothingRead
    }
}

impl<'de> Deserializer<'de> for NameReader<'_> {
    type Error = NothingRead;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NothingRead> {
        Err(NothingRead)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, NothingRead> {
        self.found(fields)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, NothingRead> {
        self.found(variants)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NothingRead> {
        visitor.visit_some(self.wrapped()?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, NothingRead> {
        visitor.visit_newtype_struct(self.wrapped()?)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, _: V) -> Result<V::Value, NothingRead> {
        self.found(&[])
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, _: V) -> Result<V::Value, NothingRead> {
        self.found(&[])
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf seq tuple tuple_struct map
        identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    fn names<T: for<'de> Deserialize<'de>>() -> Option<&'static [&'static str]> {
        names_read(|names| T::deserialize(names).map(|_| ()))
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its names are needed")]
    struct Spot {
        lat: i32,
        #[serde(alias = "lng")]
        lon: i32,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its names are needed")]
    struct Nested {
        own: i32,
        #[serde(flatten)]
        spot: Spot,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its names are needed")]
    enum Way {
        Here(Spot),
        #[serde(alias = "away")]
        There {
            far: bool,
        },
    }

    #[derive(Deserialize)]
    #[serde(tag = "kind")]
    #[expect(dead_code, reason = "only its names are needed")]
    enum Tagged {
        Here(Spot),
    }

    #[derive(Deserialize)]
    #[serde(tag = "kind", content = "value")]
    #[expect(dead_code, reason = "only its names are needed")]
    enum Beside {
        Here(Spot),
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its names are needed")]
    struct Endless(Option<Box<Endless>>);

    #[test]
    fn structs_and_enums_have_known_names_and_maps_do_not() {
        assert_eq!(names::<Spot>(), Some(&["lat", "lng", "lon"][..]));
        assert_eq!(names::<Option<Box<Spot>>>(), Some(&["lat", "lng", "lon"][..]));
        assert_eq!(names::<Way>(), Some(&["Here", "There", "away"][..]));
        assert_eq!(names::<Beside>(), Some(&["kind", "value"][..]));
        assert_eq!(names::<()>(), Some(&[][..]));
        assert_eq!(names::<Nested>(), None);
        assert_eq!(names::<Tagged>(), None);
        assert_eq!(names::<BTreeMap<String, i32>>(), None);
        assert_eq!(names::<Endless>(), None);
    }
}
