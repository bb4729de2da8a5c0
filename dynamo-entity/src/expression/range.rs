//! Number ranges: the numbers that a type can hold, and the limits on stored numbers to which an amount is added.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::number::decimal::{compare_numbers, magnitude_up};

/// The largest integer that DynamoDB stores exactly: 38 digits.
const LARGEST: i128 = 10_i128.pow(38) - 1;

/// The range of a number type, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberRange {
    /// Every number that DynamoDB stores.
    All,
    Between(i128, i128),
    /// The numbers of an `f32`.
    Single,
}

impl NumberRange {
    /// Returns the range from `lowest` to `highest`, limited to the integers that DynamoDB stores exactly.
    pub(crate) const fn integers(lowest: i128, highest: i128) -> Self {
        NumberRange::Between(
            if lowest < -LARGEST { -LARGEST } else { lowest },
            if highest > LARGEST { LARGEST } else { highest },
        )
    }

    /// Formats the range for messages: "0 to 255".
    pub(crate) fn describe(self) -> String {
        match self {
            NumberRange::All => "every number".to_owned(),
            NumberRange::Between(lowest, highest) => format!("{lowest} to {highest}"),
            NumberRange::Single => format!("{:e} to {:e}", f32::MIN, f32::MAX),
        }
    }

    /// Returns the limit on a stored number that keeps the result of `number operator amount` in the range;
    /// `None` if every number is allowed.
    pub(super) fn limit(self, operator: char, amount: &str) -> Option<Limit> {
        let (negative, magnitude) = match self {
            NumberRange::All => return None,
            NumberRange::Single => return single_limit(operator, amount),
            NumberRange::Between(..) => magnitude_up(amount)?,
        };
        let NumberRange::Between(lowest, highest) = self else {
            return None;
        };
        let falls = negative != (operator == '-');
        let (beyond, bound) = match (magnitude, falls) {
            (0, _) => return None,
            (_, false) => (
                Beyond::Above,
                highest.checked_sub_unsigned(magnitude).unwrap_or(-LARGEST),
            ),
            (_, true) => (Beyond::Below, lowest.checked_add_unsigned(magnitude).unwrap_or(LARGEST)),
        };
        Some(Limit {
            bound: bound.clamp(-LARGEST, LARGEST).to_string(),
            beyond,
        })
    }
}

fn single_limit(operator: char, amount: &str) -> Option<Limit> {
    let amount: f64 = amount.parse().ok()?;
    let falls = (amount < 0.0) != (operator == '-');
    // The rounding error of the `f64` is too small to turn the result into an infinite `f32`.
    let bound = f64::from(f32::MAX) - amount.abs();
    (amount != 0.0).then(|| Limit {
        bound: format!("{:e}", if falls { -bound } else { bound }),
        beyond: if falls { Beyond::Below } else { Beyond::Above },
    })
}

/// An upper or lower bound of a stored number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Limit {
    bound: String,
    beyond: Beyond,
}

/// The numbers that a limit excludes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beyond {
    Above,
    Below,
}

impl Limit {
    /// Whether the stored value is within the limit. A value that is not a number counts as within.
    pub(super) fn admits(&self, stored: &AttributeValue) -> bool {
        let order = match stored {
            AttributeValue::N(number) => compare_numbers(number, &self.bound),
            _ => None,
        };
        order.is_none_or(|order| match self.beyond {
            Beyond::Above => order.is_le(),
            Beyond::Below => order.is_ge(),
        })
    }

    /// Returns the operator and the bound of the condition that a stored number is beyond the limit.
    pub(super) fn beyond(&self) -> (&'static str, AttributeValue) {
        let operator = match self.beyond {
            Beyond::Above => ">",
            Beyond::Below => "<",
        };
        (operator, AttributeValue::N(self.bound.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(range: NumberRange, operator: char, amount: &str) -> String {
        let limit = range.limit(operator, amount);
        limit.map_or_else(String::new, |limit| {
            let operator = if limit.beyond == Beyond::Above { "<=" } else { ">=" };
            format!("{operator} {}", limit.bound)
        })
    }

    #[test]
    fn the_result_stays_within_the_type() {
        let byte = NumberRange::integers(0, 255);
        assert_eq!(limit(byte, '+', "1"), "<= 254");
        assert_eq!(limit(byte, '-', "1"), ">= 1");
        assert_eq!(limit(byte, '+', "0"), "");
        let signed = NumberRange::integers(-128, 127);
        assert_eq!(limit(signed, '+', "-128"), ">= 0");
        assert_eq!(limit(signed, '-', "-128"), "<= -1");
        assert_eq!(limit(signed, '-', "3"), ">= -125");
        assert_eq!(limit(NumberRange::All, '+', "1"), "");
    }

    #[test]
    fn a_fraction_counts_as_the_next_integer() {
        let decimal = NumberRange::integers(-1000, 1000);
        assert_eq!(limit(decimal, '+', "0.25"), "<= 999");
        assert_eq!(limit(decimal, '-', "1.5"), ">= -998");
    }

    #[test]
    fn limits_have_no_more_digits_than_dynamodb_stores() {
        let widest = NumberRange::integers(i128::MIN, i128::MAX);
        assert_eq!(limit(widest, '+', "1"), format!("<= {}8", "9".repeat(37)));
        assert_eq!(limit(widest, '-', &"9".repeat(38)), ">= 0");
        assert_eq!(limit(widest, '+', "1e39"), "");
    }

    #[test]
    fn a_float_stays_finite() {
        assert_eq!(limit(NumberRange::Single, '+', "0"), "");
        let Some(limit) = NumberRange::Single.limit('+', "1e38") else {
            unreachable!("an amount has a limit")
        };
        assert!(limit.admits(&AttributeValue::N("2.4e38".to_owned())));
        assert!(!limit.admits(&AttributeValue::N("2.5e38".to_owned())));
    }
}
