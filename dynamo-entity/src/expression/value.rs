//! The values that callers pass for attributes and key parts.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

use crate::key::formatted::{Formatted, Native, PartTarget};
use crate::key::native::NativePart;
use crate::key::part::{KeyPart, Part, TimePart};

/// A value for an attribute or a key part of type `T`: a `T`, a `&T`, text for a `String`, a `T` for an
/// `Option<T>`, or an array for a list, set or map.
///
/// The chapter [Writes](mod@crate::guide::write) of the guide has examples.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a value for a `{T}`", label = "a `{T}` is needed here")]
pub trait IntoValue<T> {
    /// Converts the value to the attribute's own type.
    fn into_value(self) -> T;
}

/// A value that a builder takes for a field of type `Option<T>`: what [`IntoValue`] takes, or an `Option` of a borrowed value.
///
/// The type of a bare `None` is therefore not known. A builder needs no call for a field that is `None`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for an `Option<{T}>`",
    label = "an `Option<{T}>`, a `{T}` or a reference to one is needed here"
)]
pub trait IntoOption<T> {
    /// Converts the value to the field's own type.
    fn into_option(self) -> Option<T>;
}

#[diagnostic::do_not_recommend]
impl<T, V: IntoValue<Option<T>>> IntoOption<T> for V {
    fn into_option(self) -> Option<T> {
        self.into_value()
    }
}
#[diagnostic::do_not_recommend]
impl<T: Clone> IntoOption<T> for Option<&T> {
    fn into_option(self) -> Option<T> {
        self.cloned()
    }
}
#[diagnostic::do_not_recommend]
impl IntoOption<String> for Option<&str> {
    fn into_option(self) -> Option<String> {
        self.map(str::to_owned)
    }
}

/// Converts a value to a `T`.
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

// ---- values of key parts

#[diagnostic::do_not_recommend]
impl<T: KeyPart> IntoValue<Formatted<T>> for T {
    fn into_value(self) -> Formatted<T> {
        Formatted::Value(self)
    }
}
#[diagnostic::do_not_recommend]
impl<T: KeyPart + Clone> IntoValue<Formatted<T>> for &T {
    fn into_value(self) -> Formatted<T> {
        Formatted::Value(self.clone())
    }
}
#[diagnostic::do_not_recommend]
impl<T: KeyPart> IntoValue<Formatted<T>> for &str {
    fn into_value(self) -> Formatted<T> {
        Formatted::Text(self.to_owned())
    }
}
// Not implemented for every `T`: it would overlap with the first impl if `T` is `String`.
macro_rules! padded_text {
    ($($integer:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl IntoValue<Formatted<$integer>> for String {
            fn into_value(self) -> Formatted<$integer> {
                Formatted::Text(self)
            }
        }
    )*};
}
padded_text!(u8 u16 u32 u64 u128);
#[diagnostic::do_not_recommend]
impl<T: TimePart> IntoValue<Formatted<T>> for String {
    fn into_value(self) -> Formatted<T> {
        Formatted::Text(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: NativePart> IntoValue<Native<T>> for T {
    fn into_value(self) -> Native<T> {
        Native(self)
    }
}
#[diagnostic::do_not_recommend]
impl<T: NativePart + Clone> IntoValue<Native<T>> for &T {
    fn into_value(self) -> Native<T> {
        Native(self.clone())
    }
}
#[diagnostic::do_not_recommend]
impl IntoValue<Native<String>> for &str {
    fn into_value(self) -> Native<String> {
        Native(self.to_owned())
    }
}

/// Converts a value to a part of type `P`.
pub fn part<P: PartTarget, V: IntoValue<P>>(value: V) -> Part<'static> {
    value.into_value().into_part()
}

/// Numbers are given for a `JsNumber`.
#[cfg(feature = "electrodb")]
mod js_number {
    use crate::electrodb::number::JsNumber;
    use crate::expression::value::IntoValue;

    macro_rules! given_as {
        ($($number:ty)*) => {$(
            #[diagnostic::do_not_recommend]
            impl IntoValue<JsNumber> for $number {
                fn into_value(self) -> JsNumber {
                    self.into()
                }
            }
            #[diagnostic::do_not_recommend]
            impl IntoValue<Option<JsNumber>> for $number {
                fn into_value(self) -> Option<JsNumber> {
                    Some(self.into())
                }
            }
        )*};
    }
    given_as!(f64 f32 u8 u16 u32 i8 i16 i32);
}
