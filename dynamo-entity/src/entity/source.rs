//! The sources of reads, entities and collections: what each offers.

use crate::entity::Entity;
use crate::entity::registry::Registers;

/// Reads of `Self`, an entity or a collection, work on tables of shape `S`: the table holds the entity, or every member of
/// the collection.
///
/// Functions that are generic over collections use it as a bound. For an entity, [`Registers`] implies it.
///
/// The chapter [Indexes](mod@crate::guide::indexes) of the guide has examples.
pub trait ReadFrom<S> {}

impl<S: Registers<E>, E: Entity> ReadFrom<S> for E {}

/// Reads of `Self`, an entity or a collection, return items of `E`.
#[diagnostic::on_unimplemented(
    message = "a read of `{Self}` returns no `{E}`",
    label = "a condition on an entity that `{Self}` reads is needed here",
    note = "the paths of an entity are in its `fields()`"
)]
pub trait Collects<E> {}

#[diagnostic::do_not_recommend]
impl<E: Entity> Collects<E> for E {}

/// Reads of `Self` return single items, and so have pages: of an entity, and of a collection that is an enum.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a struct, so the collection is read only as a whole, with `all`",
    label = "a page would hold only part of a `{Self}`",
    note = "for pages, cursors and streams, derive `Collection` on an enum with a variant for each entity"
)]
pub trait Pages {}

#[diagnostic::do_not_recommend]
impl<E: Entity> Pages for E {}

/// Reads of `Self` can read whole items by the keys in an index: of an entity.
#[diagnostic::on_unimplemented(
    message = "the collection `{Self}` has no `hydrate`",
    label = "a collection is read as its index holds it",
    note = "read each entity with its own query, or give the index more attributes: `projection = \"all\"`"
)]
pub trait Hydrates {}

#[diagnostic::do_not_recommend]
impl<E: Entity> Hydrates for E {}
