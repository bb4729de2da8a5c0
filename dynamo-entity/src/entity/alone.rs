//! Marks the entities that may be written without a condition and without a second item.

use crate::entity::Entity;

/// An entity whose writes concern only its own item. A batch requires this, because `BatchWriteItem` has neither conditions
/// nor transactions. Every entity without a `version` and without a `unique` field is `Batchable`.
///
/// The chapter [Many items](mod@crate::guide::many_items) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written in a batch",
    label = "has a `version`, or a `unique` field",
    note = "a batch has neither conditions, which a `version` needs, nor transactions, which a `unique` field needs: write the items one by one, or with `transact_write`"
)]
pub trait Batchable: Entity {}
