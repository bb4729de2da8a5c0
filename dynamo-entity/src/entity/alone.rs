//! Which entities may be written without a condition and without a further item.

use super::Entity;

/// An entity of which each write is of its own item and nothing else, as it must be in a batch: `BatchWriteItem` has neither
/// conditions nor transactions.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written in a batch",
    label = "a write of a `{Self}` is more than one item",
    note = "write it item by item, or in a transaction"
)]
pub trait WritesAlone: Entity {}

impl<E: Entity> WritesAlone for E {}
