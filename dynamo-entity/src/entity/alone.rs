//! Which entities may be written without a condition and without a further item.

use crate::entity::Entity;

/// An entity of which each write is of its own item and nothing else, as it must be in a batch: `BatchWriteItem` has neither
/// conditions nor transactions. Every entity without a `version` and without a `unique` field is one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written in a batch",
    label = "has a `version`, or a `unique` field",
    note = "a batch has no conditions, which a `version` needs, and no transactions, which a `unique` field needs: write it item by item, or with `transact_write`"
)]
pub trait Batchable: Entity {}
