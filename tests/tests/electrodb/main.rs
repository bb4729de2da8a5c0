//! ElectroDB's tables: its recorded keys and requests, case by case; its key format, with generated values; and reads and
//! writes on an engine.

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
