//! `Table::local` without the feature `local`: a call does not compile, and the message names the feature.

use crate::error::{Error, Result};
use crate::wire::table::Table;

/// A table of a crate with the feature `local`. There is none.
#[diagnostic::on_unimplemented(
    message = "`Table::local` needs the feature `local`: `cargo add --dev dynamo-entity --features local`",
    label = "the feature `local` of `dynamo-entity` is off"
)]
pub trait HasLocal {}

impl<S> Table<S> {
    /// Needs the feature `local`.
    ///
    /// # Errors
    /// Always, but it cannot be called.
    #[doc(hidden)]
    #[allow(clippy::unused_async, reason = "it stands for an async function")]
    pub async fn local() -> Result<Self>
    where
        Self: HasLocal,
    {
        Err(Error::input("the feature `local` is off"))
    }
}
