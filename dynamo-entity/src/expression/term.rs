//! One operand of an expression: a path, a size or a value.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encoded::Encoded;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::expression::placeholders::Placeholders;
use crate::expression::segment::{Segment, write_segments};

/// One operand in a condition's tree.
#[derive(Clone)]
pub(crate) enum Term {
    Path(Vec<Segment>),
    Size(Vec<Segment>),
    Value(AttributeValue),
    /// A value that is omitted from an item. `eq` and `ne` treat it as an absent attribute; other operators refuse it.
    Absent,
    /// A value that could not be encoded. The error is returned when the request is built.
    Bad(CodecError),
}

// Redacts the value, which may be sensitive.
impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Path(path) => write_segments(f, path),
            Term::Size(path) => {
                f.write_str("size(")?;
                write_segments(f, path)?;
                f.write_str(")")
            }
            Term::Value(_) => f.write_str("…"),
            Term::Absent => f.write_str("absent"),
            Term::Bad(error) => write!(f, "({error})"),
        }
    }
}

impl Term {
    pub(crate) fn encoded(encoded: Result<Encoded, CodecError>) -> Term {
        match encoded {
            Ok(Encoded::Value(value)) => Term::Value(value),
            Ok(Encoded::Absent | Encoded::EmptySet) => Term::Absent,
            Err(error) => Term::Bad(error),
        }
    }

    /// Returns the value; `None` if it is absent.
    pub(crate) fn to_value(&self) -> Result<Option<AttributeValue>> {
        match self {
            Term::Value(value) => Ok(Some(value.clone())),
            Term::Bad(error) => Err(Error::encode(error.clone())),
            Term::Path(_) | Term::Size(_) | Term::Absent => Ok(None),
        }
    }

    pub(crate) fn text(text: impl Into<String>) -> Term {
        Term::Value(AttributeValue::S(text.into()))
    }

    pub(crate) fn attribute(name: &'static str) -> Term {
        Term::Path(vec![Segment::Name(name.into())])
    }

    pub(super) fn render(self, placeholders: &mut Placeholders, out: &mut String) -> Result<()> {
        match self {
            Term::Path(path) => placeholders.path(&path, out),
            Term::Size(path) => {
                placeholders.operator();
                out.push_str("size(");
                placeholders.path(&path, out);
                out.push(')');
            }
            Term::Value(value) => placeholders.value(value, out),
            Term::Absent => {
                return Err(Error::input(
                    "an absent value can only be compared with `eq` and `ne`; for others use `exists` or `not_exists`",
                ));
            }
            Term::Bad(error) => return Err(Error::encode(error)),
        }
        Ok(())
    }
}

/// A [`Term`] with contents private to this crate.
#[derive(Debug)]
pub struct TermOf(pub(crate) Term);
