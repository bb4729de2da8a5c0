//! The types that `#[derive(Entity)]` generates, pages and errors, as values: compared, printed, serialized, read back, and made
//! by tests.

mod creates;
mod errors;
mod keys;
mod names;
mod pages;
mod parts;
