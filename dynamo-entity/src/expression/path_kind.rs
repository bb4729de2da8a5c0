//! Path kinds: what a path may be used for.

// ---- kinds: what an update may write

/// An attribute that may be written freely.
#[derive(Debug, Clone, Copy)]
pub enum Plain {}
/// A `#[readonly]` attribute, written when the item is created and never changed, or an attribute that every
/// write sets automatically.
#[derive(Debug, Clone, Copy)]
pub enum ReadOnly {}
/// A part of the primary key, which cannot change.
#[derive(Debug, Clone, Copy)]
pub enum Key {}
/// The only part that can change in each index side that contains it. Setting it rewrites those sides.
#[derive(Debug, Clone, Copy)]
pub enum SolePart {}
/// All parts of one index side that can change, set together.
#[derive(Debug, Clone, Copy)]
pub enum PartGroup {}
/// The kind of a part group of an index side that also has a read-only part: an update must have loaded the item.
#[derive(Debug, Clone, Copy)]
pub enum PartGroupLoaded {}
/// A `#[serde(flatten)]` field: only its own fields are attributes.
#[derive(Debug, Clone, Copy)]
pub enum Flattened {}

/// The values of a [`PartGroup`] or [`PartGroupLoaded`] path, in the order of
/// the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<T>(pub T);

/// A kind of attribute that has attributes of the kind `K` nested in it.
pub trait Descend<K = Plain> {
    /// What may be written to the nested attributes.
    type Below;
}
impl<K> Descend<K> for Plain {
    type Below = K;
}
impl<K> Descend<K> for Flattened {
    type Below = K;
}
impl<K> Descend<K> for ReadOnly {
    type Below = ReadOnly;
}
impl<K> Descend<K> for Key {
    type Below = Key;
}
