//! Code that the integration tests share, and programs that must compile.

pub mod answering;
pub mod compile_pass;
pub mod counting;
pub mod engine;
pub mod faults;
pub mod models;
pub mod properties;
pub mod run;
pub mod signature;
pub mod transport;
