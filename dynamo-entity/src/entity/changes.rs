//! Structs of optional changes, and the update that they are applied to.

use std::fmt;
use std::marker::PhantomData;

use crate::codec::encoded::Encoded;
use crate::entity::change::Change;
use crate::error::codec::CodecError;
use crate::expression::path::Path;
use crate::expression::segment::{Segment, Segments};
use crate::key::native::NativePart;
use crate::key::part::{IndexPart, Part};

/// Optional changes to the fields of an `E`, for [`apply`](crate::Update::apply): the generated `UserUpdate`, or a struct with
/// `#[derive(Changes)]` that names what may change.
///
/// The chapter [Writes](mod@crate::guide::write#patch-requests) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a struct of changes to `{E}`: derive it, with `#[derive(Changes)] #[changes(entity = {E})]`",
    label = "no changes to `{E}`"
)]
pub trait Changes<E> {
    /// What an update must know to apply the changes: `Loaded` if only a loaded item has the other parts of an index key.
    #[doc(hidden)]
    type __Mode;

    /// Whether the changes keep every field. An update of empty changes alone fails with
    /// [`is_empty_change`](crate::Error::is_empty_change).
    fn is_empty(&self) -> bool;

    #[doc(hidden)]
    fn __apply(self, update: &mut Applied<'_, E>);
}

/// An update that receives changes.
pub(crate) trait Assign: fmt::Debug {
    /// Sets one attribute, which older items may have under `aliases`. `part` is the value as a part of index keys, if the
    /// field is one.
    fn assign(
        &mut self,
        path: Vec<Segment>,
        value: Result<Encoded, CodecError>,
        part: Option<Part<'static>>,
        aliases: &'static [&'static str],
    );

    /// Refuses the changes, because they remove a required attribute.
    fn refuse_removal(&mut self, path: &[Segment]);
}

/// The update that changes are applied to.
#[derive(Debug)]
pub struct Applied<'u, E> {
    pub(crate) update: &'u mut dyn Assign,
    marker: PhantomData<fn() -> E>,
}

impl<'u, E> Applied<'u, E> {
    pub(crate) fn new(update: &'u mut dyn Assign) -> Self {
        Applied {
            update,
            marker: PhantomData,
        }
    }

    /// Applies a change to a field that is no part of an index.
    pub fn field<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: Option<T>) {
        if let Some(value) = value {
            let value = path.prepare(value);
            self.set(path, &value, None);
        }
    }

    /// Applies a change to an optional field that is no part of an index.
    pub fn optional<T, K, S: Segments>(&mut self, path: &Path<E, Option<T>, K, S>, value: Change<T>) {
        self.field(path, changed(value));
    }

    /// Applies a change to a field that is part of an index.
    pub fn part<T: IndexPart, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: Option<T>) {
        if let Some(value) = value {
            let value = path.prepare(value);
            let part = value.index_part().into_owned();
            self.set(path, &value, Some(part));
        }
    }

    /// Applies a change to a field that is by itself a side of an index, in its own type.
    pub fn native_part<T: NativePart, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: Option<T>) {
        if let Some(value) = value {
            let value = path.prepare(value);
            let part = value.native().into_owned();
            self.set(path, &value, Some(part));
        }
    }

    /// Sets an attribute to a [prepared](Path::prepare) value.
    pub(crate) fn set<T, K, S: Segments>(&mut self, path: &Path<E, T, K, S>, value: &T, part: Option<Part<'static>>) {
        self.update
            .assign(path.segments(), path.encode(value), part, path.aliases);
    }
}

/// Returns the new value of a field: `None` keeps it, `Some(None)` removes it.
pub fn changed<T>(change: Change<T>) -> Option<Option<T>> {
    match change {
        Change::Keep => None,
        Change::Set(value) => Some(Some(value)),
        Change::Remove => Some(None),
    }
}
