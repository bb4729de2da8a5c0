//! Whether two outcomes of the same bytes may be what they are.

use std::fmt::{Debug, Display};

use crate::grammar::{Oddities, Oddity};

/// What only we read.
///
/// What no field names is skipped without a look at what kind of value it is, nor at the letters of its strings and numbers;
/// control characters may be in every string. Of an answer's two `Item`s the first counts, to the SDK the last. What serde has to keep until
/// it knows the variant of an enum it looks at even where no field names it, so that a kind that DynamoDB did not have is an
/// error or not by the order of attributes, which the SDK's maps do not keep.
const ONLY_WE: &[Oddity] = &[
    Oddity::Text,
    Oddity::Number,
    Oddity::Null,
    Oddity::Type,
    Oddity::Malformed,
    Oddity::Deep,
    Oddity::Trailing,
    Oddity::Summary,
    Oddity::Repeated,
    Oddity::KindInItem,
];

/// What only the SDK reads.
///
/// It takes a tag beside a `null` or a `__type`; of two members of one name the last, where a struct has one; and keys of a
/// kind that it does not know, of which there is no `AttributeValue` to be had.
const ONLY_THE_SDK: &[Oddity] = &[
    Oddity::Null,
    Oddity::Type,
    Oddity::Kind,
    Oddity::KindInItem,
    Oddity::Repeated,
];

/// With what both read, but not the same: the first, the last, or both of two.
const OTHERWISE: &[Oddity] = &[Oddity::Repeated, Oddity::Trailing];

fn any_of(oddities: &Oddities, allowed: &[Oddity]) -> bool {
    allowed.iter().any(|oddity| oddities.contains(oddity))
}

/// Holds what we made of the bytes against what was made of the SDK's attribute values.
///
/// # Panics
/// If they differ, and the bytes are not odd in a way that accounts for it.
pub fn same<T: Debug + PartialEq, A: Display, B: Display>(
    what: &str,
    ours: &Result<T, A>,
    theirs: &Result<T, B>,
    oddities: &Oddities,
) {
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert!(
            ours == theirs || any_of(oddities, OTHERWISE),
            "{what}: we read {ours:?}, the SDK {theirs:?}; {oddities:?}"
        ),
        (Ok(ours), Err(error)) => assert!(
            any_of(oddities, ONLY_WE),
            "{what}: we read {ours:?}, and not the SDK: {error}; {oddities:?}"
        ),
        (Err(error), Ok(theirs)) => assert!(
            any_of(oddities, ONLY_THE_SDK),
            "{what}: the SDK reads {theirs:?}, and not we: {error}; {oddities:?}"
        ),
        (Err(_), Err(_)) => {}
    }
}
