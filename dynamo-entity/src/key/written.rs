//! Facts about a key part that has been written as text.

/// The greatest Unicode scalar. It ends ranges, so keys may not contain it.
pub(crate) const LAST: char = '\u{10FFFF}';

/// How the end of a written part is recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The end is unambiguous, or the placeholder is `raw`.
    Known,
    /// The part ends before a character that is not a digit.
    NoDigit,
    /// The part ends before the literal that follows, so it may not contain that literal.
    Literal,
}

/// The purpose of rendering a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// A write: the key must be unambiguous.
    Writing,
    /// A read: the key may be ambiguous, because another program may have written it. Applies to
    /// the parts that a dialect writes.
    Reading,
}
