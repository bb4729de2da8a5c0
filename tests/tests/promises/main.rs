//! What compiles is right, or is refused before anything is sent: one test for each way in which that was once broken.
//!
//! The number in a test's name is the row of the project's list of cases; a module holds the cases of one subject.

mod absent;
mod answers;
mod arithmetic;
mod buffered;
mod conditions;
mod cursors;
mod empty_sets;
mod flattened;
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
