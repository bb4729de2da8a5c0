//! The operators of a path, which make conditions.

use crate::codec::encoded::Encoded;
use crate::error::codec::CodecError;
use crate::expression::absent;
use crate::expression::condition::{Condition, Node};
use crate::expression::has_operator::{Containing, Length, Order, Prefix};
use crate::expression::operand::Operand;
use crate::expression::path::{Path, WrittenBy};
use crate::expression::segment::Segments;
use crate::expression::size::Size;
use crate::expression::supports::Supports;
use crate::expression::term::Term;

/// DynamoDB's names for the types of attributes, for [`Path::attribute_type`].
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttributeType {
    /// `S`
    String,
    /// `N`
    Number,
    /// `B`
    Binary,
    /// `BOOL`
    Boolean,
    /// `NULL`
    Null,
    /// `L`
    List,
    /// `M`
    Map,
    /// `SS`
    StringSet,
    /// `NS`
    NumberSet,
    /// `BS`
    BinarySet,
}

impl AttributeType {
    fn as_str(self) -> &'static str {
        match self {
            AttributeType::String => "S",
            AttributeType::Number => "N",
            AttributeType::Binary => "B",
            AttributeType::Boolean => "BOOL",
            AttributeType::Null => "NULL",
            AttributeType::List => "L",
            AttributeType::Map => "M",
            AttributeType::StringSet => "SS",
            AttributeType::NumberSet => "NS",
            AttributeType::BinarySet => "BS",
        }
    }
}

impl<E, T, K, S: Segments> Path<E, T, K, S> {
    fn is_hidden(&self) -> bool {
        self.written != WrittenBy::Serialize
    }

    fn term(&self) -> Term {
        Term::Path(self.segments())
    }

    fn compare(&self, operator: &'static str, value: impl Operand<E, T>) -> Condition<E>
    where
        T: Supports<Order>,
    {
        self.condition(Node::Compare(self.term(), operator, self.ordered(value)))
    }

    /// Creates a condition on the attribute, under any of its names.
    fn condition(&self, node: Node) -> Condition<E> {
        match self.on_absent(&node) {
            Ok(on_absent) => Condition::new(node.on_names(self.alias_paths(), on_absent)),
            Err(error) => Condition::new(Node::Compare(self.term(), "=", Term::Bad(error))),
        }
    }

    /// Returns the result of the condition for an absent attribute, if the attribute is read as a default for
    /// which DynamoDB would evaluate the condition differently.
    fn on_absent(&self, node: &Node) -> Result<Option<bool>, CodecError> {
        let Some(Encoded::Value(default)) = self.absent().transpose()? else {
            return Ok(None);
        };
        if node.is_bad() {
            return Ok(None);
        }
        let Some(holds) = absent::holds(node, &default) else {
            return Err(self.locate(CodecError::new(
                "an absent attribute is read as serde's default, which DynamoDB cannot compare with another attribute; \
                 compare it with a value",
            )));
        };
        Ok((holds != absent::without_default(node)).then_some(holds))
    }

    /// Returns the operand of an order comparison. If a function of serde's `with` writes the attribute, the
    /// operand is refused unless it is a number in the right order.
    fn ordered(&self, value: impl Operand<E, T>) -> Term
    where
        T: Supports<Order>,
    {
        match value.__term(self).0 {
            Term::Value(value) if self.is_hidden() && !(value.is_n() && T::__operand(Order, self.encoder()).0) => {
                Term::Bad(self.refuse_with("the order of its values", "`eq` and `ne`"))
            }
            term => term,
        }
    }

    /// Returns `term`, or an error if serde's `with` converts the attribute and hides what the
    /// operator needs.
    fn unless_with(&self, hidden: &str, term: Term) -> Term {
        if self.is_hidden() {
            return Term::Bad(self.refuse_with(hidden, "`eq`, `ne` and `exists`"));
        }
        term
    }

    /// `attribute = value`. `eq(None)` is [`not_exists`](Path::not_exists), since `None` is an absent attribute.
    pub fn eq<V: Operand<E, T>>(self, value: V) -> Condition<E> {
        match value.__term(&self).0 {
            Term::Absent => self.not_exists(),
            value => self.condition(Node::Compare(self.term(), "=", value)),
        }
    }

    /// `attribute <> value`; true for an item without the attribute. `ne(None)` is [`exists`](Path::exists).
    pub fn ne<V: Operand<E, T>>(self, value: V) -> Condition<E> {
        match value.__term(&self).0 {
            Term::Absent => self.exists(),
            value => self.condition(Node::Compare(self.term(), "<>", value)),
        }
    }

    /// `attribute > value`; false for an item without the attribute.
    pub fn gt<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Supports<Order>,
    {
        self.compare(">", value)
    }

    /// `attribute >= value`; false for an item without the attribute.
    pub fn gte<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Supports<Order>,
    {
        self.compare(">=", value)
    }

    /// `attribute < value`; false for an item without the attribute.
    pub fn lt<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Supports<Order>,
    {
        self.compare("<", value)
    }

    /// `attribute <= value`; false for an item without the attribute.
    pub fn lte<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Supports<Order>,
    {
        self.compare("<=", value)
    }

    /// `attribute BETWEEN low AND high`, both included.
    pub fn between<V: Operand<E, T>, W: Operand<E, T>>(self, low: V, high: W) -> Condition<E>
    where
        T: Supports<Order>,
    {
        self.condition(Node::Between(self.term(), self.ordered(low), self.ordered(high)))
    }

    /// `attribute IN (values)`, with 1 to 100 values; otherwise the request fails before it is sent.
    pub fn is_in<I>(self, values: I) -> Condition<E>
    where
        I: IntoIterator,
        I::Item: Operand<E, T>,
    {
        let values = values.into_iter().map(|value| value.__term(&self).0).collect();
        self.condition(Node::In(self.term(), values))
    }

    /// `begins_with(attribute, prefix)`.
    pub fn begins_with<V: Operand<E, T>>(self, prefix: V) -> Condition<E>
    where
        T: Supports<Prefix>,
    {
        let prefix = self.unless_with("how its value begins", prefix.__term(&self).0);
        self.condition(Node::Function("begins_with", vec![self.term(), prefix]))
    }

    /// `contains(attribute, value)`: a substring of a string, an element of a set or list.
    pub fn contains<V>(self, value: V) -> Condition<E>
    where
        T: Supports<Containing<V>>,
    {
        let value = self.unless_with(
            "what it contains",
            T::__operand(Containing(value, self.shape), self.encoder()).0,
        );
        self.condition(Node::Function("contains", vec![self.term(), value]))
    }

    /// `attribute_exists(attribute)`. An `Option` must also not be `NULL`, which is read as `None`.
    pub fn exists(self) -> Condition<E> {
        if self.optional || !self.aliases.is_empty() {
            return !self.not_exists();
        }
        Condition::new(Node::Function("attribute_exists", vec![self.term()]))
    }

    /// `attribute_not_exists(attribute)`. An `Option` may also be `NULL`, which is read as `None`.
    pub fn not_exists(self) -> Condition<E> {
        let names = [self.segments()].into_iter().chain(self.alias_paths());
        let absent = names.map(|name| Node::Function("attribute_not_exists", vec![Term::Path(name)]));
        let absent = Node::all(absent);
        if !self.optional {
            return Condition::new(absent);
        }
        let null = Term::text(AttributeType::Null.as_str());
        let null = Node::Function("attribute_type", vec![self.term(), null]);
        Condition::new(Node::Any(vec![absent, null.on_names(self.alias_paths(), None)]))
    }

    /// `attribute_type(attribute, ty)`: whether the stored attribute has DynamoDB's type `ty`.
    pub fn attribute_type(self, ty: AttributeType) -> Condition<E> {
        let ty = Term::text(ty.as_str());
        let node = Node::Function("attribute_type", vec![self.term(), ty]);
        Condition::new(node.on_names(self.alias_paths(), None))
    }

    /// `size(attribute)`, for comparisons: the length of a string, the bytes of binary, the elements of a
    /// set, list or map.
    ///
    /// DynamoDB's documentation says "the length of the string", but not whether that counts bytes or
    /// characters. If texts may contain more than ASCII, leave room for both. Source: "Condition and filter
    /// expressions, operators, and functions".
    pub fn size(self) -> Size<E>
    where
        T: Supports<Length>,
    {
        let mut size = self.unless_with("its size", Term::Size(self.segments()));
        let absent = match self.absent() {
            Some(Ok(Encoded::Value(default))) => absent::size(&default),
            Some(Err(error)) => {
                size = Term::Bad(error);
                None
            }
            Some(Ok(Encoded::EmptySet)) => Some(0),
            Some(Ok(Encoded::Absent)) => None,
            None => (self.shape.is_set() && !self.optional).then_some(0),
        };
        Size::of(size, self.alias_paths(), absent)
    }
}
