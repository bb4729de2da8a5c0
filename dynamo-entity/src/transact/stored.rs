//! What a transaction gives back: the items that its `put`s and `create`s stored.

use crate::entity::Entity;
use crate::entity::item::decode_stored;
use crate::error::{Error, Result};
use crate::transact::operation::Prepare;
use crate::wire::target::Target;

/// Returns the output of a transaction that was applied, from its operations.
pub(super) type Output<T> = Box<dyn FnOnce(&[Box<dyn Prepare>], &Target<'_>) -> Result<T> + Send + Sync>;

/// A tuple of the items that a transaction gives back, to which another may be added.
#[diagnostic::on_unimplemented(
    message = "a transaction gives back a tuple of at most ten items",
    label = "the eleventh",
    note = "`add_all_returning` adds several writes of one entity, and gives back a `Vec`"
)]
pub trait Outputs: Send + 'static {
    /// The tuple with another element.
    type And<T: Send + 'static>: Send + 'static;

    /// Adds an element.
    #[doc(hidden)]
    fn __and<T: Send + 'static>(self, next: T) -> Self::And<T>;
}

macro_rules! outputs {
    ($(($($item:ident),*))*) => {$(
        impl<$($item: Send + 'static),*> Outputs for ($($item,)*) {
            type And<T: Send + 'static> = ($($item,)* T,);

            fn __and<T: Send + 'static>(self, next: T) -> Self::And<T> {
                #[allow(non_snake_case, reason = "one name for an element and its type")]
                let ($($item,)*) = self;
                ($($item,)* next,)
            }
        }
    )*};
}
outputs! {
    ()
    (A)
    (A, B)
    (A, B, C)
    (A, B, C, D)
    (A, B, C, D, E)
    (A, B, C, D, E, F)
    (A, B, C, D, E, F, G)
    (A, B, C, D, E, F, G, H)
    (A, B, C, D, E, F, G, H, I)
}

/// Decodes the item that an operation stored, as a read would return it.
pub(super) fn stored<E: Entity>(operation: Option<&dyn Prepare>, target: &Target<'_>) -> Result<E> {
    let written = match operation {
        Some(operation) => operation.stored(target)?,
        None => None,
    };
    let written = written.ok_or_else(|| Error::input("the operation stores no whole item"))?;
    written
        .read(|item| decode_stored(item, target.schema))
        .map_err(Error::decode)?
}
