//! Properties on random values: the codec and `serde_dynamo` read each other, numbers are exact, and no stored value makes
//! the decoder panic.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use proptest::collection::{btree_set, hash_map, vec};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_dynamo::aws_sdk_dynamodb_1 as oracle;

use crate::codec::decode::from_value;
use crate::codec::encode::to_value;
use crate::codec::encoded::Encoded;
use crate::codec::item::Item;
use crate::codec::shape::Shape;
use crate::codec::shaped::{Probe, Shaped};
use crate::codec::size::{item_size, value_size};
use crate::codec::tests::model::{Adjacent, External, FIELDS, Internal, Model, Untagged, model};
use crate::codec::tests::{encoded, from_item, to_item};
use crate::properties::cases;

/// Integers with at most 38 digits.
fn wide() -> impl Strategy<Value = i128> {
    let limit = 10_i128.pow(38);
    prop_oneof![
        any::<i128>().prop_map(move |number| number % limit),
        any::<i64>().prop_map(i128::from)
    ]
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let limit = 1_i128 << 96;
    let mantissa = prop_oneof![any::<i128>().prop_map(move |number| number % limit), -1000..1000_i128];
    (mantissa, 0..=28_u32).prop_map(|(mantissa, scale)| Decimal::from_i128_with_scale(mantissa, scale))
}

/// Any value that DynamoDB or a faulty program may return.
pub(crate) fn tree() -> impl Strategy<Value = AttributeValue> {
    let text = || prop_oneof!["[a-zA-Z]{0,4}", any::<String>(), Just("type".to_owned())];
    let number = || {
        prop_oneof![
            any::<i64>().prop_map(|number| number.to_string()),
            any::<f64>().prop_map(|number| number.to_string()),
            "-?[0-9]{0,45}(\\.[0-9]{0,5})?([eE][-+]?[0-9]{0,25})?",
            any::<String>(),
        ]
    };
    let blob = || any::<Vec<u8>>().prop_map(Blob::new);
    let leaf = prop_oneof![
        text().prop_map(AttributeValue::S),
        number().prop_map(AttributeValue::N),
        blob().prop_map(AttributeValue::B),
        any::<bool>().prop_map(AttributeValue::Bool),
        any::<bool>().prop_map(AttributeValue::Null),
        vec(text(), 0..3).prop_map(AttributeValue::Ss),
        vec(number(), 0..3).prop_map(AttributeValue::Ns),
        vec(blob(), 0..3).prop_map(AttributeValue::Bs),
    ];
    let name = prop_oneof!["[a-z]{0,3}", "type|content|sets|texts|some|key|New|Tuple|Struct|city"];
    leaf.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(AttributeValue::L),
            hash_map(name.clone(), inner, 0..5).prop_map(AttributeValue::M),
        ]
    })
}

fn round_trip<T>(value: &T) -> Result<(), TestCaseError>
where
    T: Serialize + DeserializeOwned + Shaped + PartialEq + Debug,
{
    prop_assert_eq!(&from_value::<T>(encoded(value, T::SHAPE), T::SHAPE).unwrap(), value);
    Ok(())
}

/// Decodes a value, which may fail, and encodes the result.
fn read_as<T: Serialize + DeserializeOwned>(value: &AttributeValue, shape: &'static Shape) {
    if let Ok(decoded) = from_value::<T>(value.clone(), shape) {
        let _ = to_value(&decoded, shape);
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn serde_dynamo_reads_ours(value in model()) {
        let plain = encoded(&value, &Shape::Plain);
        prop_assert_eq!(&oracle::from_attribute_value::<Model>(plain).unwrap(), &value);
        let item = to_item(&value, &FIELDS).unwrap();
        prop_assert_eq!(&oracle::from_item::<Model>(item).unwrap(), &value);
    }

    #[test]
    fn ours_reads_serde_dynamos(value in model()) {
        let item: Item = oracle::to_item(&value).unwrap();
        prop_assert_eq!(&from_item::<Model>(item.clone(), &[]).unwrap(), &value);
        prop_assert_eq!(&from_item::<Model>(item, &FIELDS).unwrap(), &value);
    }

    #[test]
    fn ours_reads_ours(value in model()) {
        let plain = encoded(&value, &Shape::Plain);
        prop_assert_eq!(&from_value::<Model>(plain, &Shape::Plain).unwrap(), &value);
        let item = to_item(&value, &FIELDS).unwrap();
        prop_assert_eq!(&from_item::<Model>(item, &FIELDS).unwrap(), &value);
    }

    #[test]
    fn without_floats_the_two_write_the_same(
        value in any::<(String, BTreeMap<i32, Option<u64>>, (bool, char, ()), Vec<Option<i8>>)>()
    ) {
        let theirs: AttributeValue = oracle::to_attribute_value(&value).unwrap();
        prop_assert_eq!(encoded(&value, &Shape::Plain), theirs);
    }

    #[test]
    fn numbers_lose_nothing(
        signed in wide(), amount in decimal(), float in any::<f64>(),
        numbers in btree_set(wide(), 1..5), amounts in btree_set(decimal(), 1..5),
    ) {
        let signed_value = encoded(&signed, &Shape::Plain);
        prop_assert_eq!(from_value::<i128>(signed_value, &Shape::Plain), Ok(signed));
        let unsigned = signed.unsigned_abs();
        let unsigned_value = encoded(&unsigned, &Shape::Plain);
        prop_assert_eq!(from_value::<u128>(unsigned_value, &Shape::Plain), Ok(unsigned));
        if let Ok(Encoded::Value(value)) = to_value(&float, &Shape::Plain) {
            prop_assert_eq!(from_value::<f64>(value, &Shape::Plain), Ok(float));
        }
        let amount_value = encoded(&amount, <Decimal as Shaped>::SHAPE);
        prop_assert!(matches!(amount_value, AttributeValue::N(_)));
        let read = from_value::<Decimal>(amount_value, <Decimal as Shaped>::SHAPE);
        prop_assert_eq!(read.map(|read| read.to_string()), Ok(amount.to_string()));
        round_trip(&numbers)?;
        round_trip(&amounts)?;
        round_trip(&Some(vec![amount]))?;
    }

    #[test]
    fn bytes_and_sets_round_trip(
        bytes in any::<Vec<u8>>(), array in any::<[u8; 5]>(),
        texts in btree_set(any::<String>(), 1..5), blobs in btree_set(any::<Vec<u8>>(), 1..5),
    ) {
        round_trip(&bytes)?;
        round_trip(&array)?;
        round_trip(&bytes::Bytes::from(bytes))?;
        round_trip(&texts)?;
        round_trip(&blobs)?;
        round_trip(&BTreeMap::from([("key".to_owned(), blobs)]))?;
    }

    #[test]
    fn nothing_stored_makes_a_reader_panic(value in tree()) {
        let _ = value_size(&value);
        read_as::<Model>(&value, const { &Shape::Fields(&FIELDS) });
        read_as::<serde_json::Value>(&value, &Shape::Plain);
        read_as::<Vec<External>>(&value, &Shape::List(&Shape::Plain));
        read_as::<Internal>(&value, &Shape::Plain);
        read_as::<Adjacent>(&value, &Shape::Plain);
        read_as::<Untagged>(&value, &Shape::Plain);
        read_as::<BTreeMap<i64, Untagged>>(&value, &Shape::Plain);
        read_as::<BTreeSet<String>>(&value, Probe::<BTreeSet<String>>::SHAPE);
        read_as::<BTreeSet<i128>>(&value, Probe::<BTreeSet<i128>>::SHAPE);
        read_as::<BTreeSet<Vec<u8>>>(&value, Probe::<BTreeSet<Vec<u8>>>::SHAPE);
        read_as::<BTreeSet<Decimal>>(&value, Probe::<BTreeSet<Decimal>>::SHAPE);
        read_as::<Option<Decimal>>(&value, Probe::<Option<Decimal>>::SHAPE);
        read_as::<Vec<u8>>(&value, Probe::<Vec<u8>>::SHAPE);
        read_as::<[u8; 3]>(&value, Probe::<[u8; 3]>::SHAPE);
        read_as::<bytes::Bytes>(&value, Probe::<bytes::Bytes>::SHAPE);
        read_as::<(u128, char)>(&value, &Shape::Plain);
        read_as::<f32>(&value, &Shape::Plain);
        if let AttributeValue::M(item) = value {
            let _ = item_size(&item);
            let _ = from_item::<Model>(item, &FIELDS);
        }
    }
}
