//! The types that callers pass for the operands of conditions.

use crate::error::codec::CodecError;
use crate::expression::path::{Path, WrittenBy};
use crate::expression::segment::Segments;
use crate::expression::term::{Term, TermOf};
use crate::expression::value::IntoValue;

/// A type that can be compared with an attribute of `E` that holds a `T`: a value for a `T`, or a path of `E`
/// to an attribute of the same type.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared with a `{T}` of `{E}`",
    label = "a `{T}` is needed here, or a path of `{E}` to one"
)]
pub trait Operand<E, T> {
    #[doc(hidden)]
    fn __term<K, S: Segments>(self, path: &Path<E, T, K, S>) -> TermOf;
}

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
