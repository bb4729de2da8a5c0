//! What bytes do to the decoder: a function for each target of cargo-fuzz, which the corpus also goes through in a plain test.
//!
//! The oracle is the SDK's own deserializer, and what is made of its attribute values. Where the two ways differ, the bytes
//! are odd in a way that [`grammar`] tells, and that [`verdict`] lists for that direction.

#![forbid(unsafe_code)]

mod answer;
mod canned;
pub mod grammar;
mod item;
pub mod model;
pub mod verdict;

pub use answer::{answer, read_thing};
pub use item::item;
