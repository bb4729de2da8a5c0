//! The field types of a struct with `#[derive(Changes)]`, and how each changes its attribute.
//!
//! | type | on a `T` | on an `Option<T>` |
//! |---|---|---|
//! | `Option<T>` | `None` keeps | |
//! | `Change<T>` | `Remove` is refused | `Remove` removes |
//! | changes of a document, `P` | merges | merges |
//! | `Option<P>` | `None` keeps | |
//! | `Change<P>` | | `Remove` removes |
//!
//! An `Option<T>` does not change an `Option<T>`: serde reads `null` as `None`, which would keep what the client removes.

use crate::entity::change::Change;
use crate::entity::changes::{Applied, changed};
use crate::expression::nested::{Document, FieldsOf};
use crate::expression::path::Path;
use crate::expression::path_kind::{Flattened, Plain};
use crate::expression::segment::{Segment, Segments};
use crate::expression::set_in::{Loaded, PartList, SetIn};

/// Optional changes to the fields of a document, as a field of an entity's changes.
pub trait DocumentChanges {
    /// The document.
    type Document;

    /// Whether the changes keep every field.
    fn is_empty(&self) -> bool;

    /// Changes the fields of the document at `place`.
    fn apply_at<E>(self, place: &Place<E, Self::Document>, update: &mut Applied<'_, E>);
}

/// The attribute that a change is applied to.
#[derive(Debug)]
pub struct Place<E, T> {
    path: Path<E, T, Plain, Vec<Segment>>,
    /// Returns a value as a part of index keys.
    parts: fn(&T) -> PartList,
}

impl<E, T> Place<E, T> {
    /// Returns the path of a field of the document that the attribute holds.
    #[must_use]
    pub fn dot<U, S: Segments>(&self, field: Path<T, U, Plain, S>) -> Path<E, U, Plain, (Vec<Segment>, S)> {
        self.path.clone().below(field)
    }

    fn document<D: Document + FieldsOf<T>>(&self) -> Place<E, D> {
        Place {
            path: self.path.document(),
            parts: |_| Vec::new(),
        }
    }

    fn set(&self, value: T, update: &mut Applied<'_, E>) {
        let value = self.path.prepare(value);
        let part = (self.parts)(&value).into_iter().next();
        update.set(&self.path, &value, part);
    }
}

/// A type that changes an attribute of type `T`. `F` tells the forms apart and is inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not change a field of type `{T}`: write `Option<…>` of the field's type, or `Change<…>` of the type in its `Option`",
    label = "the entity's field is a `{T}`"
)]
pub trait ChangeOf<T, F> {
    /// Applies the change, unless it keeps the attribute.
    fn apply<E>(self, place: &Place<E, T>, update: &mut Applied<'_, E>);
}

/// The form that sets the attribute as a whole.
#[derive(Debug)]
pub enum Whole {}
/// The form that sets a required attribute as a whole, and refuses to remove it.
#[derive(Debug)]
pub enum Required {}
/// The form that changes the fields of the attribute's document.
#[derive(Debug)]
pub enum Merged {}
/// The form that changes the fields of the attribute's document, or removes the document.
#[derive(Debug)]
pub enum MergedOrRemoved {}

impl<T> ChangeOf<T, Whole> for Option<T> {
    fn apply<E>(self, place: &Place<E, T>, update: &mut Applied<'_, E>) {
        if let Some(value) = self {
            place.set(value, update);
        }
    }
}

impl<T> ChangeOf<Option<T>, Whole> for Change<T> {
    fn apply<E>(self, place: &Place<E, Option<T>>, update: &mut Applied<'_, E>) {
        if let Some(value) = changed(self) {
            place.set(value, update);
        }
    }
}

impl<T> ChangeOf<T, Required> for Change<T> {
    fn apply<E>(self, place: &Place<E, T>, update: &mut Applied<'_, E>) {
        match self {
            Change::Keep => {}
            Change::Set(value) => place.set(value, update),
            Change::Remove => update.update.refuse_removal(&place.path.segments()),
        }
    }
}

impl<P: DocumentChanges<Document: Document + FieldsOf<T>>, T> ChangeOf<T, Merged> for P {
    fn apply<E>(self, place: &Place<E, T>, update: &mut Applied<'_, E>) {
        self.apply_at(&place.document(), update);
    }
}

impl<D, P: DocumentChanges<Document = D>> ChangeOf<D, Merged> for Option<P> {
    fn apply<E>(self, place: &Place<E, D>, update: &mut Applied<'_, E>) {
        if let Some(changes) = self {
            changes.apply_at(place, update);
        }
    }
}

impl<D: Document, P: DocumentChanges<Document = D>> ChangeOf<Option<D>, MergedOrRemoved> for Change<P> {
    fn apply<E>(self, place: &Place<E, Option<D>>, update: &mut Applied<'_, E>) {
        match self {
            Change::Keep => {}
            Change::Set(changes) => changes.apply_at(&place.document(), update),
            Change::Remove => place.set(None, update),
        }
    }
}

/// Applies a change to the attribute at a path: [`ChangeFlattened`] and [`Unchangeable`] are for the kinds of paths that cannot
/// be set.
#[allow(missing_debug_implementations)]
pub struct Changing<'p, E, T, K, S>(pub &'p Path<E, T, K, S>);

impl<E, T, K: SetIn<Loaded, T>, S: Segments> Changing<'_, E, T, K, S> {
    /// Applies a change of a field that may be set.
    pub fn apply<F>(&self, change: impl ChangeOf<T, F>, update: &mut Applied<'_, E>) {
        let place = Place {
            path: self.0.any_kind(),
            parts: K::__parts,
        };
        change.apply(&place, update);
    }
}

/// A type that changes the fields of a flattened document.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not change the flattened `{T}`: write a struct with `#[changes(document = {T})]`, or an `Option` of it",
    label = "serde flattens the entity's field, so only its own fields can change"
)]
pub trait ChangeOfFlattened<T>: ChangeOf<T, Merged> {}
#[diagnostic::do_not_recommend]
impl<T, C: ChangeOf<T, Merged>> ChangeOfFlattened<T> for C {}

/// Applies a change to a flattened document.
pub trait ChangeFlattened<E, T> {
    /// Applies a change of the fields of the document.
    fn apply(&self, change: impl ChangeOfFlattened<T>, update: &mut Applied<'_, E>);
}

impl<E, T> ChangeFlattened<E, T> for Changing<'_, E, T, Flattened, ()> {
    fn apply(&self, change: impl ChangeOfFlattened<T>, update: &mut Applied<'_, E>) {
        let place = Place {
            path: self.0.any_kind(),
            parts: |_| Vec::new(),
        };
        change.apply(&place, update);
    }
}

/// A path of a kind that no update changes, which [`ChangesSchema::check`](crate::schema::changes::ChangesSchema::check)
/// reports.
pub trait Unchangeable {
    /// Never runs.
    fn apply<C, U>(&self, _: C, _: &mut U) {}
}
impl<E, T, K, S> Unchangeable for &Changing<'_, E, T, K, S> {}

/// Tells whether a field of a struct of changes keeps its attribute.
#[derive(Debug)]
pub struct Kept<'c, C>(pub &'c C);

impl<P: DocumentChanges> Kept<'_, P> {
    /// Whether changes of a document are empty.
    #[must_use]
    pub fn is_keep(&self) -> bool {
        self.0.is_empty()
    }
}

impl<P: DocumentChanges> Kept<'_, Option<P>> {
    /// Whether there are no changes of a document.
    #[must_use]
    pub fn is_keep(&self) -> bool {
        self.0.as_ref().is_none_or(P::is_empty)
    }
}

impl<P: DocumentChanges> Kept<'_, Change<P>> {
    /// Whether there are no changes of a document.
    #[must_use]
    pub fn is_keep(&self) -> bool {
        match self.0 {
            Change::Keep => true,
            Change::Set(changes) => changes.is_empty(),
            Change::Remove => false,
        }
    }
}

/// The same for the change of a whole attribute.
pub trait KeptWhole {
    /// Whether the attribute is kept.
    fn is_keep(&self) -> bool;
}

impl<T> KeptWhole for Kept<'_, Option<T>> {
    fn is_keep(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> KeptWhole for Kept<'_, Change<T>> {
    fn is_keep(&self) -> bool {
        self.0.is_keep()
    }
}

/// The same for another type, which `ChangeOf` reports.
pub trait KeptNever {
    /// Never runs.
    fn is_keep(&self) -> bool {
        true
    }
}
impl<C> KeptNever for &Kept<'_, C> {}
