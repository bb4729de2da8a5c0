//! The parts of the sort key, given one after the other.

use std::fmt;
use std::marker::PhantomData;

use crate::entity::Entity;
use crate::expression::value::IntoValue;
use crate::key::formatted::{PartTarget, PrefixTarget};
use crate::key::part::{Part, SortPart, WidthPart};
use crate::read::query::builder::Query;
use crate::read::query::spec::{QuerySpec, Range};
use crate::schema::definition::Index;

/// A sort part that waits for its operator: [`eq`](SortStep::eq) opens the next part, all other operators end the key
/// condition.
///
/// Every condition stays within the keys whose earlier parts are equal: a range never reaches another prefix or entity.
///
/// The chapter [Reads](mod@crate::guide::read) of the guide has examples.
#[must_use = "a sort part does nothing without an operator"]
pub struct SortStep<E, P, N, O = Sorted> {
    query: Query<E>,
    /// `#[entity(set = …)]` of the part's field.
    set: Option<fn(P) -> P>,
    marker: PhantomData<Of<P, N, O>>,
}

/// The part's type, the next step, and how the part sorts.
type Of<P, N, O> = fn() -> (P, N, O);

/// The part is known to sort as its text does.
///
/// The chapter [Reads](mod@crate::guide::read) of the guide has examples.
#[derive(Debug)]
pub enum Sorted {}
/// The part sorts as its text does if its type does.
#[derive(Debug)]
pub enum Unpadded {}
/// The part is padded to a length.
#[derive(Debug)]
pub enum Padded {}

/// Marks parts whose text sorts as the values of `P` do.
#[diagnostic::on_unimplemented(
    message = "`{P}` does not sort by value in this key",
    label = "compare this part with `eq`",
    note = "numbers sort as text only if they are unsigned and padded to a length: `#[entity(padding(length = 5, char = \"0\"))]`"
)]
pub trait Sorts<P> {}
impl<P> Sorts<P> for Sorted {}
#[diagnostic::do_not_recommend]
impl<P: SortPart> Sorts<P> for Unpadded {}
#[diagnostic::do_not_recommend]
impl<P: WidthPart> Sorts<P> for Padded {}

impl<E, P, N, O> fmt::Debug for SortStep<E, P, N, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.query.fmt(f)
    }
}

impl<E, P, N, O> SortStep<E, P, N, O> {
    pub(crate) fn new(query: Query<E>, set: Option<fn(P) -> P>) -> Self {
        SortStep {
            query,
            set,
            marker: PhantomData,
        }
    }
}

impl<E: Entity, P: PartTarget, N: From<Query<E>>, O> SortStep<E, P, N, O> {
    fn part(&self, value: impl IntoValue<P>) -> Part<'static> {
        let value = value.into_value();
        match self.set {
            Some(set) => set(value).into_part(),
            None => value.into_part(),
        }
    }

    fn range(mut self, range: Range) -> Query<E> {
        self.query.spec.range = Some(range);
        self.query
    }

    /// Applies the `set` of the field to the prefix, as text or as bytes. A prefix that is not a value of the part's type,
    /// such as the beginning of a date, is left unchanged.
    fn prefix(&self, prefix: Part<'static>) -> Range {
        let side = self.query.index.sk.as_ref();
        let field = side.and_then(|side| side.parts().nth(self.query.spec.sort.len()));
        let set = field.and_then(|field| field.set);
        let changed = set.and_then(|set| set(prefix.borrowed()).ok());
        match changed.unwrap_or(prefix) {
            Part::Bytes(bytes) => Range::BeginsWithBytes(bytes.into_owned()),
            Part::Text(text) | Part::Fixed(text) => Range::BeginsWith(text.into_owned()),
            // A value that is not text has no prefix.
            _ => Range::BeginsWith(String::new()),
        }
    }

    /// Requires that the part equals `value`, and opens the next part.
    pub fn eq(mut self, value: impl IntoValue<P>) -> N {
        let part = self.part(value);
        self.query.spec.sort.push(part);
        N::from(self.query)
    }

    /// Requires that the part begins with `text`. For dates and numbers with a width, `text` must be a prefix of such a
    /// value.
    pub fn begins_with(self, text: impl IntoValue<P::Prefix>) -> Query<E>
    where
        P: PrefixTarget,
    {
        let prefix = match P::prefix(text.into_value()) {
            Ok(text) => Part::Text(text.into()),
            Err(bytes) => Part::Bytes(bytes.into()),
        };
        let range = self.prefix(prefix);
        self.range(range)
    }

    /// Requires `low <= part <= high`. A `low` above `high` is refused before anything is sent.
    pub fn between(self, low: impl IntoValue<P>, high: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {
        let (low, high) = (self.part(low), self.part(high));
        self.range(Range::Between(low, high))
    }

    /// Requires `part > value`.
    pub fn gt(self, value: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {
        let part = self.part(value);
        self.range(Range::Greater(part))
    }

    /// Requires `part >= value`.
    pub fn gte(self, value: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {
        let part = self.part(value);
        self.range(Range::GreaterOrEqual(part))
    }

    /// Requires `part < value`.
    pub fn lt(self, value: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {
        let part = self.part(value);
        self.range(Range::Less(part))
    }

    /// Requires `part <= value`.
    pub fn lte(self, value: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {
        let part = self.part(value);
        self.range(Range::LessOrEqual(part))
    }
}

impl<E: Entity> Query<E> {
    /// Queries one whole partition of an access pattern.
    #[doc(hidden)]
    pub fn __partition(index: &'static Index, parts: impl Into<Vec<Part<'static>>>) -> Self {
        Query {
            index,
            spec: QuerySpec::of_partition(parts.into()),
            marker: PhantomData,
        }
    }

    /// Opens the next sort part.
    #[doc(hidden)]
    pub fn __sort<P, N: From<Query<E>>, O>(self) -> SortStep<E, P, N, O> {
        SortStep::new(self, None)
    }

    /// Opens the next sort part, whose field has a `set`.
    #[doc(hidden)]
    pub fn __sort_set<P, N: From<Query<E>>, O>(self, set: fn(P) -> P) -> SortStep<E, P, N, O> {
        SortStep::new(self, Some(set))
    }
}
