//! The shapes of types.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::codec::decode::from_value;
use crate::codec::shape::{DeferredShape, FieldShape, Shape};
use crate::codec::shaped::{PlainShape as _, Probe, Shaped};
use crate::codec::tests::{encoded, l, m, s};

#[test]
fn a_probe_finds_the_shape_of_any_concrete_type() {
    assert_eq!(Probe::<String>::SHAPE, &Shape::Plain);
    assert_eq!(Probe::<u8>::SHAPE, &Shape::Plain);
    assert_eq!(Probe::<str>::SHAPE, &Shape::Plain);
    assert_eq!(Probe::<Vec<String>>::SHAPE, &Shape::Plain);
    assert_eq!(Probe::<Option<String>>::SHAPE, &Shape::Plain);
    assert_eq!(Probe::<HashMap<String, u8>>::SHAPE, &Shape::Plain);
    assert_eq!(Probe::<BTreeSet<bool>>::SHAPE, &Shape::Plain);

    assert_eq!(Probe::<BTreeSet<String>>::SHAPE, &Shape::StringSet);
    assert_eq!(Probe::<HashSet<char>>::SHAPE, &Shape::StringSet);
    assert_eq!(Probe::<HashSet<uuid::Uuid>>::SHAPE, &Shape::StringSet);
    assert_eq!(Probe::<BTreeSet<ulid::Ulid>>::SHAPE, &Shape::StringSet);
    assert_eq!(Probe::<BTreeSet<ulid1::Ulid>>::SHAPE, &Shape::StringSet);
    assert_eq!(
        Probe::<BTreeSet<chrono::NaiveDate>>::SHAPE,
        &Shape::TimeSet(Probe::<chrono::NaiveDate>::SHAPE)
    );
    assert_eq!(Probe::<BTreeSet<u8>>::SHAPE, &Shape::NumberSet);
    assert_eq!(Probe::<HashSet<Decimal>>::SHAPE, &Shape::NumberSet);
    assert_eq!(Probe::<BTreeSet<Vec<u8>>>::SHAPE, &Shape::BinarySet);
    assert_eq!(Probe::<BTreeSet<[u8; 4]>>::SHAPE, &Shape::BinarySet);
    assert_eq!(Probe::<HashSet<bytes::Bytes>>::SHAPE, &Shape::BinarySet);

    assert_eq!(Probe::<Vec<u8>>::SHAPE, &Shape::Binary);
    assert_eq!(Probe::<[u8; 32]>::SHAPE, &Shape::Binary);
    assert_eq!(Probe::<Box<[u8]>>::SHAPE, &Shape::Binary);
    assert_eq!(Probe::<bytes::Bytes>::SHAPE, &Shape::Binary);
    assert_eq!(Probe::<Decimal>::SHAPE, &Shape::Number);

    assert_eq!(Probe::<Option<Vec<u8>>>::SHAPE, &Shape::Optional(&Shape::Binary));
    assert_eq!(Probe::<Box<Decimal>>::SHAPE, &Shape::Number);
    assert_eq!(Probe::<Arc<Vec<u8>>>::SHAPE, &Shape::Binary);
    assert_eq!(Probe::<Rc<BTreeSet<String>>>::SHAPE, &Shape::StringSet);
    assert_eq!(Probe::<Vec<Vec<u8>>>::SHAPE, &Shape::List(&Shape::Binary));
    assert_eq!(Probe::<VecDeque<Decimal>>::SHAPE, &Shape::List(&Shape::Number));
    assert_eq!(Probe::<[Decimal; 2]>::SHAPE, &Shape::List(&Shape::Number));
    assert_eq!(
        Probe::<BTreeMap<u32, BTreeSet<u8>>>::SHAPE,
        &Shape::Map(&Shape::NumberSet)
    );
}

#[test]
fn a_type_of_the_same_name_as_a_known_one_is_plain() {
    struct Decimal;
    assert_eq!(Probe::<Decimal>::SHAPE, &Shape::Plain);
    assert_eq!(Probe::<rust_decimal::Decimal>::SHAPE, &Shape::Number);
}

/// The form that a derive uses, so that a document can contain itself.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Tree {
    labels: BTreeSet<String>,
    parent: Option<Box<Tree>>,
    children: Vec<Tree>,
}

impl Shaped for Tree {
    const SHAPE: &'static Shape = &Shape::Deferred(DeferredShape(|| {
        &Shape::Fields(
            const {
                &[
                    FieldShape::new("labels", Probe::<BTreeSet<String>>::SHAPE),
                    FieldShape::new("parent", Probe::<Option<Box<Tree>>>::SHAPE).optional(),
                    FieldShape::new("children", Probe::<Vec<Tree>>::SHAPE),
                ]
            },
        )
    }));
}

#[test]
fn a_document_may_hold_itself() {
    let leaf = |labels: &[&str]| Tree {
        labels: labels.iter().map(ToString::to_string).collect(),
        parent: None,
        children: Vec::new(),
    };
    let tree = Tree {
        parent: Some(Box::new(leaf(&["up"]))),
        children: vec![leaf(&[]), leaf(&["a", "b"])],
        ..leaf(&[])
    };
    let set =
        |texts: &[&str]| aws_sdk_dynamodb::types::AttributeValue::Ss(texts.iter().map(ToString::to_string).collect());
    let value = encoded(&tree, Tree::SHAPE);
    let expected = m([
        ("parent", m([("labels", set(&["up"])), ("children", l([]))])),
        (
            "children",
            l([
                m([("children", l([]))]),
                m([("labels", set(&["a", "b"])), ("children", l([]))]),
            ]),
        ),
    ]);
    assert_eq!(value, expected);
    assert_eq!(from_value::<Tree>(value, Tree::SHAPE).as_ref(), Ok(&tree));
    assert_eq!(format!("{:?}", Probe::<Option<Tree>>::SHAPE), "Optional(Deferred(…))");
}

#[test]
fn a_document_that_flattens_itself_ends() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Knot {
        name: String,
    }
    impl Shaped for Knot {
        const SHAPE: &'static Shape = &Shape::Deferred(DeferredShape(|| {
            &Shape::Fields(const { &[FieldShape::new("", Knot::SHAPE).flatten()] })
        }));
    }
    let value = m([("name", s("a")), ("unknown", s("b"))]);
    assert_eq!(from_value(value, Knot::SHAPE), Ok(Knot { name: "a".to_owned() }));
}
