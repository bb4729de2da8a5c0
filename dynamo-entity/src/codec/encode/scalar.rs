//! A macro for serializers that accept some scalars and refuse everything else.

/// Implements the methods of `Serializer` that refuse a value with `$refusal`. A newtype is serialized as its content.
macro_rules! refuse_others {
    ($ok:ty, $error:ty, $refusal:expr; $($also:ident: $also_ty:ty),*) => {
        type Ok = $ok;
        type Error = $error;
        type SerializeSeq = serde::ser::Impossible<$ok, $error>;
        type SerializeTuple = serde::ser::Impossible<$ok, $error>;
        type SerializeTupleStruct = serde::ser::Impossible<$ok, $error>;
        type SerializeTupleVariant = serde::ser::Impossible<$ok, $error>;
        type SerializeMap = serde::ser::Impossible<$ok, $error>;
        type SerializeStruct = serde::ser::Impossible<$ok, $error>;
        type SerializeStructVariant = serde::ser::Impossible<$ok, $error>;

        $(fn $also(self, _: $also_ty) -> Result<$ok, $error> {
            Err($refusal)
        })*

        fn serialize_f32(self, _: f32) -> Result<$ok, $error> {
            Err($refusal)
        }

        fn serialize_f64(self, _: f64) -> Result<$ok, $error> {
            Err($refusal)
        }

        fn serialize_bytes(self, _: &[u8]) -> Result<$ok, $error> {
            Err($refusal)
        }

        fn serialize_none(self) -> Result<$ok, $error> {
            Err($refusal)
        }

        fn serialize_some<T: serde::Serialize + ?Sized>(self, _: &T) -> Result<$ok, $error> {
            Err($refusal)
        }

        fn serialize_unit(self) -> Result<$ok, $error> {
            Err($refusal)
        }

        fn serialize_unit_struct(self, _: &'static str) -> Result<$ok, $error> {
            Err($refusal)
        }

        fn serialize_newtype_struct<T: serde::Serialize + ?Sized>(
            self,
            _: &'static str,
            value: &T,
        ) -> Result<$ok, $error> {
            value.serialize(self)
        }

        fn serialize_newtype_variant<T: serde::Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<$ok, $error> {
            Err($refusal)
        }

        fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, $error> {
            Err($refusal)
        }

        fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, $error> {
            Err($refusal)
        }

        fn serialize_tuple_struct(
            self,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleStruct, $error> {
            Err($refusal)
        }

        fn serialize_tuple_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleVariant, $error> {
            Err($refusal)
        }

        fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, $error> {
            Err($refusal)
        }

        fn serialize_struct(
            self,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeStruct, $error> {
            Err($refusal)
        }

        fn serialize_struct_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeStructVariant, $error> {
            Err($refusal)
        }
    };
}
pub(super) use refuse_others;
