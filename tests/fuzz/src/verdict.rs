//! Whether two outcomes of the same bytes may be what they are.

use std::fmt::{Debug, Display};

use crate::grammar::{Oddities, Oddity};

/// Whether we look at what is at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// It is decoded.
    Always,
    /// It is decoded or skipped, as what is around it says: serde keeps, and looks at, what an enum has until its variant is
    /// known, and skips what no field of a struct names.
    Perhaps,
    /// It is skipped: no field names it, or no read.
    Never,
}

/// What only we read where it is skipped: strings, numbers and kinds of value are not looked at.
const SKIPPED: &[Oddity] = &[Oddity::Text, Oddity::Number, Oddity::Null, Oddity::Malformed];

/// What only we read wherever it is.
///
/// Control characters may be in every string. A member `__type` or of a kind that DynamoDB did not have is an error or not by
/// the order of attributes, which the SDK's maps do not keep. Of an answer's two `Item`s the first counts, to the SDK the last.
const ONLY_WE: &[Oddity] = &[
    Oddity::Control,
    Oddity::Type,
    Oddity::Deep,
    Oddity::Trailing,
    Oddity::Summary,
    Oddity::Repeated,
    Oddity::KindInItem,
];

/// What only the SDK reads where we look at it.
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

fn any_of(oddities: &Oddities, allowed: &[Oddity], is_there: impl Fn(&[String]) -> bool) -> bool {
    allowed.iter().any(|oddity| oddities.contains_at(*oddity, &is_there))
}

/// Holds what we made of the bytes against what was made of the SDK's attribute values; `looks` says at what we look.
///
/// # Panics
/// If they differ, and the bytes are not odd in a way, and at a place, that accounts for it.
pub fn same<T: Debug + PartialEq, A: Display, B: Display>(
    what: &str,
    ours: &Result<T, A>,
    theirs: &Result<T, B>,
    oddities: &Oddities,
    looks: impl Fn(&[String]) -> Looks,
) {
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => assert!(
            ours == theirs || any_of(oddities, OTHERWISE, |_| true),
            "{what}: we read {ours:?}, the SDK {theirs:?}; {oddities:?}"
        ),
        (Ok(ours), Err(error)) => assert!(
            any_of(oddities, ONLY_WE, |_| true) || any_of(oddities, SKIPPED, |place| looks(place) != Looks::Always),
            "{what}: we read {ours:?}, and not the SDK: {error}; {oddities:?}"
        ),
        (Err(error), Ok(theirs)) => assert!(
            any_of(oddities, ONLY_THE_SDK, |place| looks(place) != Looks::Never),
            "{what}: the SDK reads {theirs:?}, and not we: {error}; {oddities:?}"
        ),
        (Err(_), Err(_)) => {}
    }
}
