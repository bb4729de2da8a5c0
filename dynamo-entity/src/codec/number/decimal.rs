//! A number as digits and a power of ten: parsing, DynamoDB's limits, comparison and canonical text.

use std::cmp::Ordering;

/// The maximum number of significant digits of a DynamoDB number.
const MAX_DIGITS: usize = 38;

/// Why a number was refused, for messages.
pub(in crate::codec) type Problem = &'static str;

pub(super) const NOT_A_NUMBER: Problem = "text that is not a number";
pub(super) const FRACTION: Problem = "a number with a fraction";
pub(super) const OUT_OF_RANGE: Problem = "a number out of range";
pub(super) const MAGNITUDE: Problem =
    "a number is out of DynamoDB's range; its magnitude must be from 1E-130 to below 1E+126";

/// A parsed number: `digits` × 10^`scale`. Leading and trailing zeros of the digits are not counted.
#[derive(Clone, Copy, Debug)]
pub(in crate::codec) struct Decimal<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    leading: usize,
    significant: usize,
    scale: i64,
}

impl<'a> Decimal<'a> {
    /// Parses text such as `-12.50e+3`. Returns `None` if the text is not a number.
    pub(in crate::codec) fn parse(text: &'a str) -> Option<Self> {
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
    pub(in crate::codec) fn significant_digits(&self) -> usize {
        self.significant
    }

    pub(in crate::codec) fn is_negative(&self) -> bool {
        self.negative
    }

    /// Refuses a number that DynamoDB would refuse.
    pub(in crate::codec) fn check(&self) -> Result<(), Problem> {
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

    /// Returns a number with a fraction, rounded down to an integer. Returns `None` for a number without a fraction.
    pub(super) fn floor_of_fraction(&self) -> Option<i128> {
        let fraction = (self.scale < 0).then(|| self.scale.unsigned_abs())?;
        let fraction = usize::try_from(fraction).ok()?;
        let mut whole = self.digits().take(self.significant.saturating_sub(fraction));
        let magnitude = whole.try_fold(0_i128, |sum, digit| {
            sum.checked_mul(10)?.checked_add(i128::from(digit.wrapping_sub(b'0')))
        })?;
        Some(if self.negative { -magnitude - 1 } else { magnitude })
    }

    /// Returns the exact integer as sign and magnitude.
    pub(super) fn integer(&self) -> Result<(bool, u128), Problem> {
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
