//! `unique` fields: what an item claims of them, and the items that hold claimed values taken.
//!
//! For each value of a unique field there is one item, the *marker*, whose key is made of entity, attribute and value and
//! which names its owner. A write that changes such a field is a transaction: it takes the new value's marker, if nobody else
//! has it, and gives back the old one's. What the old value is must be known; where the operation does not tell, the item is
//! read before, and the write is conditional on what was read. Where one operation of a transaction gives back what another
//! one takes, the marker changes owners.
//!
//! The value in the key of a marker is the attribute's text; of a `sensitive` field its SHA-256, so that it is told to nobody who
//! reads the table.
//!
//! | file | holds |
//! |---|---|
//! | `claim` | what an operation does to the unique fields of its item |
//! | `marker` | markers, and the members of a transaction that take them and give them back |

pub(crate) mod claim;
pub(crate) mod marker;
