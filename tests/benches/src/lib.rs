//! What is measured: the same calls, made in several ways on the same SDK client.
//!
//! The measuring, and the report it ends in, is `benches/requests`; `src/bin/allocations.rs` counts allocations.

pub mod agreement;
pub mod building;
pub mod canned;
pub mod card;
pub mod case;
pub mod hooks;
pub mod sheet;
pub mod subject;
pub mod ways;
pub mod wire;
