//! Faults of earlier versions that compiled and went wrong, with one test each: code that compiles is right, or is refused
//! before anything is sent.
//!
//! The number in a test's name is the number of the fault in the project's records. A module holds the faults of one
//! subject.

mod absent;
mod answers;
mod arithmetic;
mod buffered;
mod conditions;
mod cursors;
mod empty_sets;
mod flattened;
mod flattened_none;
mod folding;
mod groups;
mod interceptors;
mod keys;
mod keys_given;
mod lost_answers;
mod names;
mod native_keys;
mod nested;
mod older_items;
mod own_type_sides;
mod ranges;
mod reads;
mod reindex;
mod sensitive;
mod serde_forms;
mod shared_attributes;
mod times;
mod transforms;
mod uniques;
mod unreadable;
mod untyped;
mod verify;
mod zero;
