//! [`Redacted`]: a value that `Debug` does not print.

use std::fmt;

/// A value that may be sensitive. `Debug` prints `…` instead of it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Redacted<T>(pub T);

impl<T> fmt::Debug for Redacted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
