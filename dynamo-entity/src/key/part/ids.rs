//! Key parts for UUIDs and ULIDs, in the canonical text that serde writes, which sorts like the values.

#[cfg(any(feature = "uuid", feature = "ulid", feature = "ulid1"))]
macro_rules! ids {
    ($($id:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl crate::key::part::KeyPart for $id {
            const KIND: crate::key::part::PartKind = crate::key::part::PartKind::Text;
            const PREFIX_FREE: bool = true;
            const NATIVE: Option<crate::key::scalar::ScalarType> = Some(crate::key::scalar::ScalarType::S);

            fn part(&self) -> crate::key::part::Part<'_> {
                crate::key::part::Part::Fixed(self.to_string().into())
            }

            fn __copy(&self) -> Self {
                *self
            }
        }
        #[diagnostic::do_not_recommend]
        impl crate::key::part::SortPart for $id {}
    )*};
}

#[cfg(feature = "ulid")]
ids!(ulid::Ulid);
#[cfg(feature = "ulid1")]
ids!(ulid1::Ulid);
#[cfg(feature = "uuid")]
ids!(uuid::Uuid);
