//! The rules of decoding.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::codec::decode::from_value;
use crate::codec::shape::{FieldShape, Shape};
use crate::codec::shaped::{Probe, Shaped};
use crate::codec::tests::{b, from_item, item, l, m, n, null, s};
use crate::error::codec::CodecError;

fn plain<T: DeserializeOwned>(value: AttributeValue) -> Result<T, CodecError> {
    from_value(value, &Shape::Plain)
}

fn shaped<T: DeserializeOwned + Shaped>(value: AttributeValue) -> Result<T, CodecError> {
    from_value(value, T::SHAPE)
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

#[test]
fn integers_are_exact_and_in_range() {
    assert_eq!(plain(n("1E+2")), Ok(100_u8));
    assert_eq!(plain(n("100.0")), Ok(100_i64));
    assert_eq!(
        plain(n("99999999999999999999999999999999999999")),
        Ok(10_u128.pow(38) - 1)
    );
    assert_eq!(plain(n("-1e37")), Ok(-10_i128.pow(37)));
    let error = |value| plain::<u8>(value).unwrap_err().to_string();
    assert_eq!(error(n("256")), "expected u8, found a number out of range");
    assert_eq!(error(n("-1")), "expected u8, found a number out of range");
    assert_eq!(error(n("1.5")), "expected u8, found a number with a fraction");
    assert_eq!(error(n("secret")), "expected u8, found text that is not a number");
    assert_eq!(error(s("1")), "expected u8, found a string");
}

#[test]
fn floats_are_numbers() {
    assert_eq!(plain(n("1")), Ok(1.0_f64));
    assert_eq!(plain(n("1E-7")), Ok(1e-7_f64));
    assert_eq!(plain(n("0.1")), Ok(0.1_f32));
    assert!(plain::<f64>(n("NaN")).is_err());
    assert!(plain::<f64>(n("inf")).is_err());
}

#[test]
fn a_number_nobody_described_takes_the_narrowest_type() {
    let json = |text| plain::<serde_json::Value>(n(text));
    assert_eq!(json("5"), Ok(5.into()));
    assert_eq!(json("-5"), Ok((-5).into()));
    assert_eq!(json("1E+2"), Ok(100.into()));
    assert_eq!(json("0.5"), Ok(0.5.into()));
    assert_eq!(json("1e30"), Ok(1e30.into()));
    assert!(json("secret").is_err());
}

#[test]
fn scalars_are_themselves() {
    assert_eq!(plain(s("é")), Ok('é'));
    assert_eq!(plain(s("é")), Ok("é".to_owned()));
    assert_eq!(plain(AttributeValue::Bool(true)), Ok(true));
    assert_eq!(plain(null()), Ok(()));
    assert_eq!(plain(null()), Ok(None::<u8>));
    assert_eq!(plain(n("1")), Ok(Some(1)));
    assert!(plain::<char>(s("two")).is_err());
    assert!(plain::<char>(s("")).is_err());
    assert!(plain::<IgnoredAny>(s("anything")).is_ok());
}

#[test]
fn bytes_are_read_from_binary_and_from_lists() {
    for value in [b(&[1, 2]), l([n("1"), n("2")])] {
        assert_eq!(shaped(value.clone()), Ok(vec![1_u8, 2]));
        assert_eq!(plain(value.clone()), Ok(vec![1_u8, 2]));
        assert_eq!(shaped(value.clone()), Ok([1_u8, 2]));
        assert_eq!(shaped(value.clone()), Ok(vec![1_u8, 2].into_boxed_slice()));
        assert_eq!(shaped(value.clone()), Ok(bytes::Bytes::from_static(&[1, 2])));
        assert!(shaped::<[u8; 1]>(value.clone()).is_err());
        assert!(shaped::<[u8; 3]>(value).is_err());
    }
    assert!(shaped::<Vec<u8>>(s("AQI=")).is_err());
}

#[test]
fn sets_are_read_from_sets_and_from_lists() {
    let names = BTreeSet::from(["a".to_owned()]);
    assert_eq!(shaped(AttributeValue::Ss(texts(&["a"]))), Ok(names.clone()));
    assert_eq!(shaped(l([s("a")])), Ok(names));
    let numbers = BTreeSet::from([1_u128, 10_u128.pow(37)]);
    assert_eq!(shaped(AttributeValue::Ns(texts(&["1", "1E+37"]))), Ok(numbers));
    let decimals = BTreeSet::from([Decimal::new(15, 1), Decimal::ONE]);
    assert_eq!(shaped(AttributeValue::Ns(texts(&["1.5", "1"]))), Ok(decimals));
    let blobs = AttributeValue::Bs(vec![Blob::new([1])]);
    assert_eq!(shaped(blobs.clone()), Ok(BTreeSet::from([vec![1_u8]])));
    assert_eq!(shaped(blobs.clone()), Ok(BTreeSet::from([[1_u8]])));
    assert_eq!(plain(blobs), Ok(vec![vec![1_u8]]));
    assert_eq!(plain(AttributeValue::Ns(texts(&["1"]))), Ok(vec![1_u8]));
}

#[test]
fn decimals_keep_all_their_digits() {
    let text = "1234567890.123456789012345678";
    assert_eq!(
        shaped::<Decimal>(n(text)).map(|decimal| decimal.to_string()),
        Ok(text.to_owned())
    );
    assert_eq!(shaped(n("1E+2")), Ok(Decimal::ONE_HUNDRED));
    assert_eq!(shaped(s("1.5")), Ok(Decimal::new(15, 1)));
    assert_eq!(shaped(null()), Ok(None::<Decimal>));
}

#[derive(Debug, PartialEq, Deserialize)]
struct Document {
    #[serde(alias = "labels")]
    tags: BTreeSet<String>,
    maybe: Option<BTreeSet<String>>,
    inner: Option<Inner>,
    #[serde(flatten)]
    flat: Inner,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    ids: BTreeSet<u32>,
    raw: Option<Vec<u8>>,
    price: Option<Decimal>,
}

static INNER: [FieldShape; 3] = [
    FieldShape::new("ids", Probe::<BTreeSet<u32>>::SHAPE),
    FieldShape::new("raw", Probe::<Option<Vec<u8>>>::SHAPE).optional(),
    FieldShape::new("price", Probe::<Option<Decimal>>::SHAPE).optional(),
];
static DOCUMENT: [FieldShape; 4] = [
    FieldShape::new("tags", Probe::<BTreeSet<String>>::SHAPE).aliases(&["labels"]),
    FieldShape::new("maybe", Probe::<Option<BTreeSet<String>>>::SHAPE).optional(),
    FieldShape::new("inner", &Shape::Optional(&Shape::Fields(&INNER))).optional(),
    FieldShape::new("flat", &Shape::Fields(&INNER)).flatten(),
];

#[test]
fn an_absent_set_is_the_empty_set() {
    let empty = || Inner {
        ids: BTreeSet::new(),
        raw: None,
        price: None,
    };
    let document = Document {
        tags: BTreeSet::new(),
        maybe: None,
        inner: None,
        flat: empty(),
    };
    assert_eq!(from_item(item([]), &DOCUMENT), Ok(document));
    let document = from_item::<Document>(item([("inner", m([]))]), &DOCUMENT).unwrap();
    assert_eq!(document.inner, Some(empty()));
    // A set under an alias is not absent.
    let document = from_item::<Document>(item([("labels", l([s("a")]))]), &DOCUMENT).unwrap();
    assert_eq!(document.tags, BTreeSet::from(["a".to_owned()]));
    // Without a shape, absent attributes are unknown.
    assert!(from_item::<Document>(item([]), &[]).is_err());
}

#[test]
fn flattened_fields_keep_their_shapes() {
    let price = "12345678901234567890.125";
    let attributes = [
        ("ids", AttributeValue::Ns(texts(&["1", "4294967295"]))),
        ("raw", b(&[1, 2])),
        ("price", n(price)),
        ("pk", s("ignored")),
    ];
    let flat = from_item::<Document>(item(attributes), &DOCUMENT).unwrap().flat;
    assert_eq!(flat.ids, BTreeSet::from([1, u32::MAX]));
    assert_eq!(flat.raw, Some(vec![1, 2]));
    assert_eq!(flat.price.map(|price| price.to_string()).as_deref(), Some(price));
}

#[test]
fn enums_are_read_from_text_and_from_maps_of_one() {
    #[derive(Debug, PartialEq, Deserialize)]
    enum Event {
        Unit,
        New(u8),
        Tuple(u8, u8),
        Struct { a: u8 },
    }
    assert_eq!(plain(s("Unit")), Ok(Event::Unit));
    assert_eq!(plain(m([("New", n("1"))])), Ok(Event::New(1)));
    assert_eq!(plain(m([("Tuple", l([n("1"), n("2")]))])), Ok(Event::Tuple(1, 2)));
    assert_eq!(plain(m([("Struct", m([("a", n("1"))]))])), Ok(Event::Struct { a: 1 }));
    assert!(plain::<Event>(m([])).is_err());
    assert!(plain::<Event>(m([("New", n("1")), ("Unit", null())])).is_err());
    assert!(plain::<Event>(s("New")).is_err());
    assert!(plain::<Event>(m([("Tuple", l([n("1"), n("2"), n("3")]))])).is_err());
}

#[test]
fn map_keys_are_read_from_text() {
    assert_eq!(plain(m([("-5", n("1"))])), Ok(HashMap::from([(-5_i128, 1)])));
    assert_eq!(plain(m([("true", n("1"))])), Ok(BTreeMap::from([(true, 1)])));
    assert_eq!(plain(m([("k", n("1"))])), Ok(BTreeMap::from([('k', 1)])));
    assert!(plain::<BTreeMap<u8, u8>>(m([("256", n("1"))])).is_err());
    assert!(plain::<BTreeMap<(u8, u8), u8>>(m([("a", n("1"))])).is_err());
}

#[test]
fn nesting_is_bounded() {
    #[derive(Debug, Deserialize)]
    struct Nest(#[expect(dead_code, reason = "only the depth counts")] Vec<Nest>);
    let nest = |levels: usize| (1..levels).fold(l([]), |inner, _| l([inner]));
    assert!(plain::<Nest>(nest(64)).is_ok());
    assert!(plain::<Nest>(nest(65)).is_err());
    assert!(plain::<serde_json::Value>(nest(64)).is_ok());
    assert!(plain::<serde_json::Value>(nest(65)).is_err());
    assert!(plain::<IgnoredAny>(nest(1000)).is_ok());
}

#[test]
fn a_type_that_never_ends_is_an_error() {
    #[derive(Debug, Deserialize)]
    struct Endless(#[expect(dead_code, reason = "never built")] Option<Box<Endless>>);
    assert!(plain::<Endless>(s("some, some, some")).is_err());
}
