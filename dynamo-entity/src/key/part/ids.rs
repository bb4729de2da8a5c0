//! Uuids and ulids, in their canonical text: as serde writes them, sorted as their values.

#[cfg(any(feature = "uuid", feature = "ulid"))]
macro_rules! ids {
    ($($id:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl super::KeyPart for $id {
            const KIND: super::PartKind = super::PartKind::Text;
            const PREFIX_FREE: bool = true;
            const NATIVE: Option<crate::key::ScalarType> = Some(crate::key::ScalarType::S);

            fn part(&self) -> super::Part<'_> {
                super::Part::Fixed(self.to_string().into())
            }
        }
        #[diagnostic::do_not_recommend]
        impl super::SortPart for $id {}
    )*};
}

#[cfg(feature = "ulid")]
ids!(ulid::Ulid);
#[cfg(feature = "uuid")]
ids!(uuid::Uuid);
