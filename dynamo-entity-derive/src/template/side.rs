//! The two sides of a key.

/// One half of a key.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(crate) enum SideKind {
    Pk,
    Sk,
}
