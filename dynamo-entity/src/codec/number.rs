//! DynamoDB's numbers as text: limits, comparison, and exact conversion to integers and floats.
//!
//! A DynamoDB number has up to 38 significant digits and a magnitude from `1E-130` up to, but not
//! including, `1E+126`.

use std::cmp::Ordering;

/// The maximum number of significant digits of a DynamoDB number.
const MAX_DIGITS: usize = 38;

/// The maximum number of digits in the shortest text of an `f64`.
const FLOAT_DIGITS: usize = 17;

/// Two texts with at most this many digits never read back as the same `f64`.
const UNIQUE_DIGITS: usize = 15;

/// A parsed number: `digits` × 10^`scale`. Leading and trailing zeros of the digits are not counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimal<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    leading: usize,
    significant: usize,
    scale: i64,
}

/// Why a number was refused, for messages.
pub(super) type Problem = &'static str;

const NOT_A_NUMBER: Problem = "text that is not a number";
const FRACTION: Problem = "a number with a fraction";
const OUT_OF_RANGE: Problem = "a number out of range";

impl<'a> Decimal<'a> {
    /// Parses text such as `-12.50e+3`. Returns `None` if the text is not a number.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let (whole, fraction) = (whole.as_bytes(), fraction.as_bytes());
        let digits = || whole.iter().chain(fraction);
        if digits().next().is_none() || !digits().all(u8::is_ascii_digit) {
            return None;
        }
        let is_zero = |digit: &&u8| **digit == b'0';
        let total = whole.len() + fraction.len();
        let leading = digits().take_while(is_zero).count();
        let trailing = if leading == total {
            0
        } else {
            digits().rev().take_while(is_zero).count()
        };
        let scale = exponent
            .saturating_sub(i64::try_from(fraction.len()).ok()?)
            .saturating_add(i64::try_from(trailing).ok()?);
        let significant = total - leading - trailing;
        Some(Self {
            negative,
            whole,
            fraction,
            leading,
            significant,
            scale,
        })
    }

    /// Returns the number of digits without leading and trailing zeros.
    pub(super) fn significant_digits(&self) -> usize {
        self.significant
    }

    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    /// Refuses a number that DynamoDB would refuse.
    pub(super) fn check(&self) -> Result<(), Problem> {
        if self.significant > MAX_DIGITS {
            return Err("a number has more than 38 significant digits; DynamoDB stores at most 38");
        }
        let places = i64::try_from(self.significant).unwrap_or(i64::MAX);
        let exponent = self.scale.saturating_add(places).saturating_sub(1);
        if self.significant > 0 && !(-130..=125).contains(&exponent) {
            return Err(MAGNITUDE);
        }
        Ok(())
    }

    /// Returns the canonical text, such as `-125e-1`, which is the same for every notation of the number.
    fn canonical(&self) -> String {
        if self.significant == 0 {
            return "0".to_owned();
        }
        let digits = self.whole.iter().chain(self.fraction).map(|digit| char::from(*digit));
        let mut text = String::from(if self.negative { "-" } else { "" });
        text.extend(digits.skip(self.leading).take(self.significant));
        text + "e" + &self.scale.to_string()
    }

    /// Returns the magnitude rounded up to an integer; `None` if it exceeds 128 bits.
    fn magnitude_up(&self) -> Option<u128> {
        let Ok(fractional) = usize::try_from(self.scale.saturating_neg()) else {
            return self.integer().ok().map(|(_, magnitude)| magnitude);
        };
        let kept = self.significant.saturating_sub(fractional);
        let whole = self.digits().take(kept).try_fold(0_u128, |sum, digit| {
            sum.checked_mul(10)?.checked_add(u128::from(digit.wrapping_sub(b'0')))
        });
        whole?.checked_add(u128::from(fractional > 0 && self.significant > 0))
    }

    /// Returns the digits without leading and trailing zeros.
    fn digits(&self) -> impl Iterator<Item = u8> {
        let digits = self.whole.iter().chain(self.fraction).copied();
        digits.skip(self.leading).take(self.significant)
    }

    /// Compares the numbers without their signs.
    fn compare_magnitudes(&self, other: &Self) -> Ordering {
        let places = |number: &Self| {
            let digits = i64::try_from(number.significant).unwrap_or(i64::MAX);
            (number.significant > 0).then(|| number.scale.saturating_add(digits))
        };
        // Numbers with the same number of places before the point differ at their first unequal digit.
        places(self)
            .cmp(&places(other))
            .then_with(|| self.digits().cmp(other.digits()))
    }

    /// Returns the exact integer as sign and magnitude.
    fn integer(&self) -> Result<(bool, u128), Problem> {
        if self.significant == 0 {
            return Ok((false, 0));
        }
        if self.scale < 0 {
            return Err(FRACTION);
        }
        let digits = self.whole.iter().chain(self.fraction);
        let magnitude = digits
            .skip(self.leading)
            .take(self.significant)
            .try_fold(0_u128, |sum, digit| {
                sum.checked_mul(10)?.checked_add(u128::from(digit.wrapping_sub(b'0')))
            })
            .zip(
                u32::try_from(self.scale)
                    .ok()
                    .and_then(|scale| 10_u128.checked_pow(scale)),
            )
            .and_then(|(digits, power)| digits.checked_mul(power));
        magnitude
            .map(|magnitude| (self.negative, magnitude))
            .ok_or(OUT_OF_RANGE)
    }
}

const MAGNITUDE: Problem = "a number is out of DynamoDB's range; its magnitude must be from 1E-130 to below 1E+126";

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let huge = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    Some(text.parse().unwrap_or(huge))
}

/// Compares two numbers. Returns `None` if one of the texts is not a number.
pub(crate) fn compare_numbers(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (Decimal::parse(one)?, Decimal::parse(other)?);
    let sign = |number: &Decimal<'_>| match (number.significant, number.negative) {
        (0, _) => 0,
        (_, true) => -1,
        (_, false) => 1,
    };
    let signs = sign(&one).cmp(&sign(&other));
    Some(signs.then_with(|| match sign(&one) {
        -1 => other.compare_magnitudes(&one),
        _ => one.compare_magnitudes(&other),
    }))
}

/// Returns whether a number is negative, and its magnitude rounded up to an integer. Returns `None` if the text is not a
/// number or the magnitude exceeds 128 bits.
pub(crate) fn magnitude_up(text: &str) -> Option<(bool, u128)> {
    let number = Decimal::parse(text)?;
    Some((number.negative, number.magnitude_up()?))
}

/// Returns the canonical text of a number. Other text is returned unchanged.
pub(crate) fn canonical_number(text: &str) -> String {
    Decimal::parse(text).map_or_else(|| text.to_owned(), |number| number.canonical())
}

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
    if let Ok(integer) = parse_integer(text) {
        return Some(integer);
    }
    let decimal = Decimal::parse(text)?;
    let fraction = usize::try_from(decimal.scale.unsigned_abs()).ok()?;
    let digits = decimal.whole.iter().chain(decimal.fraction).skip(decimal.leading);
    let mut whole = digits.take(decimal.significant.saturating_sub(fraction));
    let magnitude = whole.try_fold(0_i128, |sum, digit| {
        sum.checked_mul(10)?.checked_add(i128::from(digit.wrapping_sub(b'0')))
    })?;
    // A number without a fraction that is not an `i128` has too many digits.
    (decimal.scale < 0).then(|| if decimal.negative { -magnitude - 1 } else { magnitude })
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

/// Returns the shortest text that reads back as the same float: `0.1` for `0.1_f32`.
pub(super) fn single_text(value: f32) -> Result<String, Problem> {
    let magnitude = check_float(f64::from(value))?;
    if magnitude == 0.0 || (1e-7..1e21).contains(&magnitude) {
        // DynamoDB has no negative zero.
        Ok(if magnitude == 0.0 { 0.0 } else { value }.to_string())
    } else {
        Ok(format!("{value:e}"))
    }
}

/// Returns the shortest text that reads back as the same double.
pub(super) fn double_text(value: f64) -> Result<String, Problem> {
    check_float(value).map(|_| shortest(value))
}

/// Returns the shortest text that reads back as the same number, as ECMAScript chooses it.
///
/// If the number lies exactly between two such texts, the standard library rounds up, and ECMAScript chooses the even text:
/// `1775814521161698.2` instead of `….3`. DynamoDB stores these as different numbers, but programs in both languages must
/// write the same number.
pub(crate) fn shortest(value: f64) -> String {
    if value == 0.0 {
        // DynamoDB has no negative zero.
        return "0".to_owned();
    }
    let is_plain = (1e-6..1e21).contains(&value.abs());
    let text = if is_plain {
        value.to_string()
    } else {
        format!("{value:e}")
    };
    let mantissa = text.split_once('e').map_or(text.as_str(), |(mantissa, _)| mantissa);
    // A whole number never lies between two texts.
    let Some((whole, fraction)) = mantissa.split_once('.') else {
        return text;
    };
    let decimals = fraction.len();
    if whole.len() + decimals <= UNIQUE_DIGITS {
        return text;
    }
    // A given number of decimals is rounded to even.
    let even = if is_plain {
        format!("{value:.decimals$}")
    } else {
        format!("{value:.decimals$e}")
    };
    if even.parse() == Ok(value) { even } else { text }
}

/// Returns the text of `Number.prototype.toString` in ECMAScript, which numbers have in keys.
pub(crate) fn ecmascript_text(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let text = shortest(value);
    match text.split_once('e') {
        Some((mantissa, exponent)) if !exponent.starts_with('-') => format!("{mantissa}e+{exponent}"),
        _ => text,
    }
}

fn check_float(value: f64) -> Result<f64, Problem> {
    let magnitude = value.abs();
    if !magnitude.is_finite() {
        return Err("a number is not finite; DynamoDB stores neither infinities nor NaN");
    }
    if magnitude != 0.0 && !(1e-130..1e126).contains(&magnitude) {
        return Err(MAGNITUDE);
    }
    Ok(magnitude)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
