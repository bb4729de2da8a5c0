//! `unique` fields: what an operation claims, and the marker items that reserve claimed values.
//!
//! Each value of a unique field has one *marker* item. Its key is made of entity, attribute and value, and it names its
//! owner. A write that changes a unique field is a transaction: it takes the marker of the new value, if no other item has
//! it, and releases the marker of the old value. If the operation does not know the old value, the item is read first, and
//! the write is conditional on the value that was read. If one operation of a transaction releases a value and another takes
//! it, the marker changes owners.
//!
//! The key of a marker contains the value as text. For a `sensitive` field it contains the SHA-256 of the value, so that
//! readers of the table do not see it. The forms of these keys must never change, because they are stored.
//!
//! A `reindex` keeps the values and takes their markers, for items that are older than the option on the field.
//!
//! | file | holds |
//! |---|---|
//! | `claim` | what an operation does to the unique fields of its item |
//! | `scope` | whether a value is unique in its entity or within a tenant, and where its marker lies |
//! | `marker` | markers, and the members of a transaction that take and release them |

pub(crate) mod claim;
pub(crate) mod marker;
pub(crate) mod scope;
