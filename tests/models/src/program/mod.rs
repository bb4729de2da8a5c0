//! Random programs: steps as data, their values, and their printed form.

mod condition;
mod make;
mod poach;
mod print;
mod read;
mod sample;
mod step;
mod update;

pub use make::Maker;
pub use print::{print_step, print_value};
pub use step::{Act, Action, Condition, End, GetBy, Query, Range, Step, Test, Verb, Whole, Write};
