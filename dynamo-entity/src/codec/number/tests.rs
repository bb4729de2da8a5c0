//! Tests of integers, floats, comparison and canonical text.

use std::cmp::Ordering;

use crate::codec::number::decimal::{
    FRACTION, NOT_A_NUMBER, OUT_OF_RANGE, canonical_number, compare_numbers, magnitude_up,
};
use crate::codec::number::float::{double_text, ecmascript_text, single_text};
use crate::codec::number::{Narrowest, parse_any, parse_integer};

#[test]
fn integers_are_exact_in_every_notation() {
    for text in ["100", "1E+2", "1e2", "100.0", "+100", "0.1e3", "10000e-2", "00100.00"] {
        assert_eq!(parse_integer::<u8>(text), Ok(100), "{text}");
    }
    assert_eq!(parse_integer::<i8>("-128.0"), Ok(-128));
    assert_eq!(parse_integer::<u64>("-0"), Ok(0));
    assert_eq!(
        parse_integer::<i128>("-170141183460469231731687303715884105728.0"),
        Ok(i128::MIN)
    );
    assert_eq!(parse_integer::<u128>("1e38"), Ok(10_u128.pow(38)));
}

#[test]
fn a_number_has_one_canonical_text() {
    for text in ["12.5", "+12.50", "1.25e1", "125E-1", "0012.5"] {
        assert_eq!(canonical_number(text), "125e-1", "{text}");
    }
    assert_eq!(canonical_number("-100"), "-1e2");
    assert_eq!(canonical_number("-0.00"), "0");
    assert_ne!(canonical_number("1"), canonical_number("10"));
}

#[test]
fn numbers_compare_by_value_in_every_notation() {
    let sorted = [
        "-1e3", "-1.5", "-1", "-0.01", "0", "1e-3", "0.01", "0.011", "9", "10", "1e38",
    ];
    for (i, one) in sorted.iter().enumerate() {
        for (j, other) in sorted.iter().enumerate() {
            assert_eq!(compare_numbers(one, other), Some(i.cmp(&j)), "{one} {other}");
        }
    }
    assert_eq!(compare_numbers("-0", "0.00"), Some(Ordering::Equal));
    assert_eq!(compare_numbers("100", "1E+2"), Some(Ordering::Equal));
    assert_eq!(compare_numbers("1", "one"), None);
}

#[test]
fn a_magnitude_is_rounded_up() {
    assert_eq!(magnitude_up("-1.5"), Some((true, 2)));
    assert_eq!(magnitude_up("0.001"), Some((false, 1)));
    assert_eq!(magnitude_up("1200"), Some((false, 1200)));
    assert_eq!(magnitude_up("0.0"), Some((false, 0)));
    assert_eq!(magnitude_up("1e40"), None);
}

#[test]
fn numbers_that_are_no_integer_of_the_type_give_the_reason() {
    assert_eq!(parse_integer::<u8>("256"), Err(OUT_OF_RANGE));
    assert_eq!(parse_integer::<u8>("-1"), Err(OUT_OF_RANGE));
    assert_eq!(parse_integer::<u128>("1e39"), Err(OUT_OF_RANGE));
    assert_eq!(parse_integer::<u128>("1e99999999999999999999"), Err(OUT_OF_RANGE));
    assert_eq!(parse_integer::<u128>("1e-99999999999999999999"), Err(FRACTION));
    assert_eq!(parse_integer::<u8>("0.5"), Err(FRACTION));
    for text in [
        "", ".", "e5", "1e", "1e+", "--1", "1.2.3", "١", "1 ", "0x10", "NaN", "inf",
    ] {
        assert_eq!(parse_integer::<u8>(text), Err(NOT_A_NUMBER), "{text}");
        assert_eq!(parse_any(text), Err(NOT_A_NUMBER), "{text}");
    }
}

#[test]
fn numbers_for_any_type_take_the_narrowest_type() {
    assert_eq!(parse_any("1E+2"), Ok(Narrowest::U64(100)));
    assert_eq!(parse_any("-1"), Ok(Narrowest::I64(-1)));
    assert_eq!(parse_any("18446744073709551616"), Ok(Narrowest::U128(1 << 64)));
    assert_eq!(parse_any("-18446744073709551616"), Ok(Narrowest::I128(-(1 << 64))));
    assert_eq!(parse_any("1e30"), Ok(Narrowest::F64(1e30)));
    assert_eq!(parse_any("0.5"), Ok(Narrowest::F64(0.5)));
}

#[test]
fn floats_are_short_and_in_range() {
    let text = double_text;
    assert_eq!(text(0.1).as_deref(), Ok("0.1"));
    assert_eq!(text(-0.0).as_deref(), Ok("0"));
    assert_eq!(text(1e21).as_deref(), Ok("1e21"));
    assert_eq!(text(1e20).as_deref(), Ok("100000000000000000000"));
    assert_eq!(text(-9.5e-8).as_deref(), Ok("-9.5e-8"));
    assert_eq!(text(1e-7).as_deref(), Ok("1e-7"));
    assert_eq!(text(0.000_001).as_deref(), Ok("0.000001"));
    assert_eq!(text(1_775_814_521_161_698.2).as_deref(), Ok("1775814521161698.2"));
    assert_eq!(text(1e-130).as_deref(), Ok("1e-130"));
    assert_eq!(single_text(0.1).as_deref(), Ok("0.1"));
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e126, -1e126, 9e-131] {
        assert!(text(value).is_err(), "{value}");
    }
}

#[test]
fn doubles_have_the_text_of_ecmascript() {
    let mut random = fastrand::Rng::with_seed(1);
    let is_same = |value: f64| {
        let expected = ryu_js::Buffer::new().format(value).to_owned();
        assert_eq!(ecmascript_text(value), expected, "{:016x}", value.to_bits());
    };
    for value in [
        0.0,
        -0.0,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
        f64::MIN_POSITIVE,
    ] {
        is_same(value);
    }
    for exponent in -1074..1024 {
        is_same(2_f64.powi(exponent));
    }
    for _ in 0..20_000 {
        is_same(f64::from_bits(random.u64(..)));
        is_same(random.f64() * 10_f64.powi(random.i32(-12..25)));
        // Many of these lie exactly between two texts.
        is_same(random.f64().mul_add(1e15, 1e15).floor() + 0.25);
        is_same((random.f64() * 1e15).floor() / f64::from(1_u32 << random.u32(1..20)));
    }
}
