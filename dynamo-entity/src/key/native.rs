//! Key attributes that no template renders: values of DynamoDB's three key types, and attributes that are key
//! attributes themselves.

use std::borrow::Cow;
use std::marker::PhantomData;

use crate::codec::number::float::shortest;
use crate::key::error::{KeyErrorKind, Refused, check_length};
use crate::key::part::{IndexPart, KeyPart, Part};
use crate::key::scalar::ScalarType;

/// The value of one key attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyValue {
    /// A String.
    Text(String),
    /// A Number, in DynamoDB's text form.
    Number(String),
    /// A Binary.
    Binary(Vec<u8>),
}

/// A type whose attribute can itself be a key attribute: as `<field:N>` or `<field:B>`, or as an attribute of
/// a multi-attribute index key.
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{Self}` cannot be a key attribute",
    label = "neither String, Number nor Binary in DynamoDB",
    note = "strings, numbers, bytes, uuids, ulids and `#[derive(KeyPart)]` types of them can, and in an index `Option`s of these",
    note = "dates cannot, because their stored text does not sort by time: use a template, `<name>`, or a number of seconds"
)]
pub trait NativePart: Sized {
    /// DynamoDB's type of the attribute.
    const TYPE: ScalarType;
    /// Whether the attribute may be absent, which only an index allows.
    const OPTIONAL: bool = false;

    /// Returns the value as a part: text, a number or bytes.
    fn native(&self) -> Part<'_>;

    /// Copies the value.
    #[must_use]
    fn copied(&self) -> Self;
}

/// Looks up the key type of an attribute as `KeyType::<T>::TYPE`, with [`NoKeyType`] in scope.
///
/// The inherent constant exists where `T: NativePart`, and takes precedence. For other types, the constant of
/// the trait [`NoKeyType`] is found.
#[derive(Debug)]
pub struct KeyType<T: ?Sized>(PhantomData<T>);

impl<T: NativePart> KeyType<T> {
    /// DynamoDB's type of the attribute.
    pub const TYPE: Option<ScalarType> = Some(T::TYPE);
}

/// Fallback for types whose attribute cannot be a key attribute; see [`KeyType`].
pub trait NoKeyType {
    /// `None`: the type is not known to be a String, Number or Binary.
    const TYPE: Option<ScalarType> = None;
}

impl<T: ?Sized> NoKeyType for KeyType<T> {}

impl<T: NativePart> NativePart for Option<T> {
    const TYPE: ScalarType = T::TYPE;
    const OPTIONAL: bool = true;

    fn native(&self) -> Part<'_> {
        self.as_ref().map_or(Part::Absent, T::native)
    }

    fn copied(&self) -> Self {
        self.as_ref().map(T::copied)
    }
}

macro_rules! native {
    ($scalar:ident, |$value:ident| $part:expr; $($(#[$feature:meta])? $ty:ty),*) => {$(
        $(#[$feature])?
        #[diagnostic::do_not_recommend]
        impl NativePart for $ty {
            const TYPE: ScalarType = ScalarType::$scalar;

            fn native(&self) -> Part<'_> {
                let $value = self;
                $part
            }

            fn copied(&self) -> Self {
                Clone::clone(self)
            }
        }
    )*};
}
native!(S, |text| Part::Text(Cow::Borrowed(text)); String, Box<str>, std::sync::Arc<str>, Cow<'static, str>);
native!(S, |id| Part::Text(id.to_string().into()); char, #[cfg(feature = "uuid")] uuid::Uuid, #[cfg(feature = "ulid")] ulid::Ulid, #[cfg(feature = "ulid1")] ulid1::Ulid);
native!(N, |number| number.part(); u8, u16, u32, u64, u128, i8, i16, i32, i64, i128);
// `{:e}` writes an exponent; `Display` would write 300 digits for 1e300.
native!(N, |number| Part::Number(format!("{number:e}").into()); f32);
native!(N, |number| Part::Number(shortest(*number).into()); f64);
native!(N, |number| Part::Number(number.to_string().into()); #[cfg(feature = "rust_decimal")] rust_decimal::Decimal);
native!(B, |bytes| Part::Bytes(Cow::Borrowed(bytes)); Vec<u8>, #[cfg(feature = "bytes")] bytes::Bytes);

/// A type of a field that an update may set together with the index keys that hold it: an [`IndexPart`], or a type that is a
/// key attribute (`<field:N>`, `<field:B>`) and never a part of text.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a key: derive `KeyPart` on a type of your own, or turn on the feature of its crate (`uuid` 1, `ulid` 3, `chrono` 0.4, `jiff` 0.2, `time` 0.3)",
    label = "not a key part",
    note = "strings, numbers, `bool`, `char` and bytes are key parts, and with `#[derive(KeyPart)]` newtypes of key parts and enums without fields",
    note = "a part of an index may be an `Option` of one"
)]
pub trait SettablePart {
    /// The value as a part: [`Part::Absent`] for `None`.
    fn settable_part(&self) -> Part<'_>;
}

#[diagnostic::do_not_recommend]
impl<T: IndexPart> SettablePart for T {
    fn settable_part(&self) -> Part<'_> {
        self.index_part()
    }
}

macro_rules! settable {
    ($($(#[$feature:meta])? $ty:ty),*) => {$(
        $(#[$feature])?
        #[diagnostic::do_not_recommend]
        impl SettablePart for $ty {
            fn settable_part(&self) -> Part<'_> {
                self.native()
            }
        }
        $(#[$feature])?
        #[diagnostic::do_not_recommend]
        impl SettablePart for Option<$ty> {
            fn settable_part(&self) -> Part<'_> {
                self.native()
            }
        }
    )*};
}
settable!(
    f32,
    f64,
    Vec<u8>,
    #[cfg(feature = "bytes")]
    bytes::Bytes,
    #[cfg(feature = "rust_decimal")]
    rust_decimal::Decimal
);

/// A type of key attribute whose values have a beginning.
#[diagnostic::on_unimplemented(
    message = "this part of the sort key has no `begins_with`",
    label = "`begins_with` works on text and binary, not on `{Self}`"
)]
pub trait NativePrefix: NativePart {
    /// The type of the prefix: text, or bytes for a binary.
    type Prefix;
    /// Returns a text prefix as `Ok`, and a binary prefix as `Err`.
    fn prefix(prefix: Self::Prefix) -> Result<String, Vec<u8>>;
}

macro_rules! native_prefix {
    ($prefix:ty, |$given:ident| $result:expr; $($(#[$feature:meta])? $ty:ty),*) => {$(
        $(#[$feature])?
        #[diagnostic::do_not_recommend]
        impl NativePrefix for $ty {
            type Prefix = $prefix;

            fn prefix($given: $prefix) -> Result<String, Vec<u8>> {
                $result
            }
        }
    )*};
}
native_prefix!(String, |text| Ok(text); String, Box<str>, std::sync::Arc<str>, Cow<'static, str>);
native_prefix!(String, |text| Ok(text); #[cfg(feature = "uuid")] uuid::Uuid, #[cfg(feature = "ulid")] ulid::Ulid, #[cfg(feature = "ulid1")] ulid1::Ulid);
native_prefix!(Vec<u8>, |bytes| Err(bytes); Vec<u8>, #[cfg(feature = "bytes")] bytes::Bytes);

impl KeyValue {
    /// Converts a part to a key value of a DynamoDB type; `None` if the part is absent.
    ///
    /// # Errors
    /// If the part is of another type, empty, or a number that DynamoDB cannot store.
    pub fn from_part(part: Part<'_>, scalar: ScalarType) -> Result<Option<Self>, Refused> {
        if part == Part::Absent {
            return Ok(None);
        }
        match scalar {
            ScalarType::S => text(part),
            ScalarType::N => number(&part),
            ScalarType::B => binary(part),
        }
        .map(Some)
    }

    /// DynamoDB's type of the value.
    #[must_use]
    pub fn scalar(&self) -> ScalarType {
        match self {
            Self::Text(_) => ScalarType::S,
            Self::Number(_) => ScalarType::N,
            Self::Binary(_) => ScalarType::B,
        }
    }

    /// Checks the value's length against [`PARTITION_KEY_LIMIT`](super::PARTITION_KEY_LIMIT) or
    /// [`SORT_KEY_LIMIT`](super::SORT_KEY_LIMIT).
    ///
    /// # Errors
    /// [`KeyErrorKind::Empty`] and [`KeyErrorKind::TooLong`].
    pub fn check_length(&self, limit: usize) -> Result<(), KeyErrorKind> {
        match self {
            Self::Text(text) => check_length(text, limit),
            Self::Number(_) => Ok(()),
            Self::Binary(bytes) => check_length(bytes, limit),
        }
    }
}

fn text(part: Part<'_>) -> Result<KeyValue, Refused> {
    match part {
        Part::Text(text) | Part::Fixed(text) if !text.is_empty() => Ok(KeyValue::Text(text.into_owned())),
        Part::Text(_) | Part::Fixed(_) => Err(KeyErrorKind::Empty.with_value("")),
        other => Err(KeyErrorKind::NotText.with_value(other.to_text())),
    }
}

fn binary(part: Part<'_>) -> Result<KeyValue, Refused> {
    match part {
        Part::Bytes(bytes) if !bytes.is_empty() => Ok(KeyValue::Binary(bytes.into_owned())),
        Part::Bytes(_) => Err(KeyErrorKind::Empty.with_value("")),
        other => Err(KeyErrorKind::NotBinary.with_value(other.to_text())),
    }
}

fn number(part: &Part<'_>) -> Result<KeyValue, Refused> {
    let text = match part {
        Part::Float(number) => shortest(*number),
        part => part.to_text(),
    };
    let checked = match part {
        Part::Unsigned(_) | Part::Signed(_) | Part::Float(_) | Part::Number(_) => check_number(&text),
        _ => Err(KeyErrorKind::NotNumber),
    };
    match checked {
        Ok(()) => Ok(KeyValue::Number(text)),
        Err(reason) => Err(reason.with_value(text)),
    }
}

/// Checks DynamoDB's limits for numbers: 38 significant digits, and zero or a magnitude from 1e-130 to below 1e126.
fn check_number(text: &str) -> Result<(), KeyErrorKind> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once('e').unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    let (Ok(exponent), Ok(whole_digits)) = (exponent.parse::<i64>(), i64::try_from(whole.len())) else {
        return Err(KeyErrorKind::NotNumber);
    };
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(KeyErrorKind::NotNumber);
    }
    let significant = digits.trim_start_matches('0');
    let Ok(leading_zeros) = i64::try_from(digits.len() - significant.len()) else {
        return Err(KeyErrorKind::Precision);
    };
    let significant = significant.trim_end_matches('0');
    let magnitude = exponent.saturating_add(whole_digits - leading_zeros - 1);
    if significant.is_empty() || (significant.len() <= 38 && (-130..=125).contains(&magnitude)) {
        Ok(())
    } else {
        Err(KeyErrorKind::Precision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(native: &impl NativePart) -> Result<KeyValue, KeyErrorKind> {
        fn of<T: NativePart>(native: &T) -> Result<Option<KeyValue>, Refused> {
            KeyValue::from_part(native.native(), T::TYPE)
        }
        of(native).map(Option::unwrap).map_err(|error| error.reason)
    }

    #[test]
    fn numbers_stay_within_dynamodbs_range() {
        assert_eq!(value(&7_u8), Ok(KeyValue::Number("7".into())));
        assert_eq!(value(&-7_i128), Ok(KeyValue::Number("-7".into())));
        assert_eq!(value(&1.5_f64), Ok(KeyValue::Number("1.5".into())));
        assert!(
            value(&0.0_f64).is_ok() && value(&-0.0_f32).is_ok() && value(&9.9e125).is_ok() && value(&1e-130).is_ok()
        );
        assert_eq!(value(&1e126), Err(KeyErrorKind::Precision));
        assert_eq!(value(&1e-131), Err(KeyErrorKind::Precision));
        assert_eq!(value(&u128::MAX), Err(KeyErrorKind::Precision));
        assert!(value(&10_u128.pow(38)).is_ok());
        assert_eq!(value(&f64::NAN), Err(KeyErrorKind::NotNumber));
        assert_eq!(value(&f64::NEG_INFINITY), Err(KeyErrorKind::NotNumber));
    }

    #[test]
    fn texts_and_bytes_are_not_empty() {
        assert_eq!(value(&"é".to_owned()), Ok(KeyValue::Text("é".into())));
        assert_eq!(value(&vec![0_u8]), Ok(KeyValue::Binary(vec![0])));
        assert_eq!(value(&String::new()), Err(KeyErrorKind::Empty));
        assert_eq!(value(&Vec::<u8>::new()), Err(KeyErrorKind::Empty));
        assert_eq!(KeyValue::from_part(None::<u8>.native(), ScalarType::N), Ok(None));
        const { assert!(<Option<u8> as NativePart>::OPTIONAL && !<u8 as NativePart>::OPTIONAL) }
    }
}
