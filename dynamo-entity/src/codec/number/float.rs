//! The text of floats: the shortest text that reads back as the same float, as ECMAScript writes it.

use crate::codec::number::decimal::{MAGNITUDE, Problem};

/// Two texts with at most this many digits never read back as the same `f64`.
const UNIQUE_DIGITS: usize = 15;

/// Returns the shortest text that reads back as the same float: `0.1` for `0.1_f32`.
pub(in crate::codec) fn single_text(value: f32) -> Result<String, Problem> {
    let magnitude = check_float(f64::from(value))?;
    if magnitude == 0.0 || (1e-7..1e21).contains(&magnitude) {
        // DynamoDB has no negative zero.
        Ok(if magnitude == 0.0 { 0.0 } else { value }.to_string())
    } else {
        Ok(format!("{value:e}"))
    }
}

/// Returns the shortest text that reads back as the same double.
pub(in crate::codec) fn double_text(value: f64) -> Result<String, Problem> {
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
