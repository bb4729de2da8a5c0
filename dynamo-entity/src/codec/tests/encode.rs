//! The rules of encoding.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::codec::encode::to_value;
use crate::codec::encoded::Encoded;
use crate::codec::shape::{FieldShape, Shape};
use crate::codec::shaped::{PlainShape as _, Probe, Shaped};
use crate::codec::tests::{b, encoded, item, l, m, n, null, refused, s, to_item};

static PLAIN: Shape = Shape::Plain;

fn plain<T: Serialize + ?Sized>(value: &T) -> AttributeValue {
    encoded(value, &PLAIN)
}

fn shaped<T: Serialize + Shaped>(value: &T) -> AttributeValue {
    encoded(value, T::SHAPE)
}

#[test]
fn every_integer_is_a_number() {
    assert_eq!(plain(&i8::MIN), n("-128"));
    assert_eq!(plain(&u64::MAX), n("18446744073709551615"));
    assert_eq!(plain(&(10_u128.pow(38) - 1)), n(&"9".repeat(38)));
    assert_eq!(plain(&(1 - 10_i128.pow(38))), n(&format!("-{}", "9".repeat(38))));
    assert_eq!(plain(&10_u128.pow(38)), n(&format!("1{}", "0".repeat(38))));
    let refusal = "a number has more than 38 significant digits; DynamoDB stores at most 38";
    assert_eq!(refused(&u128::MAX, &PLAIN), refusal);
    assert_eq!(refused(&i128::MIN, &PLAIN), refusal);
}

#[test]
fn floats_are_what_dynamodb_can_hold() {
    assert_eq!(plain(&0.1_f64), n("0.1"));
    assert_eq!(plain(&0.1_f32), n("0.1"));
    assert_eq!(plain(&1e21_f64), n("1e21"));
    assert_eq!(plain(&-1e-8_f64), n("-1e-8"));
    for value in [f64::NAN, f64::INFINITY, 1e126, 1e-131] {
        refused(&value, &PLAIN);
    }
    refused(&f32::NEG_INFINITY, &PLAIN);
}

#[test]
fn scalars_and_bytes_are_as_serde_has_them() {
    assert_eq!(plain(&true), AttributeValue::Bool(true));
    assert_eq!(plain(&'é'), s("é"));
    assert_eq!(plain("text"), s("text"));
    assert_eq!(plain(&()), null());
    assert_eq!(plain(&bytes::Bytes::from_static(b"ab")), b(b"ab"));
    assert_eq!(plain(&(1, "a")), l([n("1"), s("a")]));
    assert_eq!(plain(&vec![Some(1), None]), l([n("1"), null()]));
    assert_eq!(to_value(&None::<u8>, &PLAIN), Ok(Encoded::Absent));
}

#[test]
fn bytes_are_binary_where_the_type_says_so() {
    assert_eq!(plain(&vec![1_u8, 2]), l([n("1"), n("2")]));
    assert_eq!(shaped(&vec![1_u8, 2]), b(&[1, 2]));
    assert_eq!(shaped(&Vec::<u8>::new()), b(&[]));
    assert_eq!(shaped(&[3_u8; 4]), b(&[3; 4]));
    assert_eq!(shaped(&vec![3_u8].into_boxed_slice()), b(&[3]));
    assert_eq!(shaped(&Some(vec![1_u8])), b(&[1]));
    assert_eq!(shaped(&vec![vec![1_u8], vec![]]), l([b(&[1]), b(&[])]));
    assert_eq!(shaped(&BTreeMap::from([(7, vec![1_u8])])), m([("7", b(&[1]))]));
}

#[test]
fn sets_are_sets() {
    let texts = BTreeSet::from(["a".to_owned(), "b".to_owned()]);
    assert_eq!(plain(&texts), l([s("a"), s("b")]));
    assert_eq!(shaped(&texts), AttributeValue::Ss(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(shaped(&BTreeSet::from(['x'])), AttributeValue::Ss(vec!["x".to_owned()]));
    assert_eq!(
        shaped(&BTreeSet::from([1_u8])),
        AttributeValue::Ns(vec!["1".to_owned()])
    );
    let decimals = BTreeSet::from([Decimal::new(15, 1)]);
    assert_eq!(shaped(&decimals), AttributeValue::Ns(vec!["1.5".to_owned()]));
    let blobs = BTreeSet::from([vec![1_u8, 2]]);
    assert_eq!(shaped(&blobs), AttributeValue::Bs(vec![Blob::new([1, 2])]));
    assert_eq!(
        shaped(&BTreeSet::from([[7_u8]])),
        AttributeValue::Bs(vec![Blob::new([7])])
    );
}

#[test]
fn an_empty_set_is_left_out_except_of_a_list_or_a_map() {
    let empty = BTreeSet::<String>::new();
    assert_eq!(to_value(&empty, &Shape::StringSet), Ok(Encoded::EmptySet));
    assert_eq!(
        to_value(&Some(&empty), &Shape::Optional(&Shape::StringSet)),
        Ok(Encoded::EmptySet)
    );
    let map = BTreeMap::from([("a".to_owned(), empty.clone())]);
    let refusal = refused(&map, &Shape::Map(&Shape::StringSet));
    assert!(
        refusal.starts_with("at `a`: an empty set cannot be stored in a list, a map"),
        "{refusal}"
    );
    let list = vec![BTreeSet::from(["a".to_owned()]), empty];
    let refusal = refused(&list, &Shape::List(&Shape::StringSet));
    assert!(
        refusal.starts_with("at `[1]`: an empty set cannot be stored in a list, a map"),
        "{refusal}"
    );
}

#[test]
fn a_value_that_does_not_match_its_shape_is_written_as_serde_writes_it() {
    assert_eq!(encoded("a,b", &Shape::StringSet), s("a,b"));
    assert_eq!(encoded(&vec![(1, 2)], &Shape::NumberSet), l([l([n("1"), n("2")])]));
    assert_eq!(encoded("YWI=", &Shape::Binary), s("YWI="));
    assert_eq!(encoded(&vec![1, 2, 300], &Shape::Binary), l([n("1"), n("2"), n("300")]));
    assert_eq!(encoded(&(1_u8, "a"), &Shape::Binary), l([n("1"), s("a")]));
    assert_eq!(encoded(&true, &Shape::Map(&Shape::Number)), AttributeValue::Bool(true));
    assert_eq!(encoded("five", &Shape::Number), s("five"));
    let refusal = "the set has elements of several types; a DynamoDB set holds one type";
    assert_eq!(refused(&(1, "a"), &Shape::StringSet), refusal);
}

#[test]
fn text_is_a_number_where_the_type_says_so() {
    assert_eq!(plain(&Decimal::new(110, 2)), s("1.10"));
    assert_eq!(shaped(&Decimal::new(110, 2)), n("1.10"));
    assert_eq!(shaped(&Some(Decimal::MIN)), n(&Decimal::MIN.to_string()));
    let digits = format!("0.{}", "7".repeat(39));
    assert!(refused(&digits, &Shape::Number).contains("38 significant digits"));
    assert!(refused("1e126", &Shape::Number).contains("out of DynamoDB's range"));
    assert_eq!(encoded("0e999", &Shape::Number), n("0e999"));
}

#[derive(serde::Serialize)]
struct Document {
    note: Option<&'static str>,
    tags: BTreeSet<String>,
    inner: Inner,
    list: Vec<Option<u8>>,
    by_name: BTreeMap<&'static str, Option<u8>>,
    #[serde(flatten)]
    flat: Flat,
}

#[derive(Default, serde::Serialize)]
struct Inner {
    note: Option<&'static str>,
}

#[derive(serde::Serialize)]
struct Flat {
    raw: Vec<u8>,
    note_too: Option<u8>,
    none: BTreeSet<u8>,
}

static FLAT: [FieldShape; 2] = [
    FieldShape::new("raw", Probe::<Vec<u8>>::SHAPE),
    FieldShape::new("none", Probe::<BTreeSet<u8>>::SHAPE),
];
static DOCUMENT: [FieldShape; 4] = [
    FieldShape::new("note", Probe::<Option<&'static str>>::SHAPE).optional(),
    FieldShape::new("tags", Probe::<BTreeSet<String>>::SHAPE),
    FieldShape::new("inner", Probe::<Inner>::SHAPE),
    FieldShape::new("flat", &Shape::Fields(&FLAT)).flatten(),
];

static NESTED: [FieldShape; 1] = [FieldShape::new(
    "inner",
    &Shape::Fields(&[FieldShape::new("note", &Shape::Plain).optional()]),
)];

#[test]
fn none_is_left_out_of_an_item_and_its_documents_and_null_elsewhere() {
    let document = Document {
        note: None,
        tags: BTreeSet::new(),
        inner: Inner::default(),
        list: vec![None],
        by_name: BTreeMap::from([("a", None)]),
        flat: Flat {
            raw: vec![1],
            note_too: None,
            none: BTreeSet::new(),
        },
    };
    let expected = item([
        ("inner", m([("note", null())])),
        ("list", l([null()])),
        ("by_name", m([("a", null())])),
        ("raw", b(&[1])),
        ("note_too", null()),
    ]);
    assert_eq!(to_item(&document, &DOCUMENT), Ok(expected));

    let expected = item([("inner", m([]))]);
    assert_eq!(
        to_item(&BTreeMap::from([("inner", Inner::default())]), &NESTED),
        Ok(expected)
    );
}

#[test]
fn an_item_is_a_map() {
    let refusal = to_item(&"text", &[]).expect_err("is refused").to_string();
    assert_eq!(refusal, "expected a map of attributes for an item, found a string");
    to_item(&None::<u8>, &[]).expect_err("is refused");
}

#[test]
fn enums_are_tagged_from_outside_and_shapes_stop_there() {
    #[derive(serde::Serialize)]
    enum Event {
        Unit,
        New(Option<u8>),
        Tuple(u8, BTreeSet<u8>),
        Struct { none: Option<u8> },
    }
    assert_eq!(plain(&Event::Unit), s("Unit"));
    assert_eq!(plain(&Event::New(None)), m([("New", null())]));
    let tuple = Event::Tuple(1, BTreeSet::new());
    assert_eq!(encoded(&tuple, &Shape::NumberSet), m([("Tuple", l([n("1"), l([])]))]));
    assert_eq!(
        encoded(&Event::Struct { none: None }, &Shape::Fields(&[])),
        m([("Struct", m([("none", null())]))])
    );
}

#[test]
fn map_keys_are_text() {
    assert_eq!(plain(&HashMap::from([(-5_i128, 1)])), m([("-5", n("1"))]));
    assert_eq!(plain(&HashMap::from([(true, 1)])), m([("true", n("1"))]));
    assert_eq!(plain(&HashMap::from([('k', 1)])), m([("k", n("1"))]));
    let refusal = "a map key must be text, an integer, a boolean or a unit variant";
    assert_eq!(refused(&HashMap::from([((), 1)]), &PLAIN), refusal);
    assert_eq!(refused(&HashMap::from([(Some(1), 1)]), &PLAIN), refusal);
    assert_eq!(refused(&HashMap::from([((1, 2), 1)]), &PLAIN), refusal);
    assert_eq!(refused(&HashMap::from([(vec![1], 1)]), &PLAIN), refusal);
}

#[test]
fn a_careless_serialize_is_an_error() {
    struct ValueFirst;
    impl Serialize for ValueFirst {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(Some(usize::MAX))?;
            map.serialize_value(&1)?;
            map.end()
        }
    }
    refused(&ValueFirst, &PLAIN);
}

#[test]
fn nesting_is_bounded() {
    #[derive(serde::Serialize)]
    struct Nest(Vec<Nest>);
    let nest = |levels: usize| (1..levels).fold(Nest(vec![]), |inner, _| Nest(vec![inner]));
    plain(&nest(32));
    let refusal = refused(&nest(33), &PLAIN);
    assert!(
        refusal.ends_with("nested too deep; DynamoDB stores at most 32 levels"),
        "{refusal}"
    );
}
