//! ElectroDB's tables: its keys and requests, case by case as they were recorded; its format, by generated values; and what is read
//! and written on an engine.

mod behaviour;
mod collections;
mod conditions;
mod conversions;
mod coverage;
mod cursors;
mod engine;
mod expression;
mod format;
mod golden;
mod indexes;
mod keys;
mod order;
mod queries;
mod ranges;
mod recorded;
mod sides;
mod sparse;
mod writes;
