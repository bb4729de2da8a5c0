//! What the integration tests share.

pub mod counting;
pub mod engine;
pub mod run;
