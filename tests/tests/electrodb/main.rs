//! ElectroDB's tables: its keys and requests, case by case as they were recorded.

mod collections;
mod conditions;
mod cursors;
mod engine;
mod expression;
mod format;
mod golden;
mod indexes;
mod keys;
mod order;
mod queries;
mod recorded;
mod writes;
