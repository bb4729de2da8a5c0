//! Condition, filter, update and projection expressions: typed to write, placeholders when rendered.

mod action;
mod condition;
mod operators;
mod placeholders;
mod raw;

pub(crate) use action::{Action, Amount, Change, ListAmount, NumberAmount, SetAmount};
pub use action::{AddTo, AppendTo, DeleteFrom, Removable, SubtractFrom};
pub(crate) use condition::Node;
pub use condition::{Condition, IntoCondition};
pub(crate) use operators::Term;
pub use operators::{AttributeType, Contains, HasSize, Operand, Ordered, Size, SizeOperand, Textual};
pub(crate) use placeholders::Placeholders;
pub use raw::{RawCondition, raw};
