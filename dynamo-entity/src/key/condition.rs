//! Comparisons: [`Operator`] compares one part of a key, [`SortCondition`] is the sort key condition of a query.

/// A comparison with one or two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator<V> {
    /// Starts with the operand.
    BeginsWith(V),
    /// Lies between the operands, both included.
    Between(V, V),
    /// Less than.
    Less(V),
    /// Less than or equal to.
    LessOrEqual(V),
    /// Greater than.
    Greater(V),
    /// Greater than or equal to.
    GreaterOrEqual(V),
}

/// A condition on a sort key of type String, as DynamoDB supports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SortCondition {
    /// No condition: the whole partition.
    Any,
    /// The key equals the text.
    Equal(String),
    /// The key starts with the text.
    BeginsWith(String),
    /// The key lies between the two texts, both included.
    Between(String, String),
    /// The key is less than the text.
    Less(String),
    /// The key is less than or equal to the text.
    LessOrEqual(String),
    /// The key is greater than the text.
    Greater(String),
    /// The key is greater than or equal to the text.
    GreaterOrEqual(String),
}

impl SortCondition {
    /// Iterates over the operands.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let (first, second) = match self {
            Self::Any => (None, None),
            Self::Between(low, high) => (Some(low), Some(high)),
            Self::Equal(text)
            | Self::BeginsWith(text)
            | Self::Less(text)
            | Self::LessOrEqual(text)
            | Self::Greater(text)
            | Self::GreaterOrEqual(text) => (Some(text), None),
        };
        first.into_iter().chain(second).map(String::as_str)
    }
}

impl<V> Operator<V> {
    /// Maps each operand.
    pub(crate) fn map<W>(self, operand: impl Fn(V) -> W) -> Operator<W> {
        match self {
            Self::BeginsWith(value) => Operator::BeginsWith(operand(value)),
            Self::Between(low, high) => Operator::Between(operand(low), operand(high)),
            Self::Less(value) => Operator::Less(operand(value)),
            Self::LessOrEqual(value) => Operator::LessOrEqual(operand(value)),
            Self::Greater(value) => Operator::Greater(operand(value)),
            Self::GreaterOrEqual(value) => Operator::GreaterOrEqual(operand(value)),
        }
    }

    /// Maps each operand with a function that can fail.
    ///
    /// # Errors
    /// The error of the first operand that `operand` refuses.
    pub(crate) fn try_map<W, E>(self, operand: impl Fn(V) -> Result<W, E>) -> Result<Operator<W>, E> {
        Ok(match self {
            Self::BeginsWith(value) => Operator::BeginsWith(operand(value)?),
            Self::Between(low, high) => Operator::Between(operand(low)?, operand(high)?),
            Self::Less(value) => Operator::Less(operand(value)?),
            Self::LessOrEqual(value) => Operator::LessOrEqual(operand(value)?),
            Self::Greater(value) => Operator::Greater(operand(value)?),
            Self::GreaterOrEqual(value) => Operator::GreaterOrEqual(operand(value)?),
        })
    }
}

impl<V: AsRef<str>> Operator<V> {
    /// Borrows the operands.
    pub(crate) fn as_ref(&self) -> Operator<&str> {
        match self {
            Self::BeginsWith(value) => Operator::BeginsWith(value.as_ref()),
            Self::Between(low, high) => Operator::Between(low.as_ref(), high.as_ref()),
            Self::Less(value) => Operator::Less(value.as_ref()),
            Self::LessOrEqual(value) => Operator::LessOrEqual(value.as_ref()),
            Self::Greater(value) => Operator::Greater(value.as_ref()),
            Self::GreaterOrEqual(value) => Operator::GreaterOrEqual(value.as_ref()),
        }
    }

    /// Whether the operator selects this text.
    #[must_use]
    pub(crate) fn selects(&self, text: &str) -> bool {
        match self {
            Self::BeginsWith(prefix) => text.starts_with(prefix.as_ref()),
            Self::Between(low, high) => low.as_ref() <= text && text <= high.as_ref(),
            Self::Less(value) => text < value.as_ref(),
            Self::LessOrEqual(value) => text <= value.as_ref(),
            Self::Greater(value) => text > value.as_ref(),
            Self::GreaterOrEqual(value) => text >= value.as_ref(),
        }
    }
}
