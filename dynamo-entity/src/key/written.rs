//! What every part of a key has in common once it is text.

/// The greatest Unicode scalar: the upper end of ranges, and so never in a key.
pub(super) const LAST: char = '\u{10FFFF}';

/// What the text just written says about its own end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It ends where it must, or the placeholder is `raw`.
    Known,
    /// It ends before what is no digit.
    NoDigit,
    /// It ends before the literal that follows, which it may not contain.
    Literal,
}

/// What a key is rendered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// It can be read in one way.
    Writing,
    /// It may be one that other programs wrote, which do not see to that: of [`Format::Script`] only.
    Reading,
}
