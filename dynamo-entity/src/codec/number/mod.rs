//! DynamoDB's numbers as text: exact conversion to integers and floats. Limits and comparison are in `decimal`, the text of
//! floats is in `float`.
//!
//! A DynamoDB number has up to 38 significant digits and a magnitude from `1E-130` up to, but not
//! including, `1E+126`.

pub(crate) mod decimal;
pub(crate) mod float;
#[cfg(test)]
mod tests;

use crate::codec::number::decimal::{Decimal, NOT_A_NUMBER, OUT_OF_RANGE, Problem, canonical_number};
use crate::codec::number::float::shortest;

/// The maximum number of digits in the shortest text of an `f64`.
const FLOAT_DIGITS: usize = 17;

/// Parses an integer, including `1E+2` and `100.0`.
pub(super) fn parse_integer<T>(text: &str) -> Result<T, Problem>
where
    T: std::str::FromStr + TryFrom<u128> + TryFrom<i128>,
{
    if let Ok(integer) = text.parse() {
        return Ok(integer);
    }
    let (negative, magnitude) = Decimal::parse(text).ok_or(NOT_A_NUMBER)?.integer()?;
    let integer = if negative {
        0_i128
            .checked_sub_unsigned(magnitude)
            .and_then(|integer| T::try_from(integer).ok())
    } else {
        T::try_from(magnitude).ok()
    };
    integer.ok_or(OUT_OF_RANGE)
}

/// Parses a number and rounds it down to an integer.
pub(super) fn floor(text: &str) -> Option<i128> {
    // A number without a fraction that is not an `i128` has too many digits.
    parse_integer(text)
        .ok()
        .or_else(|| Decimal::parse(text)?.floor_of_fraction())
}

/// Parses a float. Unlike [`str::parse`], refuses `inf` and `nan`.
pub(super) fn parse_float<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse().ok().filter(|_| is_number).ok_or(NOT_A_NUMBER)
}

/// A number for a reader that accepts any type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Narrowest {
    U64(u64),
    I64(i64),
    U128(u128),
    I128(i128),
    F64(f64),
}

/// Parses a number as the narrowest type that holds it.
///
/// An integer beyond 64 bits becomes a float if it has no more digits than a float can have. serde's buffer (`flatten`,
/// tagged and untagged enums) cannot hold 128-bit integers, and `1e30` must pass through it.
pub(super) fn parse_any(text: &str) -> Result<Narrowest, Problem> {
    if let Ok(number) = parse_integer(text) {
        return Ok(Narrowest::U64(number));
    }
    if let Ok(number) = parse_integer(text) {
        return Ok(Narrowest::I64(number));
    }
    let digits = Decimal::parse(text).ok_or(NOT_A_NUMBER)?.significant_digits();
    if digits > FLOAT_DIGITS {
        if let Ok(number) = parse_integer(text) {
            return Ok(Narrowest::U128(number));
        }
        if let Ok(number) = parse_integer(text) {
            return Ok(Narrowest::I128(number));
        }
    }
    parse_float(text).map(Narrowest::F64)
}

/// Checks the text of a `serde_json` number: DynamoDB must be able to store it, and a reader must get every digit back.
pub(super) fn check_json(text: &str, buffered: bool) -> Result<(), Problem> {
    Decimal::parse(text).ok_or(NOT_A_NUMBER)?.check()?;
    let is_whole = match parse_any(text)? {
        Narrowest::U64(_) | Narrowest::I64(_) => true,
        Narrowest::U128(_) | Narrowest::I128(_) => !buffered,
        Narrowest::F64(number) => canonical_number(&shortest(number)) == canonical_number(text),
    };
    if is_whole {
        return Ok(());
    }
    Err("a `serde_json` number has more digits than can be read back; store it as a `Decimal` or as text")
}
