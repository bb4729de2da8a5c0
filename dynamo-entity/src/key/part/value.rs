//! Parts as values: their order, a hash that agrees with it, and their text without a format.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::codec::number::decimal::{canonical_number, compare_numbers};
use crate::key::format::Format;
use crate::key::part::Part;

impl Part<'_> {
    /// Compares two values of the same field. Numbers are compared by value, not by notation.
    pub(crate) fn compare(&self, other: &Part<'_>) -> Ordering {
        match (self, other) {
            (Part::Text(one) | Part::Fixed(one), Part::Text(other) | Part::Fixed(other)) => one.cmp(other),
            (Part::Unsigned(one), Part::Unsigned(other)) => one.cmp(other),
            (Part::Signed(one), Part::Signed(other)) => one.cmp(other),
            // A key has one text for both zeros.
            (Part::Float(one), Part::Float(other)) => (one + 0.0).total_cmp(&(other + 0.0)),
            (Part::Number(one), Part::Number(other)) => compare_numbers(one, other).unwrap_or_else(|| one.cmp(other)),
            (Part::Bool(one), Part::Bool(other)) => one.cmp(other),
            (
                Part::Time { seconds, nanos },
                Part::Time {
                    seconds: other_seconds,
                    nanos: other_nanos,
                },
            ) => (seconds, nanos).cmp(&(other_seconds, other_nanos)),
            (Part::Date { days }, Part::Date { days: other }) => days.cmp(other),
            (Part::Bytes(one), Part::Bytes(other)) => one.cmp(other),
            (one, other) => one.rank().cmp(&other.rank()),
        }
    }

    /// Hashes the value. Values that [compare](Part::compare) as equal have the same hash.
    pub(crate) fn hash_value<H: Hasher>(&self, state: &mut H) {
        self.rank().hash(state);
        match self {
            Part::Text(text) | Part::Fixed(text) => text.hash(state),
            Part::Unsigned(number) => number.hash(state),
            Part::Signed(number) => number.hash(state),
            Part::Float(number) => (number + 0.0).to_bits().hash(state),
            Part::Number(text) => canonical_number(text).hash(state),
            Part::Bool(value) => value.hash(state),
            Part::Time { seconds, nanos } => (seconds, nanos).hash(state),
            Part::Date { days } => days.hash(state),
            Part::Bytes(bytes) => bytes.hash(state),
            Part::Absent => {}
        }
    }

    /// Returns the text that the value has in a key without a format: a time in UTC, a number in digits.
    pub(crate) fn plain_text(&self) -> String {
        let mut text = String::new();
        match Format::None.write(self, &mut text) {
            Ok(Some(_)) => text,
            // A value that a key refuses.
            Ok(None) | Err(_) => self.to_text(),
        }
    }

    /// The order of the kinds of values. All values of a field are of one kind, or absent.
    fn rank(&self) -> u8 {
        match self {
            Part::Absent => 0,
            Part::Text(_) | Part::Fixed(_) => 1,
            Part::Unsigned(_) => 2,
            Part::Signed(_) => 3,
            Part::Float(_) => 4,
            Part::Number(_) => 5,
            Part::Bool(_) => 6,
            Part::Time { .. } => 7,
            Part::Date { .. } => 8,
            Part::Bytes(_) => 9,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{DefaultHasher, Hasher as _};

    use super::*;

    fn hash(part: &Part<'_>) -> u64 {
        let mut hasher = DefaultHasher::new();
        part.hash_value(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn values_are_ordered_and_notations_are_not_told_apart() {
        let ascending = [
            [Part::Text("a".into()), Part::Text("b".into())],
            [Part::Unsigned(9), Part::Unsigned(10)],
            [Part::Signed(-10), Part::Signed(-9)],
            [Part::Float(-1.5), Part::Float(0.0)],
            [Part::Number("9.5".into()), Part::Number("1e1".into())],
            [Part::Bool(false), Part::Bool(true)],
            [Part::Time { seconds: 1, nanos: 9 }, Part::Time { seconds: 2, nanos: 0 }],
            [Part::Date { days: -1 }, Part::Date { days: 0 }],
            [Part::Bytes(vec![1].into()), Part::Bytes(vec![1, 0].into())],
        ];
        for [low, high] in &ascending {
            assert_eq!(low.compare(high), Ordering::Less, "{low:?} {high:?}");
            assert_eq!(high.compare(low), Ordering::Greater);
            assert_eq!(low.compare(low), Ordering::Equal);
            assert_ne!(hash(low), hash(high));
        }
        let equal = [
            [Part::Text("a".into()), Part::Fixed("a".into())],
            [Part::Float(0.0), Part::Float(-0.0)],
            [Part::Number("1.50".into()), Part::Number("15e-1".into())],
            [Part::Number("-0".into()), Part::Number("0".into())],
            [Part::Float(f64::NAN), Part::Float(f64::NAN)],
        ];
        for [one, other] in &equal {
            assert_eq!(one.compare(other), Ordering::Equal, "{one:?} {other:?}");
            assert_eq!(hash(one), hash(other));
        }
    }

    #[test]
    fn texts_are_those_of_keys() {
        let time = Part::Time { seconds: 0, nanos: 5 };
        assert_eq!(time.plain_text(), "1970-01-01T00:00:00.000000005Z");
        assert_eq!(Part::Date { days: 1 }.plain_text(), "1970-01-02");
        assert_eq!(Part::Unsigned(7).plain_text(), "7");
        assert_eq!(Part::Text("".into()).plain_text(), "");
    }
}
