//! Sort key ranges: converts an operator on one part of a template to a condition on the whole key.
//!
//! DynamoDB compares the UTF-8 bytes of keys. Every condition is bounded on both sides, so that it admits
//! only keys that begin with the preceding parts. The upper bound for keys that begin with `text` is `text` +
//! U+10FFFF, which no part may contain.
//!
//! Over 400 lines with its tests, which show each operator at each place of a key.

use std::ops::Bound::{self, Excluded, Included, Unbounded};

use crate::key::condition::{Operator, SortCondition};
use crate::key::error::{KeyErrorKind, SORT_KEY_LIMIT, check_length};
use crate::key::field_error::KeyError;
use crate::key::part::PartKind;
use crate::key::template::{Placeholder, Template};
use crate::key::written::LAST;

/// A sort key condition, and the check that remains for the items it returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SortRange {
    /// The condition on the key.
    pub condition: SortCondition,
    /// A check on the part's text in the key, needed if the condition also admits keys that do not match. In
    /// the middle of a key, free text does not sort like its values: `a!#…` comes before `a#…`, because `!`
    /// comes before the `#` that follows `a`. Only the reader of the key can do this check, because the
    /// attribute may be written differently.
    pub residual: Option<Operator<String>>,
}

/// The facts about a part's type that a range needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartFacts {
    /// See [`KeyPart::PREFIX_FREE`].
    pub prefix_free: bool,
    /// See [`KeyPart::KIND`].
    pub kind: PartKind,
}

/// Returns the sort key condition that selects the items whose first `count` parts render to `base`, and
/// whose next part matches the operator.
///
/// `base` comes from [`Template::render_prefix`] of the first `count` parts, and each operand from
/// [`Template::render_part`] of the next part. The operand of a `BeginsWith` comes from
/// [`Format::check_prefix`](super::Format::check_prefix). `facts` describe the type of the next part. Values
/// are compared in the form in which the key writes them: with `%Y-%m`, a time counts as its month.
///
/// # Errors
/// If the bounds of a `Between` are reversed, an operand is empty, or the condition is longer than a sort key can be.
pub(crate) fn sort_range(
    template: &Template,
    count: usize,
    base: &str,
    operator: Option<(Operator<&str>, PartFacts)>,
) -> Result<SortRange, KeyError> {
    let exact = |condition| SortRange {
        condition,
        residual: None,
    };
    match (template.placeholders().nth(count), operator) {
        (None, _) => Ok(exact(SortCondition::Equal(base.into()))),
        (Some(_), None) => Ok(exact(begins_with(base.into()))),
        (Some(placeholder), Some((operator, facts))) => part_range(base, placeholder, (operator, facts)),
    }
}

/// Like [`sort_range`], for the part at a placeholder that follows `base`.
pub(crate) fn part_range(
    base: &str,
    placeholder: Placeholder,
    (operator, facts): (Operator<&str>, PartFacts),
) -> Result<SortRange, KeyError> {
    check(&placeholder, operator)?;
    let range = Position {
        base,
        placeholder,
        facts,
    }
    .range(operator);
    for text in range.condition.texts() {
        check_length(text, SORT_KEY_LIMIT).map_err(|reason| reason.at(placeholder.field, text))?;
    }
    Ok(range)
}

fn check(placeholder: &Placeholder, operator: Operator<&str>) -> Result<(), KeyError> {
    let refuse = |reason: KeyErrorKind, text: &str| Err(reason.at(placeholder.field, text));
    match operator {
        Operator::Between(low, high) if low > high => refuse(KeyErrorKind::Reversed, low),
        Operator::Between(text, _)
        | Operator::Less(text)
        | Operator::LessOrEqual(text)
        | Operator::Greater(text)
        | Operator::GreaterOrEqual(text)
            if text.is_empty() =>
        {
            refuse(KeyErrorKind::Empty, text)
        }
        // A prefix may be empty: every value begins with the empty text.
        _ => Ok(()),
    }
}

/// The part that the operator compares, in the keys that begin with `base`.
struct Position<'a> {
    base: &'a str,
    placeholder: Placeholder,
    facts: PartFacts,
}

impl Position<'_> {
    fn range(&self, operator: Operator<&str>) -> SortRange {
        let condition = match operator {
            Operator::BeginsWith(text) => begins_with(self.key(text)),
            Operator::Between(low, high) => self.between(self.at_least(low), self.at_most(high)),
            Operator::Less(text) => self.between(Unbounded, self.below(text)),
            Operator::LessOrEqual(text) => self.between(Unbounded, self.at_most(text)),
            Operator::Greater(text) => self.between(self.above(text), Unbounded),
            Operator::GreaterOrEqual(text) => self.between(self.at_least(text), Unbounded),
        };
        let exact = self.placeholder.last
            || match operator {
                Operator::BeginsWith(text) => self.is_checked() || !self.runs_on(text),
                _ => self.is_prefix_free(),
            };
        SortRange {
            condition,
            residual: (!exact).then(|| operator.map(str::to_owned)),
        }
    }

    fn key(&self, text: &str) -> String {
        [self.base, text].concat()
    }

    /// Returns a bound above every key in which `text` and the literal follow the base.
    fn key_end(&self, text: &str) -> String {
        let mut end = [self.base, text, self.placeholder.literal].concat();
        end.push(LAST);
        end
    }

    fn is_prefix_free(&self) -> bool {
        self.placeholder.format.prefix_free(self.facts.prefix_free)
    }

    /// Whether a prefix of the part is already checked to be the prefix of a value, and all values have a fixed width.
    fn is_checked(&self) -> bool {
        self.is_prefix_free() && (self.facts.kind != PartKind::Text || !self.placeholder.format.keeps_text())
    }

    /// Whether some keys begin with `text` although it continues beyond the part, into the literal or past it.
    fn runs_on(&self, text: &str) -> bool {
        let literal = self.placeholder.literal;
        text.char_indices()
            .skip(1)
            .filter_map(|(at, _)| text.get(at..))
            .any(|beyond| literal.starts_with(beyond) || beyond.starts_with(literal))
    }

    fn at_least(&self, text: &str) -> Bound<String> {
        Included(self.key(text))
    }

    fn above(&self, text: &str) -> Bound<String> {
        if self.placeholder.last {
            return Excluded(self.key(text));
        }
        if !self.is_prefix_free() {
            // Greater values include those that begin with `text`, wherever the literal sorts.
            return Included(self.key(text));
        }
        let literal = successor(self.placeholder.literal).map(|literal| [self.base, text, &literal].concat());
        Included(literal.unwrap_or_else(|| self.key_end(text)))
    }

    fn at_most(&self, text: &str) -> Bound<String> {
        if self.placeholder.last {
            return Included(self.key(text));
        }
        Included(
            self.shorter_values_end(text)
                .into_iter()
                .fold(self.key_end(text), String::max),
        )
    }

    fn below(&self, text: &str) -> Bound<String> {
        if self.placeholder.last {
            return Excluded(self.key(text));
        }
        Included(
            self.shorter_values_end(text)
                .into_iter()
                .fold(self.key(text), String::max),
        )
    }

    /// Returns the end of the keys of values that are proper prefixes of `text`. These values are less than
    /// `text`, but their keys may sort above the key of `text`, because the literal follows them earlier.
    fn shorter_values_end(&self, text: &str) -> Option<String> {
        if self.is_prefix_free() {
            return None;
        }
        let shorter = text.char_indices().skip(1).filter_map(|(at, _)| text.get(..at));
        shorter.map(|value| self.key_end(value)).max()
    }

    fn between(&self, low: Bound<String>, high: Bound<String>) -> SortCondition {
        if self.base.is_empty() {
            return match (low, high) {
                (Included(low), Unbounded) => SortCondition::GreaterOrEqual(low),
                (Excluded(low), Unbounded) => SortCondition::Greater(low),
                (Unbounded, Included(high)) => SortCondition::LessOrEqual(high),
                (Unbounded, Excluded(high)) => SortCondition::Less(high),
                (Unbounded, Unbounded) => SortCondition::Any,
                (low, high) => closed(low, high, self.base),
            };
        }
        closed(low, high, self.base)
    }
}

fn closed(low: Bound<String>, high: Bound<String>, base: &str) -> SortCondition {
    let low = match low {
        Included(low) => low,
        Excluded(low) => low + "\0",
        Unbounded => base.to_owned(),
    };
    let high = match high {
        Included(high) => high,
        Excluded(high) => predecessor(high),
        Unbounded => {
            let mut end = base.to_owned();
            end.push(LAST);
            end
        }
    };
    SortCondition::Between(low, high)
}

fn begins_with(text: String) -> SortCondition {
    if text.is_empty() {
        SortCondition::Any
    } else {
        SortCondition::BeginsWith(text)
    }
}

/// Returns the least text greater than all texts that begin with `text`, or `None` if there is none.
fn successor(text: &str) -> Option<String> {
    let mut text = text.to_owned();
    while let Some(last) = text.pop() {
        let next = (last..=LAST).nth(1);
        if let Some(next) = next {
            text.push(next);
            return Some(text);
        }
    }
    None
}

/// Returns the greatest text less than `text` among texts that contain U+10FFFF at most as their last character.
fn predecessor(mut text: String) -> String {
    let previous = text.pop().and_then(|last| ('\0'..last).next_back());
    if let Some(previous) = previous {
        text.extend([previous, LAST]);
    }
    text
}

#[cfg(test)]
mod tests;
