//! What may be given where a value of an attribute's type is wanted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

/// A value for an attribute, or a key part, of type `T`: a `T`, a `&T`, text for a `String`, a value for an `Option` of
/// it, an array for a list, set or map.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a value for a `{T}`", label = "a `{T}` is needed here")]
pub trait IntoValue<T> {
    /// The value as the attribute's own type.
    fn into_value(self) -> T;
}

/// A value as a `T`.
#[doc(hidden)]
pub fn into_value<T, V: IntoValue<T>>(value: V) -> T {
    value.into_value()
}

#[diagnostic::do_not_recommend]
impl<T> IntoValue<T> for T {
    fn into_value(self) -> T {
        self
    }
}
#[diagnostic::do_not_recommend]
impl<T> IntoValue<Option<T>> for T {
    fn into_value(self) -> Option<T> {
        Some(self)
    }
}
#[diagnostic::do_not_recommend]
impl<T: Clone> IntoValue<T> for &T {
    fn into_value(self) -> T {
        self.clone()
    }
}
#[diagnostic::do_not_recommend]
impl<T: Clone> IntoValue<Option<T>> for &T {
    fn into_value(self) -> Option<T> {
        Some(self.clone())
    }
}

macro_rules! text {
    ($($given:ty => |$text:ident| $string:expr),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoValue<String> for $given {
            fn into_value(self) -> String {
                let $text = self;
                $string
            }
        }
        #[diagnostic::do_not_recommend]
        impl IntoValue<Option<String>> for $given {
            fn into_value(self) -> Option<String> {
                let $text = self;
                Some($string)
            }
        }
    )*};
}
text!(
    &str => |text| text.to_owned(),
    &&str => |text| (*text).to_owned(),
    Cow<'_, str> => |text| text.into_owned(),
    Box<str> => |text| text.into_string(),
);

#[diagnostic::do_not_recommend]
impl<T, V: IntoValue<T>, const N: usize> IntoValue<Vec<T>> for [V; N] {
    fn into_value(self) -> Vec<T> {
        self.into_iter().map(V::into_value).collect()
    }
}
#[diagnostic::do_not_recommend]
impl<T: Ord, V: IntoValue<T>, const N: usize> IntoValue<BTreeSet<T>> for [V; N] {
    fn into_value(self) -> BTreeSet<T> {
        self.into_iter().map(V::into_value).collect()
    }
}
#[diagnostic::do_not_recommend]
impl<T: Eq + Hash, H: BuildHasher + Default, V: IntoValue<T>, const N: usize> IntoValue<HashSet<T, H>> for [V; N] {
    fn into_value(self) -> HashSet<T, H> {
        self.into_iter().map(V::into_value).collect()
    }
}
#[diagnostic::do_not_recommend]
impl<T, K: Into<String>, H: BuildHasher + Default, V: IntoValue<T>, const N: usize> IntoValue<HashMap<String, T, H>>
    for [(K, V); N]
{
    fn into_value(self) -> HashMap<String, T, H> {
        self.into_iter()
            .map(|(key, value)| (key.into(), value.into_value()))
            .collect()
    }
}
#[diagnostic::do_not_recommend]
impl<T, K: Into<String>, V: IntoValue<T>, const N: usize> IntoValue<BTreeMap<String, T>> for [(K, V); N] {
    fn into_value(self) -> BTreeMap<String, T> {
        self.into_iter()
            .map(|(key, value)| (key.into(), value.into_value()))
            .collect()
    }
}
