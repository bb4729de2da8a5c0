//! Key parts for types of the standard library.

use std::borrow::Cow;
use std::sync::Arc;

use crate::key::part::{KeyPart, Part, PartKind, SortPart, TextPart, WidthPart};
use crate::key::scalar::ScalarType;

macro_rules! strings {
    ($($string:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for $string {
            const KIND: PartKind = PartKind::Text;
            const PREFIX_FREE: bool = false;
            const NATIVE: Option<ScalarType> = Some(ScalarType::S);

            fn part(&self) -> Part<'_> {
                Part::Text(Cow::Borrowed(self))
            }

            fn __copy(&self) -> Self {
                self.clone()
            }
        }
        #[diagnostic::do_not_recommend]
        impl SortPart for $string {}
        #[diagnostic::do_not_recommend]
        impl TextPart for $string {}
    )*};
}
strings!(String Box<str> Arc<str> Cow<'static, str>);

macro_rules! integers {
    ($kind:ident: $($integer:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl KeyPart for $integer {
            const KIND: PartKind = PartKind::$kind;
            const PREFIX_FREE: bool = false;
            const NATIVE: Option<ScalarType> = Some(ScalarType::N);

            fn part(&self) -> Part<'_> {
                Part::$kind((*self).into())
            }

            fn __copy(&self) -> Self {
                *self
            }
        }
    )*};
}
integers!(Unsigned: u8 u16 u32 u64 u128);
integers!(Signed: i8 i16 i32 i64 i128);

macro_rules! widths {
    ($($integer:ty)*) => {$( #[diagnostic::do_not_recommend] impl WidthPart for $integer {} )*};
}
widths!(u8 u16 u32 u64 u128);

#[diagnostic::do_not_recommend]
impl KeyPart for bool {
    const KIND: PartKind = PartKind::Bool;
    const PREFIX_FREE: bool = true;
    const NATIVE: Option<ScalarType> = None;

    fn part(&self) -> Part<'_> {
        Part::Bool(*self)
    }

    fn __copy(&self) -> Self {
        *self
    }
}
#[diagnostic::do_not_recommend]
impl SortPart for bool {}

#[diagnostic::do_not_recommend]
impl KeyPart for char {
    const KIND: PartKind = PartKind::Text;
    const PREFIX_FREE: bool = true;
    const NATIVE: Option<ScalarType> = Some(ScalarType::S);

    fn part(&self) -> Part<'_> {
        Part::Fixed(Cow::Owned(self.to_string()))
    }

    fn __copy(&self) -> Self {
        *self
    }
}
#[diagnostic::do_not_recommend]
impl SortPart for char {}
