//! Condition, filter, update and projection expressions: typed to write, placeholders when rendered.

mod action;
mod condition;
mod operand;
mod operators;
mod placeholders;
mod raw;
mod size;

pub(crate) use action::{Action, Amount, Change, ListAmount, NumberAmount, SetAmount};
pub use action::{AddTo, AppendTo, DeleteFrom, Removable, SubtractFrom};
pub(crate) use condition::Node;
pub use condition::{Condition, IntoCondition};
pub use operand::Operand;
pub(crate) use operand::Term;
pub use operators::{AttributeType, Contains, HasSize, Ordered, Textual};
pub(crate) use placeholders::{Bound, IN_LIMIT, Placeholders};
pub use raw::{RawCondition, raw};
pub use size::{Size, SizeOperand};
