//! The trait that `#[derive(KeyPart)]` implements: it forwards every key trait to another type.

use std::borrow::Cow;

use crate::key::native::{NativePart, NativePrefix};
use crate::key::part::{KeyPart, Part, PartKind, SortPart, TextPart, TimePart, WidthPart};
use crate::key::scalar::ScalarType;

/// A type that stands for another type in keys: it implements the key traits that the other type implements.
///
/// `#[derive(KeyPart)]` implements it: a newtype stands for its field, an enum without fields for a [`UnitText`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a key: derive `KeyPart` on it",
    label = "not a key part",
    note = "derive `KeyPart` for a newtype of a key part or for an enum without fields"
)]
pub trait DerivedPart: Sized + 'static {
    /// The type whose key traits this type shares.
    type Inner: KeyPart;

    /// Returns the value that stands for this value.
    fn inner(&self) -> &Self::Inner;

    /// Copies the value.
    #[must_use]
    fn copied(&self) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: DerivedPart> KeyPart for T {
    const KIND: PartKind = T::Inner::KIND;
    const PREFIX_FREE: bool = T::Inner::PREFIX_FREE;
    const NATIVE: Option<ScalarType> = T::Inner::NATIVE;

    fn part(&self) -> Part<'_> {
        self.inner().part()
    }

    fn __copy(&self) -> Self {
        DerivedPart::copied(self)
    }
}

macro_rules! forward {
    ($($property:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: DerivedPart<Inner: $property>> $property for T {}
    )*};
}
forward!(SortPart WidthPart TimePart TextPart);

#[diagnostic::do_not_recommend]
impl<T: DerivedPart<Inner: NativePart>> NativePart for T {
    const TYPE: ScalarType = T::Inner::TYPE;
    const OPTIONAL: bool = T::Inner::OPTIONAL;

    fn native(&self) -> Part<'_> {
        self.inner().native()
    }

    fn copied(&self) -> Self {
        DerivedPart::copied(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: DerivedPart<Inner: NativePrefix>> NativePrefix for T {
    type Prefix = <T::Inner as NativePrefix>::Prefix;

    fn prefix(prefix: Self::Prefix) -> Result<String, Vec<u8>> {
        T::Inner::prefix(prefix)
    }
}

/// The text of an enum's variant, as serde writes it.
///
/// `PREFIX_FREE` says that no variant's text is a prefix of another's; compute it with [`UnitText::prefix_free`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitText<const PREFIX_FREE: bool>(pub &'static str);

impl UnitText<false> {
    /// Whether no text is a prefix of another.
    #[must_use]
    pub const fn prefix_free(texts: &[&str]) -> bool {
        let mut shorter = 0;
        while shorter < texts.len() {
            let mut longer = 0;
            while longer < texts.len() {
                if shorter != longer && begins_with(texts[longer].as_bytes(), texts[shorter].as_bytes()) {
                    return false;
                }
                longer += 1;
            }
            shorter += 1;
        }
        true
    }
}

const fn begins_with(text: &[u8], beginning: &[u8]) -> bool {
    if beginning.len() > text.len() {
        return false;
    }
    let mut at = 0;
    while at < beginning.len() {
        if text[at] != beginning[at] {
            return false;
        }
        at += 1;
    }
    true
}

impl<const PREFIX_FREE: bool> KeyPart for UnitText<PREFIX_FREE> {
    const KIND: PartKind = PartKind::Text;
    const PREFIX_FREE: bool = PREFIX_FREE;
    const NATIVE: Option<ScalarType> = Some(ScalarType::S);

    fn part(&self) -> Part<'_> {
        let text = Cow::Borrowed(self.0);
        if PREFIX_FREE {
            Part::Fixed(text)
        } else {
            Part::Text(text)
        }
    }

    fn __copy(&self) -> Self {
        *self
    }
}
impl<const PREFIX_FREE: bool> SortPart for UnitText<PREFIX_FREE> {}
impl<const PREFIX_FREE: bool> TextPart for UnitText<PREFIX_FREE> {}
impl<const PREFIX_FREE: bool> NativePart for UnitText<PREFIX_FREE> {
    const TYPE: ScalarType = ScalarType::S;

    fn native(&self) -> Part<'_> {
        Part::Text(Cow::Borrowed(self.0))
    }

    fn copied(&self) -> Self {
        *self
    }
}

impl<const PREFIX_FREE: bool> NativePrefix for UnitText<PREFIX_FREE> {
    type Prefix = String;

    fn prefix(prefix: String) -> Result<String, Vec<u8>> {
        Ok(prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefix_free_sets_are_found() {
        const { assert!(UnitText::prefix_free(&["draft", "published", "drift"])) }
        assert!(!UnitText::prefix_free(&["in_progress", "in"]));
        assert!(!UnitText::prefix_free(&["a", "a"]));
        assert!(UnitText::prefix_free(&[]));
    }
}
