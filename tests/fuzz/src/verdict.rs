//! Decides whether two outcomes of the same bytes may differ.

use std::fmt::{Debug, Display};

use crate::grammar::{Oddities, Oddity};

/// Whether the library decodes a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// The place is decoded.
    Always,
    /// The place is decoded or skipped, depending on its surroundings: serde buffers the content of an enum until the
    /// variant is known, and skips members of a struct that have no field.
    Perhaps,
    /// The place is skipped, because no field and no read needs it.
    Never,
}

/// Oddities that only the library accepts in skipped places, because it does not check strings, numbers and kinds there.
const SKIPPED: &[Oddity] = &[Oddity::Text, Oddity::Number, Oddity::Null, Oddity::Malformed];

/// Oddities that only the library accepts in every place.
///
/// Every string may contain control characters. A member `__type` or of an unknown kind is an error depending on the order
/// of attributes, which the SDK's maps do not keep. If a response has two `Item`s, the library reads the first and the SDK
/// the last.
const ONLY_WE: &[Oddity] = &[
    Oddity::Control,
    Oddity::Type,
    Oddity::Deep,
    Oddity::Trailing,
    Oddity::Summary,
    Oddity::Repeated,
    Oddity::KindInItem,
];

/// Oddities that only the SDK accepts in decoded places.
///
/// The SDK accepts a tag next to a `null` or a `__type`, the last of two members with the same name, and keys of an unknown
/// kind, which have no `AttributeValue`.
const ONLY_THE_SDK: &[Oddity] = &[
    Oddity::Null,
    Oddity::Type,
    Oddity::Kind,
    Oddity::KindInItem,
    Oddity::Repeated,
];

/// Oddities that both accept with different results, because one reads the first of two members and the other the last.
const OTHERWISE: &[Oddity] = &[Oddity::Repeated, Oddity::Trailing];

fn any_of(oddities: &Oddities, allowed: &[Oddity], is_there: impl Fn(&[String]) -> bool) -> bool {
    allowed.iter().any(|oddity| oddities.contains_at(*oddity, &is_there))
}

/// Compares the library's result with the result from the SDK's attribute values. `looks` decides which places are decoded.
///
/// # Panics
/// If the results differ and no oddity of the bytes explains the difference.
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
