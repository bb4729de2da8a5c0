pub use crate::expression::operators::Textual;

pub trait Acts {}

pub trait AddTo<V> {}
impl<V, T: AddTo<V>> AddTo<V> for Option<T> {}
arithmetic!(
    [] u8, [] u16, [] u32, [] u64, [] u128, [] i8, [] i16, [] i32, [] i64, [] i128, []
    f32, [] f64, [cfg(feature = "electrodb")] crate ::electrodb::number::JsNumber,
    [cfg(feature = "rust_decimal")] rust_decimal::Decimal,
);
sets!([] BTreeSet < X >, [H] HashSet < X, H >);

pub trait AppendTo<V> {}
impl<V, T: AppendTo<V>> AppendTo<V> for Option<T> {}
impl<X: Serialize, V: IntoIterator> AppendTo<V> for Vec<X>
where
    V::Item: IntoValue<X>,
{}

pub trait Contains<V> {}
impl<V, T: Contains<V>> Contains<V> for Option<T> {}
impl<V: IntoValue<String>> Contains<V> for String {}
containers!([] Vec < T >, [] BTreeSet < T >, [H] HashSet < T, H >);

pub trait DeleteFrom<V> {}
impl<V, T: DeleteFrom<V>> DeleteFrom<V> for Option<T> {}
sets!([] BTreeSet < X >, [H] HashSet < X, H >);

pub trait Descend {
    type Below;
}

pub trait FieldsOf<T> {}
impl<D: Document + Clone> FieldsOf<Cow<'static, D>> for D {}
impl<D: Document> FieldsOf<Box<D>> for D {}
impl<D: Document> FieldsOf<D> for D {}
impl<D: Document> FieldsOf<Option<D>> for D {}
impl<D: Document> FieldsOf<std::rc::Rc<D>> for D {}
impl<D: Document> FieldsOf<std::sync::Arc<D>> for D {}

#[derive(Debug, Clone, Copy)]
pub enum Flattened {}
impl Descend for Flattened {
    type Below = Plain;
}
impl<M: SetsFlattened, T> SetIn<M, T> for Flattened {}

pub trait HasSize {}
sized!(
    [] String, [T] Vec < T >, [T] BTreeSet < T >, [T, H] HashSet < T, H >, [K, V]
    BTreeMap < K, V >, [K, V, H] HashMap < K, V, H >, [T : HasSize] Option < T >
);

#[derive(Debug, Clone, Copy)]
pub enum Key {}
impl Descend for Key {
    type Below = Key;
}
impl<M: SetsKeys, T> SetIn<M, T> for Key {}

pub trait ListLike<Form = StoredAsList> {
    type Item;
}
impl ListLike<StoredAsBinary> for Vec<u8> {
    type Item = u8;
}
impl<M: ListLike<Form>, Form> ListLike<Form> for Option<M> {
    type Item = M::Item;
}
impl<V> ListLike<StoredAsList> for Vec<V> {
    type Item = V;
}

pub trait MapLike {
    type Item;
}
impl<M: MapLike> MapLike for Option<M> {
    type Item = M::Item;
}
impl<V, H> MapLike for HashMap<String, V, H> {
    type Item = V;
}
impl<V> MapLike for BTreeMap<String, V> {
    type Item = V;
}

pub trait Operand<E, T> {}
operands!(
    [T] T => T, [T] Option < T > => T, [T : Clone] T => & T, [T : Clone] Option < T > =>
    & T, [] String => & str, [] Option < String > => & str, [] String => && str, []
    Option < String > => && str,
);

pub trait Ordered {}
impl<T: Ordered> Ordered for Option<T> {}
#[cfg(feature = "chrono")]
ordered!(
    true : chrono::DateTime < chrono::Utc >, chrono::NaiveDateTime, chrono::NaiveDate,
    chrono::NaiveTime
);
#[cfg(feature = "jiff")]
ordered!(
    true : jiff::Timestamp, jiff::civil::DateTime, jiff::civil::Date, jiff::civil::Time
);
#[cfg(feature = "time")]
ordered!(
    true : time::OffsetDateTime, time::UtcDateTime, time::PrimitiveDateTime, time::Date,
    time::Time
);
ordered!(
    false : #[cfg(feature = "uuid")] uuid::Uuid, #[cfg(feature = "ulid")] ulid::Ulid,
    #[cfg(feature = "bytes")] bytes::Bytes
);
ordered!(
    true : #[cfg(feature = "electrodb")] crate ::electrodb::number::JsNumber,
    #[cfg(feature = "rust_decimal")] rust_decimal::Decimal, std::time::SystemTime
);
ordered!(false : String, char, Vec < u8 >);
ordered!(true : u8, u16, u32, u64, u128, i8, i16, i32, i64, i128, f32, f64);

#[derive(Debug, Clone, Copy)]
pub enum PartGroup {}

#[derive(Debug, Clone, Copy)]
pub enum PartGroupLoaded {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<T>(pub T);

#[derive(Debug, Clone, Copy)]
pub enum Plain {}
impl Acts for Plain {}
impl Descend for Plain {
    type Below = Plain;
}
impl<M, T> SetIn<M, T> for Plain {}

#[derive(Debug, Clone, Copy)]
pub enum ReadOnly {}
impl Descend for ReadOnly {
    type Below = ReadOnly;
}
impl<M: NeverReadOnly, T> SetIn<M, T> for ReadOnly {}

pub trait Removable {}
impl<T> Removable for Option<T> {}

pub trait Segments {}
impl Segments for () {}
impl Segments for String {}
impl Segments for usize {}
impl<A: Segments, B: Segments> Segments for (A, B) {}

pub trait SetIn<M, T> {}
together!(
    (A VA 0, B VB 1) (A VA 0, B VB 1, C VC 2) (A VA 0, B VB 1, C VC 2, D VD 3) (A VA 0, B
    VB 1, C VC 2, D VD 3, F VF 4) (A VA 0, B VB 1, C VC 2, D VD 3, F VF 4, G VG 5)
);

pub trait SizeOperand<E> {}
integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

#[derive(Debug, Clone, Copy)]
pub enum SolePart {}
impl<M, T: SettablePart> SetIn<M, T> for SolePart {}

#[derive(Debug, Clone, Copy)]
pub enum StoredAsBinary {}

#[derive(Debug, Clone, Copy)]
pub enum StoredAsList {}

pub trait SubtractFrom<V> {}
impl<V, T: SubtractFrom<V>> SubtractFrom<V> for Option<T> {}
arithmetic!(
    [] u8, [] u16, [] u32, [] u64, [] u128, [] i8, [] i16, [] i32, [] i64, [] i128, []
    f32, [] f64, [cfg(feature = "electrodb")] crate ::electrodb::number::JsNumber,
    [cfg(feature = "rust_decimal")] rust_decimal::Decimal,
);
