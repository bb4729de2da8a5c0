//! Operands of conditions: paths, sizes and values, and the types that callers pass for them.

use std::fmt;

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::encoded::Encoded;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::expression::path::{Path, Segment, Segments, WrittenBy, write_segments};
use crate::expression::placeholders::Placeholders;
use crate::expression::value::IntoValue;

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

/// A type that can be compared with an attribute of `E` that holds a `T`: a value for a `T`, or a path of `E`
/// to an attribute of the same type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared with a `{T}` of `{E}`",
    label = "a `{T}` is needed here, or a path of `{E}` to one"
)]
pub trait Operand<E, T> {
    #[doc(hidden)]
    fn __term<K, S: Segments>(self, path: &Path<E, T, K, S>) -> TermOf;
}

/// A [`Term`] with contents private to this crate.
#[derive(Debug)]
pub struct TermOf(pub(crate) Term);

// One impl for each form of a value: a blanket impl over `IntoValue` would overlap with the impl for `Path`.
macro_rules! operands {
    ($([$($generics:tt)*] $attribute:ty => $given:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<E, $($generics)*> Operand<E, $attribute> for $given {
            fn __term<K, S: Segments>(self, path: &Path<E, $attribute, K, S>) -> TermOf {
                let value: $attribute = path.prepare(self.into_value());
                TermOf(Term::encoded(path.encode(&value)))
            }
        }
    )*};
}
operands!(
    [T] T => T,
    [T] Option<T> => T,
    [T: Clone] T => &T,
    [T: Clone] Option<T> => &T,
    [] String => &str,
    [] Option<String> => &str,
    [] String => &&str,
    [] Option<String> => &&str,
);
#[diagnostic::do_not_recommend]
impl<E, T, K2, S2: Segments> Operand<E, T> for Path<E, T, K2, S2> {
    fn __term<K, S: Segments>(self, path: &Path<E, T, K, S>) -> TermOf {
        TermOf(path_term(&self, path))
    }
}
#[diagnostic::do_not_recommend]
impl<E, T, K2, S2: Segments> Operand<E, Option<T>> for Path<E, T, K2, S2> {
    fn __term<K, S: Segments>(self, path: &Path<E, Option<T>, K, S>) -> TermOf {
        TermOf(path_term(&self, path))
    }
}

#[diagnostic::do_not_recommend]
impl<E, T, K2, S2: Segments> Operand<E, T> for Path<E, Option<T>, K2, S2> {
    fn __term<K, S: Segments>(self, path: &Path<E, T, K, S>) -> TermOf {
        TermOf(path_term(&self, path))
    }
}

/// Returns the operand of an attribute that is compared with another attribute. Both must be stored in the same form.
fn path_term<E, T, U, K, K2, S: Segments, S2: Segments>(path: &Path<E, T, K, S>, other: &Path<E, U, K2, S2>) -> Term {
    let hidden = [path.written, other.written] != [WrittenBy::Serialize; 2];
    if hidden || path.shape.time() != other.shape.time() {
        return Term::Bad(path.locate(CodecError::new(
            "the two attributes are stored in forms that cannot be compared; give both the same `precision`, and \
             remove serde's `with`",
        )));
    }
    Term::Path(path.segments())
}
