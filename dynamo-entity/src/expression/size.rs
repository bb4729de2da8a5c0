//! `size(attribute)`, and the types that it can be compared with.

use std::fmt;
use std::marker::PhantomData;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::error::codec::CodecError;
use crate::expression::condition::{Condition, Node};
use crate::expression::has_action::Number;
use crate::expression::path::Path;
use crate::expression::segment::{Segment, Segments};
use crate::expression::term::{Term, TermOf};

/// The size of an attribute, for comparisons with a number or another size.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[must_use = "a size does nothing until it is compared"]
pub struct Size<E> {
    term: Term,
    /// The paths of the attribute's aliases.
    aliases: Vec<Vec<Segment>>,
    /// The size of the value that an absent attribute is read as, such as 0 for an empty set.
    absent: Option<u64>,
    marker: PhantomData<fn() -> E>,
}

impl<E> fmt::Debug for Size<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Size").field(&self.term).finish()
    }
}

/// A type that can be compared with a [`Size`]: an integer, another size, or an attribute that holds a number.
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
        if self.absent.is_some() || !self.aliases.is_empty() {
            return TermOf(Term::Bad(CodecError::new(
                "an empty set, or an attribute with an `alias`, may be absent on the right side: begin the comparison \
                 with its size",
            )));
        }
        TermOf(self.term)
    }
}
impl<E, T: Number, K, S: Segments> SizeOperand<E> for Path<E, T, K, S> {
    fn __term(self) -> TermOf {
        TermOf(Term::Path(self.segments()))
    }
}

impl<E> Size<E> {
    pub(super) fn of(size: Term, aliases: Vec<Vec<Segment>>, absent: Option<u64>) -> Self {
        Size {
            term: size,
            aliases,
            absent,
            marker: PhantomData,
        }
    }

    fn compare(self, operator: &'static str, value: impl SizeOperand<E>) -> Condition<E> {
        let value = value.__term().0;
        let on_absent = self.on_absent([&value], |size, [value]| match operator {
            "=" => size == value,
            "<>" => size != value,
            "<" => size < value,
            "<=" => size <= value,
            ">" => size > value,
            _ => size >= value,
        });
        self.condition(on_absent, operator == "<>", |size| {
            Node::Compare(size, operator, value.clone())
        })
    }

    /// Returns the result of a comparison with numbers for an absent attribute; `None` for other comparisons.
    fn on_absent<const N: usize>(&self, values: [&Term; N], holds: impl FnOnce(u64, [u64; N]) -> bool) -> Option<bool> {
        let size = self.absent?;
        let mut numbers = [0; N];
        for (number, value) in numbers.iter_mut().zip(values) {
            *number = match value {
                Term::Value(AttributeValue::N(text)) => text.parse().unwrap_or(u64::MAX),
                _ => return None,
            };
        }
        Some(holds(size, numbers))
    }

    /// Creates the condition. `without` is DynamoDB's result if the attribute is absent.
    fn condition(self, on_absent: Option<bool>, without: bool, node: impl Fn(Term) -> Node) -> Condition<E> {
        let Size {
            term: size,
            aliases,
            absent,
            ..
        } = self;
        let (Some(number), None, Term::Size(path)) = (absent, on_absent, &size) else {
            let on_absent = on_absent.filter(|holds| *holds != without);
            return Condition::new(node(size).on_names(aliases, on_absent));
        };
        if !aliases.is_empty() {
            return Condition::new(node(Term::Bad(CodecError::new(
                "the size of an attribute with an `alias` cannot be compared with another size; compare it with a number",
            ))));
        }
        // Only DynamoDB knows the value that the size is compared with.
        let path = Term::Path(path.clone());
        let exists = Node::Function("attribute_exists", vec![path.clone()]);
        let absent = Node::Function("attribute_not_exists", vec![path]);
        let number = Term::Value(AttributeValue::N(number.to_string()));
        Condition::new(Node::Any(vec![
            Node::all([exists, node(size)]),
            Node::all([absent, node(number)]),
        ]))
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
        let (low, high) = (low.__term().0, high.__term().0);
        let on_absent = self.on_absent([&low, &high], |size, [low, high]| (low..=high).contains(&size));
        self.condition(on_absent, false, |size| Node::Between(size, low.clone(), high.clone()))
    }
}
