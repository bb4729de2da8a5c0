//! The measured calls: the same calls, made in several ways with the same SDK client.
//!
//! `benches/requests` measures them and writes the report. The programs in `src/bin` measure what needs a process of its own.

pub mod agreement;
pub mod canned;
pub mod card;
pub mod case;
pub mod connection;
pub mod million;
pub mod sends;
pub mod sheet;
pub mod socket;
pub mod subject;
pub mod threads;
pub mod usage;
pub mod ways;
pub mod wire;
