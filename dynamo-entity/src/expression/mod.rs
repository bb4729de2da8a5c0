//! Condition, filter, update and projection expressions: typed in Rust, rendered with placeholders.

mod absent;
pub(crate) mod action;
pub(crate) mod condition;
pub(crate) mod has_action;
pub(crate) mod has_operator;
pub(crate) mod nested;
pub(crate) mod operand;
pub(crate) mod operators;
pub(crate) mod path;
pub(crate) mod path_kind;
pub(crate) mod placeholders;
pub(crate) mod range;
pub(crate) mod raw;
pub(crate) mod requirement;
pub(crate) mod segment;
pub(crate) mod set_in;
pub(crate) mod size;
pub(crate) mod supports;
pub(crate) mod term;
pub(crate) mod value;
