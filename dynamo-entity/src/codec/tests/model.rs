//! Random values of every kind that serde supports.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::codec::shape::{FieldShape, Shape};
use crate::codec::shaped::Probe;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Model {
    pub(crate) scalars: Scalars,
    pub(crate) maybe: Option<String>,
    pub(crate) maybe_inner: Option<Box<Inner>>,
    pub(crate) tuple: (u8, String, Option<bool>),
    pub(crate) list: Vec<External>,
    pub(crate) internal: Internal,
    pub(crate) adjacent: Vec<Adjacent>,
    pub(crate) untagged: BTreeMap<i64, Untagged>,
    pub(crate) by_variant: BTreeMap<Key, (Unit, Pair)>,
    #[serde(flatten)]
    pub(crate) flat: Flat,
    #[serde(with = "hexadecimal")]
    pub(crate) code: u32,
    pub(crate) sets: Sets,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Scalars(pub(crate) i8, u64, i64, f64, f32, bool, char, Newtype, Bytes, ());

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Newtype(String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Unit;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pair(i16, f64);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Inner {
    zip_code: Option<u32>,
    numbers: Vec<Option<f64>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Key {
    First,
    Second,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum External {
    Unit,
    New(Option<i32>),
    Tuple(bool, String),
    Struct { inner: Inner, none: Option<u8> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub(crate) enum Internal {
    Unit,
    New(Inner),
    Struct {
        float: f64,
        signed: i64,
        unsigned: u64,
        raw: Vec<u8>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "content")]
pub(crate) enum Adjacent {
    Unit,
    New(f64),
    Tuple(u8, String),
    Struct { inner: Option<Inner> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Untagged {
    Flag(bool),
    Signed(i64),
    Text(String),
    List(Vec<u16>),
    Struct { key: BTreeMap<String, f64> },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Flat {
    city: String,
    height: f64,
    floor: Option<i64>,
    #[serde(flatten)]
    deeper: Deeper,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Deeper {
    flags: Vec<bool>,
    kind: Key,
}

/// Sets, which `serde_dynamo` writes as lists. It reads both forms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sets {
    #[serde(default)]
    pub(crate) texts: BTreeSet<String>,
    #[serde(default)]
    pub(crate) numbers: BTreeSet<i64>,
    #[serde(default)]
    pub(crate) letters: BTreeSet<char>,
    pub(crate) some: Option<BTreeSet<u8>>,
}

static SETS: [FieldShape; 4] = [
    FieldShape::new("texts", Probe::<BTreeSet<String>>::SHAPE),
    FieldShape::new("numbers", Probe::<BTreeSet<i64>>::SHAPE),
    FieldShape::new("letters", Probe::<BTreeSet<char>>::SHAPE),
    FieldShape::new("some", Probe::<Option<BTreeSet<u8>>>::SHAPE).optional(),
];

/// The shapes that a derive would find.
pub(crate) static FIELDS: [FieldShape; 1] = [FieldShape::new("sets", &Shape::Fields(&SETS))];

mod hexadecimal {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{value:x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        u32::from_str_radix(&String::deserialize(deserializer)?, 16).map_err(D::Error::custom)
    }
}

/// A float that DynamoDB can store.
fn float() -> impl Strategy<Value = f64> {
    let any = any::<f64>().prop_filter("in range", |float| {
        *float == 0.0 || (1e-130..1e126).contains(&float.abs())
    });
    prop_oneof![any, -1e6..1e6_f64, (-40..60_i32).prop_map(|power| 10_f64.powi(power))]
}

fn single() -> impl Strategy<Value = f32> {
    use proptest::num::f32;
    f32::NORMAL | f32::ZERO | f32::SUBNORMAL | f32::POSITIVE | f32::NEGATIVE
}

fn inner() -> impl Strategy<Value = Inner> {
    (any::<Option<u32>>(), vec(of(float()), 0..3)).prop_map(|(zip_code, numbers)| Inner { zip_code, numbers })
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![Just(Key::First), Just(Key::Second)]
}

fn external() -> impl Strategy<Value = External> {
    prop_oneof![
        Just(External::Unit),
        any::<Option<i32>>().prop_map(External::New),
        any::<(bool, String)>().prop_map(|(flag, text)| External::Tuple(flag, text)),
        (inner(), any::<Option<u8>>()).prop_map(|(inner, none)| External::Struct { inner, none }),
    ]
}

fn internal() -> impl Strategy<Value = Internal> {
    let fields = (float(), any::<(i64, u64, Vec<u8>)>());
    prop_oneof![
        Just(Internal::Unit),
        inner().prop_map(Internal::New),
        fields.prop_map(|(float, (signed, unsigned, raw))| Internal::Struct {
            float,
            signed,
            unsigned,
            raw
        }),
    ]
}

fn adjacent() -> impl Strategy<Value = Adjacent> {
    prop_oneof![
        Just(Adjacent::Unit),
        float().prop_map(Adjacent::New),
        any::<(u8, String)>().prop_map(|(number, text)| Adjacent::Tuple(number, text)),
        of(inner()).prop_map(|inner| Adjacent::Struct { inner }),
    ]
}

fn untagged() -> impl Strategy<Value = Untagged> {
    prop_oneof![
        any::<bool>().prop_map(Untagged::Flag),
        any::<i64>().prop_map(Untagged::Signed),
        any::<String>().prop_map(Untagged::Text),
        any::<Vec<u16>>().prop_map(Untagged::List),
        btree_map(any::<String>(), float(), 0..3).prop_map(|key| Untagged::Struct { key }),
    ]
}

fn scalars() -> impl Strategy<Value = Scalars> {
    let integers = any::<(i8, u64, i64)>();
    (integers, float(), single(), any::<(bool, char, String, Vec<u8>)>()).prop_map(
        |((a, b, c), float, single, (flag, letter, text, bytes))| {
            Scalars(a, b, c, float, single, flag, letter, Newtype(text), bytes.into(), ())
        },
    )
}

fn flat() -> impl Strategy<Value = Flat> {
    (any::<(String, Option<i64>, Vec<bool>)>(), float(), key()).prop_map(|((city, floor, flags), height, kind)| Flat {
        city,
        height,
        floor,
        deeper: Deeper { flags, kind },
    })
}

fn sets() -> impl Strategy<Value = Sets> {
    // An empty set inside an option reads as `None`, because both are absent in DynamoDB.
    let some = of(btree_set(any::<u8>(), 1..4));
    (any::<(BTreeSet<String>, BTreeSet<i64>, BTreeSet<char>)>(), some).prop_map(|((texts, numbers, letters), some)| {
        Sets {
            texts,
            numbers,
            letters,
            some,
        }
    })
}

pub(crate) fn model() -> impl Strategy<Value = Model> {
    let by_variant = btree_map(key(), (any::<i16>(), float()), 0..3).prop_map(|map| {
        map.into_iter()
            .map(|(key, (a, b))| (key, (Unit, Pair(a, b))))
            .collect::<BTreeMap<_, _>>()
    });
    (
        (
            scalars(),
            any::<(Option<String>, (u8, String, Option<bool>), u32)>(),
            of(inner()),
        ),
        vec(external(), 0..4),
        internal(),
        vec(adjacent(), 0..4),
        btree_map(any::<i64>(), untagged(), 0..3),
        by_variant,
        flat(),
        sets(),
    )
        .prop_map(|(simple, list, internal, adjacent, untagged, by_variant, flat, sets)| {
            let (scalars, (maybe, tuple, code), inner) = simple;
            let maybe_inner = inner.map(Box::new);
            Model {
                scalars,
                maybe,
                maybe_inner,
                tuple,
                list,
                internal,
                adjacent,
                untagged,
                by_variant,
                flat,
                code,
                sets,
            }
        })
}
