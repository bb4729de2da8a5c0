//! Key parts: the values that templates render, and the traits of the types that have such values.

mod core;
mod dates;
pub(crate) mod derived;
mod ids;
mod value;

use std::borrow::Cow;

use crate::key::scalar::ScalarType;

/// The value of one placeholder in its canonical form. A template renders it, a native key stores it.
#[derive(Debug, Clone, PartialEq)]
pub enum Part<'a> {
    /// Free text. In a template it is checked against the literal that follows it.
    Text(Cow<'a, str>),
    /// Text from a set in which no text is a prefix of another: an id, or a text that
    /// a format has checked. No literal is needed to find its end.
    Fixed(Cow<'a, str>),
    /// An unsigned integer.
    Unsigned(u128),
    /// A signed integer.
    Signed(i128),
    /// An ECMAScript number.
    Float(f64),
    /// Another number, as text; for native keys only.
    Number(Cow<'a, str>),
    /// `true` or `false`.
    Bool(bool),
    /// A point in time.
    Time {
        /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
        seconds: i64,
        /// Nanoseconds after `seconds`. A value of a second or more means a leap second.
        nanos: u32,
    },
    /// A civil date.
    Date {
        /// Days since 1970-01-01.
        days: i64,
    },
    /// Binary; for native keys only.
    Bytes(Cow<'a, [u8]>),
    /// No value: the index key that needs the part is not written.
    Absent,
}

impl Part<'_> {
    /// Borrows the part.
    #[must_use]
    pub fn borrowed(&self) -> Part<'_> {
        match self {
            Part::Text(text) => Part::Text(Cow::Borrowed(text)),
            Part::Fixed(text) => Part::Fixed(Cow::Borrowed(text)),
            Part::Number(text) => Part::Number(Cow::Borrowed(text)),
            Part::Bytes(bytes) => Part::Bytes(Cow::Borrowed(bytes)),
            Part::Unsigned(number) => Part::Unsigned(*number),
            Part::Signed(number) => Part::Signed(*number),
            Part::Float(number) => Part::Float(*number),
            Part::Bool(value) => Part::Bool(*value),
            Part::Time { seconds, nanos } => Part::Time {
                seconds: *seconds,
                nanos: *nanos,
            },
            Part::Date { days } => Part::Date { days: *days },
            Part::Absent => Part::Absent,
        }
    }

    /// Converts the part to an owned part.
    #[must_use]
    pub fn into_owned(self) -> Part<'static> {
        match self {
            Part::Text(text) => Part::Text(Cow::Owned(text.into_owned())),
            Part::Fixed(text) => Part::Fixed(Cow::Owned(text.into_owned())),
            Part::Number(text) => Part::Number(Cow::Owned(text.into_owned())),
            Part::Bytes(bytes) => Part::Bytes(Cow::Owned(bytes.into_owned())),
            Part::Unsigned(number) => Part::Unsigned(number),
            Part::Signed(number) => Part::Signed(number),
            Part::Float(number) => Part::Float(number),
            Part::Bool(value) => Part::Bool(value),
            Part::Time { seconds, nanos } => Part::Time { seconds, nanos },
            Part::Date { days } => Part::Date { days },
            Part::Absent => Part::Absent,
        }
    }
}

/// The form of a part's text without a format. Text given in place of a value is checked against this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Any text that the type itself parses: strings, ids, the names of an enum.
    Text,
    /// Digits.
    Unsigned,
    /// Digits, optionally after a minus sign.
    Signed,
    /// A number as JavaScript writes it.
    Float,
    /// `true` or `false`.
    Bool,
    /// A timestamp.
    Time,
    /// A date.
    Date,
}

/// A type whose values can be part of a key.
///
/// Implemented for strings, integers, `bool` and `char`. Features add UUIDs, ULIDs and the dates of `chrono`,
/// `jiff` and `time`. `#[derive(KeyPart)]` implements it for newtypes of these types and for enums without
/// fields.
///
/// The chapter [Keys](mod@crate::guide::keys) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a key: derive `KeyPart` on a type of your own, or turn on the feature of its crate (`uuid` 1, `ulid` 3, `chrono` 0.4, `jiff` 0.2, `time` 0.3)",
    label = "not a key part",
    note = "strings, integers, `bool` and `char` are key parts, and with `#[derive(KeyPart)]` newtypes of key parts and enums without fields",
    note = "for a field of another type, add a field of one of these types that represents it in the key"
)]
pub trait KeyPart: Sized + 'static {
    /// The form of the part's text without a format.
    const KIND: PartKind;
    /// Whether, without a format, no value's text is a prefix of another value's text.
    const PREFIX_FREE: bool;
    /// DynamoDB's type of an attribute of this type, if the attribute stores the same text or number as a
    /// key. `None` for `bool`, which cannot be a key attribute, and for dates, which serde writes in other
    /// forms.
    const NATIVE: Option<ScalarType>;

    /// Returns the value as a part.
    fn part(&self) -> Part<'_>;

    /// Copies the value. `#[derive(KeyPart)]` implements it, so that a newtype need not be `Clone` to be part of a key.
    #[doc(hidden)]
    #[must_use]
    fn __copy(&self) -> Self;
}

/// A part whose text, without a format, sorts like its values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not sort by value as text",
    label = "this part of a sort key needs a width",
    note = "numbers do not sort as text: write the placeholder with a width, `<name:020>`"
)]
pub trait SortPart: KeyPart {}

/// A part that can be padded to a width: an unsigned integer.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be padded to a width",
    label = "not an unsigned integer",
    note = "a width such as `<name:020>` is for `u8` to `u128` and newtypes of them: remove the format, or change the field's type"
)]
pub trait WidthPart: KeyPart {}

/// A part that supports date formats.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no date format",
    label = "not a date or a timestamp",
    note = "a format such as `<name:%Y-%m>` is for the dates and timestamps of `chrono` 0.4, `jiff` 0.2 and `time` 0.3, by the features of these names"
)]
pub trait TimePart: KeyPart {}

/// A part that is free text: it supports the formats `lower`, `upper` and `raw`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not free text",
    label = "not a string",
    note = "`lower`, `upper` and `raw` are for strings, newtypes of them and unit enums: remove the format"
)]
pub trait TextPart: KeyPart {}

/// A type that `validate(regex = …)` supports: a type that is stored as text.
#[diagnostic::on_unimplemented(
    message = "a regular expression cannot validate a `{Self}`",
    label = "not stored as text",
    note = "strings, newtypes of them and unit enums with `#[derive(KeyPart)]` can be; for others write a function, `validate = path`"
)]
pub trait PatternText {}
#[diagnostic::do_not_recommend]
impl<T: TextPart> PatternText for T {}

/// A part of an index key: a [`KeyPart`], or an `Option` of one, which makes the index sparse.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a key: derive `KeyPart` on a type of your own, or turn on the feature of its crate (`uuid` 1, `ulid` 3, `chrono` 0.4, `jiff` 0.2, `time` 0.3)",
    label = "not a key part",
    note = "strings, integers, `bool` and `char` are key parts, and with `#[derive(KeyPart)]` newtypes of key parts and enums without fields",
    note = "a part of an index may be an `Option` of one",
    note = "for a field of another type, add a field of one of these types that represents it in the key"
)]
pub trait IndexPart {
    /// The type of the part when it is present.
    type Value: KeyPart;
    /// `Required` or `Optional`.
    type Presence;
    /// Whether the part may be absent.
    const OPTIONAL: bool;

    /// Returns the value as a part: [`Part::Absent`] for `None`.
    fn index_part(&self) -> Part<'_>;
}

/// Marks a part that every item has.
#[derive(Debug)]
pub enum Required {}
/// Marks a part that items may lack.
#[derive(Debug)]
pub enum Optional {}

/// A presence that a primary key allows.
#[diagnostic::on_unimplemented(
    message = "a primary key part cannot be absent",
    label = "this field is an `Option`",
    note = "DynamoDB stores no item without its whole primary key: make the field required, or use it in an index, which becomes sparse"
)]
pub trait Present {}
impl Present for Required {}

#[diagnostic::do_not_recommend]
impl<T: KeyPart> IndexPart for T {
    type Value = T;
    type Presence = Required;
    const OPTIONAL: bool = false;

    fn index_part(&self) -> Part<'_> {
        self.part()
    }
}

#[diagnostic::do_not_recommend]
impl<T: KeyPart> IndexPart for Option<T> {
    type Value = T;
    type Presence = Optional;
    const OPTIONAL: bool = true;

    fn index_part(&self) -> Part<'_> {
        self.as_ref().map_or(Part::Absent, T::part)
    }
}
