//! Random models and random programs on them, against an oracle that knows nothing of keys, templates or expressions.
//!
//! | module | what it holds |
//! |---|---|
//! | `random` | the one source of chance |
//! | `value`, `as_value` | values as the oracle knows them, and Rust's types from and to them |
//! | `shape` | models as data, made from a seed |
//! | `render` | models as Rust source, with the glue that drives them |
//! | `functions` | what the options of generated fields name |
//! | `drive` | the library behind traits without types |
//! | `program` | steps as data, made at random, and printed |
//! | `oracle` | what each step should do and each read give |
//! | `run`, `known` | programs step by step, checked, shortened, reported; failures that are known |
//!
//! `tests/models/run.sh` generates, compiles and runs.

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
