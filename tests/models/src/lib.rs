//! Random models and random programs, tested against an oracle that knows nothing of keys, templates or expressions.
//!
//! | module | what it holds |
//! |---|---|
//! | `random` | the seeded random generator |
//! | `value`, `as_value` | the oracle's values, and their conversion from and to Rust types |
//! | `shape` | models as data, made from a seed |
//! | `render` | models as Rust source, with the code that drives them |
//! | `functions` | the functions for the options of generated fields |
//! | `drive` | the library behind traits that erase types |
//! | `program` | random steps as data, and their printed form |
//! | `oracle` | the expected effect of each step and result of each read |
//! | `run`, `known` | running, checking, shortening and reporting programs; known failures |
//!
//! `tests/models/run.sh` generates, compiles and runs models.

pub mod as_value;
pub mod drive;
pub mod functions;
mod known;
pub mod oracle;
pub mod program;
pub mod random;
pub mod render;
pub mod run;
pub mod shape;
pub mod value;

/// Makes the table of a model on a client, and an earlier release on it.
pub type Benches = fn(&aws_sdk_dynamodb::Client) -> (Box<dyn drive::Drive>, Option<Box<dyn drive::Past>>);
