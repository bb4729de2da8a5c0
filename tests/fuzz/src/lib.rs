//! Arbitrary bytes in the decoder: one function for each target of cargo-fuzz. A plain test also runs the kept corpus.
//!
//! The oracle decodes the attribute values of the SDK's own deserializer. If the two results differ, the bytes must have
//! an oddity that [`grammar`] finds and that [`verdict`] permits for that difference.

#![forbid(unsafe_code)]

mod answer;
mod canned;
pub mod grammar;
mod item;
pub mod model;
pub mod verdict;

pub use answer::{answer, read_loose, read_thing};
pub use item::item;
