//! ElectroDB's tables: its keys and requests, case by case as they were recorded.

mod golden;
mod keys;
