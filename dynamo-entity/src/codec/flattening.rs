//! How serde reads the types of flattened fields: which entries they read, and whether later fields see these entries too.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use crate::codec::shaped::Probe;

/// How serde reads a flattened field from the entries that the fields before it have left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flattening {
    /// Takes the entries of its names, as a struct does. Also stands for a type of which nothing is known.
    Takes,
    /// Reads the entries of its names, and leaves them to later fields. serde reads an enum with a `tag` and a struct with
    /// flattened fields in this way.
    Leaves,
    /// Reads all entries, and leaves them to later fields, as a map does.
    ReadsAll,
}

impl Flattening {
    /// Returns how a struct with these flattened fields is read, or an enum with a `tag` and these contents.
    #[must_use]
    pub const fn of_parts(parts: &[Flattening]) -> Self {
        let mut i = 0;
        while i < parts.len() {
            if matches!(parts[i], Flattening::ReadsAll) {
                return Flattening::ReadsAll;
            }
            i += 1;
        }
        Flattening::Leaves
    }
}

/// A type of which it is known how serde reads it where it is flattened.
pub trait Flattens {
    /// How serde reads it.
    const FLATTENING: Flattening;
}

impl<K, V> Flattens for BTreeMap<K, V> {
    const FLATTENING: Flattening = Flattening::ReadsAll;
}
impl<K, V, H> Flattens for HashMap<K, V, H> {
    const FLATTENING: Flattening = Flattening::ReadsAll;
}

macro_rules! as_content {
    ($($ty:ty: [$($parameter:tt)*];)*) => {$(
        impl<$($parameter)*> Flattens for $ty {
            const FLATTENING: Flattening = T::FLATTENING;
        }
    )*};
}
as_content! {
    Option<T>: [T: Flattens];
    Box<T>: [T: Flattens + ?Sized];
    Rc<T>: [T: Flattens + ?Sized];
    Arc<T>: [T: Flattens + ?Sized];
    Cow<'_, T>: [T: Flattens + ToOwned + ?Sized];
}

impl<T: Flattens + ?Sized> Probe<T> {
    /// How serde reads a type that implements [`Flattens`].
    pub const FLATTENING: Flattening = T::FLATTENING;
}

/// The constant of [`Probe`] for types that do not implement [`Flattens`].
pub trait UnknownFlattening {
    /// As a struct.
    const FLATTENING: Flattening = Flattening::Takes;
}
impl<T: ?Sized> UnknownFlattening for Probe<T> {}
