//! What a path may be used for: its kind.

// ---- kinds: what may be written

/// An attribute that may be written freely.
#[derive(Debug, Clone, Copy)]
pub enum Plain {}
/// A `#[readonly]` attribute, written when the item is created and never after; or one that every write writes by itself.
#[derive(Debug, Clone, Copy)]
pub enum ReadOnly {}
/// A part of the primary key: it cannot change.
#[derive(Debug, Clone, Copy)]
pub enum Key {}
/// The only part that can change of every index side it is in: setting it rewrites those sides.
#[derive(Debug, Clone, Copy)]
pub enum SolePart {}
/// All parts that can change of one index side, set in one go.
#[derive(Debug, Clone, Copy)]
pub enum PartGroup {}
/// A `#[serde(flatten)]` field: only its own fields are attributes.
#[derive(Debug, Clone, Copy)]
pub enum Flattened {}

/// The values of a [`PartGroup`] or [`PartGroupLoaded`] path, in the order of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<T>(pub T);

/// What may be written below an attribute of this kind.
pub trait Descend {
    /// The kind of the attributes below.
    type Below;
}
impl Descend for Plain {
    type Below = Plain;
}
impl Descend for Flattened {
    type Below = Plain;
}
impl Descend for ReadOnly {
    type Below = ReadOnly;
}
impl Descend for Key {
    type Below = Key;
}
