//! Condition, filter, update and projection expressions: typed to write, placeholders when rendered.

mod absent;
mod action;
mod condition;
mod operand;
mod operators;
mod placeholders;
mod range;
mod raw;
mod requirement;
mod size;

pub(crate) use action::{Action, Amount, Change, ListAmount, NumberAmount, SetAmount};
pub use action::{AddTo, AppendTo, DeleteFrom, Removable, SubtractFrom};
pub(crate) use condition::Node;
pub use condition::{Condition, IntoCondition};
pub use operand::Operand;
pub(crate) use operand::Term;
pub use operators::{AttributeType, Contains, HasSize, Ordered, Textual};
pub(crate) use placeholders::{Bound, IN_LIMIT, Placeholders};
pub(crate) use range::NumberRange;
pub use raw::{RawCondition, raw};
pub(crate) use requirement::{Requirements, are_applied};
pub use size::{Size, SizeOperand};
