//! The measured calls: the same calls, made in several ways with the same SDK client.
//!
//! `benches/requests` measures them and writes the report; `src/bin/allocations.rs` counts allocations.

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
