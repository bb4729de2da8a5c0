//! Raw conditions: DynamoDB's own syntax as text, with named placeholders for attributes and values.

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;

use crate::codec::encode;
use crate::codec::redacted::Redacted;
use crate::codec::shape::Shape;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::expression::path::Path;
use crate::expression::placeholders::Placeholders;
use crate::expression::segment::{Segment, Segments};

/// A condition written as text; see [`raw`].
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[derive(Debug, Clone)]
#[must_use = "a condition does nothing until it is passed to an operation"]
pub struct RawCondition {
    text: String,
    names: Vec<(String, Vec<Segment>)>,
    values: Vec<(String, Redacted<Result<AttributeValue, CodecError>>)>,
}

/// Creates a condition from DynamoDB's own syntax, for conditions that the typed operators cannot express.
///
/// [`name`](RawCondition::name), [`path`](RawCondition::path) and [`value`](RawCondition::value) bind the
/// placeholders `#name` and `:name` in the text. The library renames them before it sends the request, so
/// they never clash with others.
///
/// ```
/// # use dynamo_entity::{raw, Condition};
/// # struct User;
/// let adults: Condition<User> = raw("#age >= :adult OR size(#name) = :none")
///     .name("age", "age")
///     .name("name", "display_name")
///     .value("adult", 18)
///     .value("none", 0)
///     .into();
/// ```
///
/// The request fails, before it is sent, if the text uses a placeholder that is not bound, or does not use a
/// placeholder that is bound.
pub fn raw(text: impl Into<String>) -> RawCondition {
    RawCondition {
        text: text.into(),
        names: Vec::new(),
        values: Vec::new(),
    }
}

impl RawCondition {
    /// Binds `#placeholder` to an attribute of the item by the attribute's name in the table.
    pub fn name(mut self, placeholder: &str, attribute: impl Into<String>) -> Self {
        let path = vec![Segment::Name(attribute.into().into())];
        self.names.push((placeholder.to_owned(), path));
        self
    }

    /// Binds `#placeholder` to a typed path.
    #[expect(clippy::needless_pass_by_value, reason = "paths are given by value everywhere")]
    pub fn path<E, T, K, S: Segments>(mut self, placeholder: &str, path: Path<E, T, K, S>) -> Self {
        self.names.push((placeholder.to_owned(), path.segments()));
        self
    }

    /// Binds `:placeholder` to a value.
    pub fn value(mut self, placeholder: &str, value: impl Serialize) -> Self {
        let value = encode::to_value(&value, &Shape::Plain)
            .map(|encoded| encoded.into_value().unwrap_or(AttributeValue::Null(true)));
        self.values.push((placeholder.to_owned(), Redacted(value)));
        self
    }

    /// Calls `visit` with the attribute of each bound name.
    pub(super) fn each_attribute<'r>(&'r self, visit: &mut dyn FnMut(&'r str)) {
        for (_, path) in &self.names {
            if let Some(Segment::Name(name)) = path.first() {
                visit(name);
            }
        }
    }

    /// Whether the text contains the attribute's name without a placeholder, and not as part of another attribute.
    pub(super) fn is_written_with(&self, attribute: &str) -> bool {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let mut found = self.text.match_indices(attribute);
        found.any(|(at, name)| {
            let before = self.text.get(..at).and_then(|text| text.chars().next_back());
            let after = self.text.get(at + name.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(|c| is_name(c) || matches!(c, '#' | ':' | '.')) && !after.is_some_and(is_name)
        })
    }

    pub(super) fn render(&self, placeholders: &mut Placeholders, out: &mut String) -> Result<()> {
        let mut used_names = vec![false; self.names.len()];
        let mut used_values = vec![false; self.values.len()];
        let mut rest = self.text.as_str();
        while let Some(at) = rest.find(['#', ':']) {
            let (before, marked) = rest.split_at(at);
            out.push_str(before);
            let end = marked
                .char_indices()
                .skip(1)
                .find(|(_, c)| !c.is_alphanumeric() && *c != '_')
                .map_or(marked.len(), |(end, _)| end);
            let (placeholder, after) = marked.split_at(end);
            let (sigil, name) = placeholder.split_at(1);
            let index = if sigil == "#" {
                let index = self.names.iter().position(|(bound, _)| bound == name);
                if let Some((_, path)) = index.and_then(|index| self.names.get(index)) {
                    placeholders.path(path, out);
                }
                index.and_then(|index| used_names.get_mut(index))
            } else {
                let index = self.values.iter().position(|(bound, _)| bound == name);
                if let Some((_, Redacted(value))) = index.and_then(|index| self.values.get(index)) {
                    placeholders.value(value.clone().map_err(Error::encode)?, out);
                }
                index.and_then(|index| used_values.get_mut(index))
            };
            match index {
                Some(used) => *used = true,
                None => {
                    return Err(Error::input(format!(
                        "`{placeholder}` in the raw condition `{}` is not bound",
                        self.text
                    )));
                }
            }
            rest = after;
        }
        out.push_str(rest);
        let unused = (self.names.iter().zip(used_names))
            .filter(|(_, used)| !used)
            .map(|((name, _), _)| format!("#{name}"))
            .chain(
                (self.values.iter().zip(used_values))
                    .filter(|(_, used)| !used)
                    .map(|((name, _), _)| format!(":{name}")),
            )
            .next();
        match unused {
            None => Ok(()),
            Some(placeholder) => Err(Error::input(format!(
                "`{placeholder}` is bound but the raw condition `{}` does not use it",
                self.text
            ))),
        }
    }
}
