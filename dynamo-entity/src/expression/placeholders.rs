//! Placeholders: an expression refers to names and values as `#n0` and `:v0`.

use std::borrow::Cow;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::json::object::Object;
use crate::codec::json::write;
use crate::codec::redacted::Redacted;
use crate::error::{Error, Result};
use crate::expression::segment::Segment;

/// DynamoDB's limits on one request's expressions.
/// Source: "Service, account, and table quotas in Amazon DynamoDB", section "Expression parameters".
pub(crate) const EXPRESSION_LIMIT: usize = 4 * 1024;
pub(crate) const OPERATOR_LIMIT: usize = 300;
pub(crate) const IN_LIMIT: usize = 100;

/// The placeholders of one request, shared by all expressions of the request.
#[derive(Debug, Default)]
pub(crate) struct Placeholders {
    names: Vec<Cow<'static, str>>,
    values: Vec<AttributeValue>,
    /// The number of operators in the expression that is being rendered.
    operators: usize,
}

pub(super) fn too_many_operators(operators: usize) -> Error {
    Error::input(format!(
        "an expression has {operators} operators; DynamoDB takes at most {OPERATOR_LIMIT}"
    ))
}

impl Placeholders {
    /// Renders the placeholder of an attribute name. The same name always gets the same placeholder.
    pub(crate) fn name(&mut self, name: impl Into<Cow<'static, str>>, out: &mut String) {
        let name = name.into();
        let index = self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        out.push_str("#n");
        push_number(index, out);
    }

    /// Renders the placeholder of a value.
    pub(crate) fn value(&mut self, value: AttributeValue, out: &mut String) {
        out.push_str(":v");
        push_number(self.values.len(), out);
        self.values.push(value);
    }

    /// Renders a document path, with a placeholder for every name.
    pub(crate) fn path(&mut self, path: &[Segment], out: &mut String) {
        for (i, segment) in path.iter().enumerate() {
            match segment {
                Segment::Name(name) => {
                    if i > 0 {
                        out.push('.');
                    }
                    self.name(name.clone(), out);
                }
                Segment::Index(index) => {
                    out.push('[');
                    push_number(*index, out);
                    out.push(']');
                }
            }
        }
    }

    /// Counts an operator or function of an expression.
    pub(crate) fn operator(&mut self) {
        self.operators += 1;
    }

    /// Ends one expression. Each expression has its own limit of operators.
    pub(crate) fn end_expression(&mut self) -> Result<()> {
        let operators = std::mem::take(&mut self.operators);
        if operators > OPERATOR_LIMIT {
            return Err(too_many_operators(operators));
        }
        Ok(())
    }

    /// Returns the names and values, after checking the expressions against DynamoDB's limits.
    pub(crate) fn bind(self, expressions: &[&Option<String>]) -> Result<Bound> {
        for expression in expressions.iter().copied().flatten() {
            if expression.len() > EXPRESSION_LIMIT {
                return Err(Error::input(format!(
                    "an expression has {} bytes; DynamoDB takes at most {EXPRESSION_LIMIT}",
                    expression.len()
                )));
            }
        }
        Ok(Bound {
            names: self.names,
            values: Redacted(self.values),
        })
    }
}

/// The names and values of a request's placeholders, in the order of their numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bound {
    names: Vec<Cow<'static, str>>,
    values: Redacted<Vec<AttributeValue>>,
}

impl Bound {
    /// Returns the number of placeholders.
    pub(crate) fn len(&self) -> usize {
        self.names.len() + self.values.0.len()
    }

    /// Writes the members of the request body.
    pub(crate) fn write(&self, request: &mut Object) {
        bound(request, "ExpressionAttributeNames", "#n", &self.names, |out, name| {
            write::string(out, name);
        });
        bound(
            request,
            "ExpressionAttributeValues",
            ":v",
            &self.values.0,
            write::attribute_value,
        );
    }
}

/// A `ProjectionExpression` with its names. The default reads every attribute.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct BoundProjection {
    expression: Option<String>,
    bound: Bound,
}

impl BoundProjection {
    /// Binds the names of an expression, after checking the expression against DynamoDB's limits.
    pub(crate) fn new(expression: Option<String>, placeholders: Placeholders) -> Result<Self> {
        let bound = placeholders.bind(&[&expression])?;
        Ok(BoundProjection { expression, bound })
    }

    /// Writes the members of the request body.
    pub(crate) fn write(&self, request: &mut Object) {
        request.optional("ProjectionExpression", self.expression.as_deref());
        self.bound.write(request);
    }
}

/// Writes `"ExpressionAttributeNames":{"#n0":…}`. An empty member is omitted, because DynamoDB refuses it.
fn bound<T>(request: &mut Object, member: &'static str, prefix: &str, bound: &[T], value: impl Fn(&mut Vec<u8>, &T)) {
    if bound.is_empty() {
        return;
    }
    let out = request.member(member);
    let mut number = itoa::Buffer::new();
    for (i, bound) in bound.iter().enumerate() {
        out.extend_from_slice(if i == 0 { b"{\"" } else { b",\"" });
        out.extend_from_slice(prefix.as_bytes());
        out.extend_from_slice(number.format(i).as_bytes());
        out.extend_from_slice(b"\":");
        value(out, bound);
    }
    out.push(b'}');
}

/// Appends a small number without the overhead of `fmt`.
fn push_number(number: usize, out: &mut String) {
    if number >= 10 {
        push_number(number / 10, out);
    }
    #[expect(clippy::cast_possible_truncation, reason = "a digit fits")]
    out.push(char::from(b'0' + (number % 10) as u8));
}
