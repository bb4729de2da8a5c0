//! `size(attribute)` and what it may be compared with.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use super::action::Number;
use super::condition::{Condition, Node};
use super::operand::{Term, TermOf};
use crate::path::{Path, Segments};

/// The size of an attribute, to be compared with a number or another size.
#[must_use = "a size does nothing until it is compared"]
pub struct Size<E> {
    size: Term,
    marker: PhantomData<fn() -> E>,
}

impl<E> fmt::Debug for Size<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Size").field(&self.size).finish()
    }
}

/// What a [`Size`] may be compared with: an integer, another size, or an attribute that holds a number.
#[diagnostic::on_unimplemented(
    message = "a size cannot be compared with `{Self}`",
    label = "an integer is needed here, another size, or a path of `{E}` to a number"
)]
pub trait SizeOperand<E> {
    #[doc(hidden)]
    fn __term(self) -> TermOf;
}
macro_rules! integers { ($($ty:ty)*) => {$(
    #[diagnostic::do_not_recommend]
    impl<E> SizeOperand<E> for $ty {
        fn __term(self) -> TermOf {
            TermOf(Term::Value(AttributeValue::N(self.to_string())))
        }
    }
)*}; }
integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
impl<E> SizeOperand<E> for Size<E> {
    fn __term(self) -> TermOf {
        TermOf(self.size)
    }
}
impl<E, T: Number, K, S: Segments> SizeOperand<E> for Path<E, T, K, S> {
    fn __term(self) -> TermOf {
        TermOf(Term::Path(self.segments()))
    }
}

impl<E> Size<E> {
    pub(super) fn of(size: Term) -> Self {
        Size {
            size,
            marker: PhantomData,
        }
    }

    fn compare(self, operator: &'static str, value: impl SizeOperand<E>) -> Condition<E> {
        Condition::new(Node::Compare(self.size, operator, value.__term().0))
    }

    /// `size(attribute) = value`.
    pub fn eq(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare("=", value)
    }

    /// `size(attribute) <> value`.
    pub fn ne(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare("<>", value)
    }

    /// `size(attribute) > value`.
    pub fn gt(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare(">", value)
    }

    /// `size(attribute) >= value`.
    pub fn gte(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare(">=", value)
    }

    /// `size(attribute) < value`.
    pub fn lt(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare("<", value)
    }

    /// `size(attribute) <= value`.
    pub fn lte(self, value: impl SizeOperand<E>) -> Condition<E> {
        self.compare("<=", value)
    }

    /// `size(attribute) BETWEEN low AND high`, both included.
    pub fn between(self, low: impl SizeOperand<E>, high: impl SizeOperand<E>) -> Condition<E> {
        Condition::new(Node::Between(self.size, low.__term().0, high.__term().0))
    }
}
