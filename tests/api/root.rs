#[cfg(feature = "sealed-cursors")]
pub use wire::seal::CursorKey;
pub use dynamo_entity_derive::Changes;
pub use dynamo_entity_derive::Collection;
pub use dynamo_entity_derive::Document;
pub use dynamo_entity_derive::Entity;
pub use dynamo_entity_derive::KeyPart;
pub use dynamo_entity_derive::Projection;
pub use dynamo_entity_derive::Table;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttributeType {
    String,
    Number,
    Binary,
    Boolean,
    Null,
    List,
    Map,
    StringSet,
    NumberSet,
    BinarySet,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchAnswer<T> {
    Item(T),
    Unreadable(Unreadable),
    Absent,
    Unread,
}
impl<T> BatchAnswer<T> {
    pub fn into_item(self) -> Option<T> {}
}

#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchDelete<E> {
    // and private fields
}
impl<E: Entity> BatchDelete<E> {
    pub fn requests<S: Registers<E>>(
        &self,
        table: &Table<S>,
    ) -> Result<Vec<BatchWriteItemInput>> {}
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<BatchWritten> {}
}

#[derive(Debug)]
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchGet<E, T = E> {
    // and private fields
}
impl<E: Entity, T: Projected<E>> BatchGet<E, T> {
    pub fn consistent(self) -> Self {}
    pub fn lenient(self) -> Lenient<Self> {}
    pub fn project<U: Projected<E>>(self) -> BatchGet<E, U> {}
}
impl<E: Entity, T: Projected<E>> BatchGet<E, T> {
    pub fn requests<S: Registers<E>>(
        &self,
        table: &Table<S>,
    ) -> Result<Vec<BatchGetItemInput>> {}
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Vec<Option<T>>> {}
}
impl<E, T> Clone for BatchGet<E, T> {}
impl<S: Registers<E>, E: Entity, T: Projected<E>> BatchReads<S> for BatchGet<E, T> {
    type Output = Vec<Option<T>>;
}

#[derive(Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct BatchPut<E> {
    // and private fields
}
impl<E: Entity> BatchPut<E> {
    pub fn requests<S: Registers<E>>(
        &self,
        table: &Table<S>,
    ) -> Result<Vec<BatchWriteItemInput>> {}
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<BatchWritten> {}
}
impl<E: Entity> fmt::Debug for BatchPut<E> {}

#[must_use = "a batch does nothing until it is sent"]
pub struct BatchRead<O> {
    // and private fields
}
impl<O: Send + 'static> BatchRead<O> {
    pub fn requests(&self) -> Result<Vec<BatchGetItemInput>> {}
    pub fn send(self) -> Sending<O> {}
    pub fn lenient(self) -> Lenient<Self> {}
}
impl<O> fmt::Debug for BatchRead<O> {}

pub trait BatchReads<S>: Send + Sized + 'static {
    type Output: Send + 'static;
}
tuples!(
    (A) (A B) (A B C) (A B C D) (A B C D F) (A B C D F G) (A B C D F G H) (A B C D F G H
    I)
);

#[must_use = "a batch does nothing until it is sent"]
pub struct BatchStream<S, W> {
    // and private fields
}
impl<S: Schema, W: Stream<Item = StreamedWrite>> BatchStream<S, W> {
    pub async fn send(self) -> Result<BatchWritten> {}
}
impl<S, W> fmt::Debug for BatchStream<S, W> {}

#[must_use = "a batch does nothing until it is sent"]
pub struct BatchWrite<S> {
    // and private fields
}
impl<S: Schema> BatchWrite<S> {
    pub fn put<T: BatchItem<S>>(self, item: T) -> Self {}
    pub fn put_all<T: BatchItem<S>>(self, items: impl IntoIterator<Item = T>) -> Self {}
    pub fn delete<E>(self, key: impl IntoKey<E>) -> Self
    where
        S: Registers<E>,
        E: Batchable,
    {}
    pub fn delete_all<E>(self, keys: impl IntoIterator<Item: IntoKey<E>>) -> Self
    where
        S: Registers<E>,
        E: Batchable,
    {}
    pub fn again(self, unprocessed: Unprocessed) -> Self {}
    pub fn requests(&self) -> Result<Vec<BatchWriteItemInput>> {}
    pub fn send(self) -> Sending<BatchWritten> {}
}
impl<S: Schema> BatchWrite<S> {
    pub fn put_stream<T: BatchItem<S>>(
        self,
        items: impl Stream<Item = T>,
    ) -> BatchStream<S, impl Stream<Item = StreamedWrite>> {}
    pub fn delete_stream<E>(
        self,
        keys: impl Stream<Item: IntoKey<E>>,
    ) -> BatchStream<S, impl Stream<Item = StreamedWrite>>
    where
        S: Registers<E>,
        E: Batchable,
    {}
}
impl<S> fmt::Debug for BatchWrite<S> {}

#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct BatchWritten {
    pub items: usize,
    pub requests: u64,
    pub consumed_capacity: f64,
}

pub trait Batchable: Entity {}

pub struct Cancellation {
    // and private fields
}
impl Cancellation {
    #[must_use]
    pub fn is_ok(&self) -> bool {}
    #[must_use]
    pub fn kind(&self) -> Option<ErrorKind> {}
    #[must_use]
    pub fn is_already_exists(&self) -> bool {}
    #[must_use]
    pub fn is_not_found(&self) -> bool {}
    #[must_use]
    pub fn is_version_conflict(&self) -> bool {}
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {}
    #[must_use]
    pub fn unique_field(&self) -> Option<&str> {}
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {}
    #[must_use]
    pub fn is_out_of_range(&self) -> bool {}
    #[must_use]
    pub fn is_missing_parent(&self) -> bool {}
    #[must_use]
    pub fn attribute_path(&self) -> Option<String> {}
    #[must_use]
    pub fn is_conflict(&self) -> bool {}
    #[must_use]
    pub fn is_throttled(&self) -> bool {}
    #[must_use]
    pub fn is_validation(&self) -> bool {}
    #[must_use]
    pub fn is_too_large(&self) -> bool {}
    #[must_use]
    pub fn code(&self) -> Option<&str> {}
    #[must_use]
    pub fn entity(&self) -> &str {}
    #[must_use]
    pub fn key(&self) -> Option<&str> {}
}
impl Cancellation {
    pub fn existing<E: Entity>(&self) -> Result<Option<E>> {}
}
impl fmt::Debug for Cancellation {}
impl fmt::Display for Cancellation {}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Change<T> {
    Keep,
    Set(T),
    Remove,
}
impl<T> Change<T> {
    #[must_use]
    pub const fn is_keep(&self) -> bool {}
}
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {}
impl<T: Serialize> Serialize for Change<T> {}
impl<T> From<Option<T>> for Change<T> {}
impl<T> From<T> for Change<T> {}

pub trait Changes<E> {
    fn is_empty(&self) -> bool;
}

#[must_use = "an operation does nothing until it is sent"]
pub struct Check<E, C = Unconditional> {
    // and private fields
}
impl<E: Entity, C> Check<E, C> {
    pub fn condition(self, condition: impl IntoCondition<E>) -> Check<E, Conditional> {}
}
impl<E, C> Clone for Check<E, C> {}
impl<E, C> fmt::Debug for Check<E, C> {}
impl<S: Registers<E>, E: Entity, C: HasCondition> WriteOperation<S> for Check<E, C> {}

pub trait Collection: Send + Sized + 'static {
    type Output: Send + 'static;
}

#[must_use = "an operation does nothing until it is sent"]
pub struct CollectionQuery<C> {
    // and private fields
}
impl<C: Collection> CollectionQuery<C> {
    pub fn begins_with(self, text: impl Into<String>) -> Self {}
    pub fn refuse_unknown(self) -> Self {}
    pub fn descending(self) -> Self {}
}
impl<C> Clone for CollectionQuery<C> {}
impl<C> fmt::Debug for CollectionQuery<C> {}

#[must_use = "a condition does nothing until it is passed to an operation"]
pub struct Condition<E> {
    // and private fields
}
impl<E> BitAnd for Condition<E> {
    type Output = Self;
}
impl<E> BitOr for Condition<E> {
    type Output = Self;
}
impl<E> Clone for Condition<E> {}
impl<E> From<RawCondition> for Condition<E> {}
impl<E> IntoCondition<E> for Condition<E> {}
impl<E> Not for Condition<E> {
    type Output = Self;
}
impl<E> fmt::Debug for Condition<E> {}

#[derive(Debug)]
pub enum Conditional {}

#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct CreateTable {
    // and private fields
}
impl CreateTable {
    pub fn provisioned(self, read: u32, write: u32) -> Self {}
    pub fn time_to_live(self, attribute: impl Into<String>) -> Self {}
    pub fn request(&self) -> Result<CreateTableInput> {}
    pub fn send(self) -> Sending<()> {}
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cursor(_);
impl FromStr for Cursor {
    type Err = Error;
}
impl Serialize for Cursor {}
impl fmt::Debug for Cursor {}
impl fmt::Display for Cursor {}
impl<'de> Deserialize<'de> for Cursor {}

#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Delete<E, R = Nothing> {
    // and private fields
}
impl<E: Entity, R: Returning<E> + 'static> Delete<E, R> {
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {}
}
impl<E: Entity, R: Returning<E> + 'static> Delete<E, R> {
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {}
}
impl<E: Entity, R: Returning<E>> Delete<E, R> {
    pub fn condition(self, condition: impl IntoCondition<E>) -> Self {}
}
impl<E: Entity, R: Returning<E>> Delete<E, R> {
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<DeleteItemInput> {}
}
impl<E: Entity> Delete<E> {
    pub fn return_old(self) -> Delete<E, Old> {}
}
impl<
    S: Registers<E>,
    E: Entity,
    R: Returning<E> + GivesNothing + 'static,
> WriteOperation<S> for Delete<E, R> {}

pub trait Document: Shaped + Serialize + DeserializeOwned + Sized + 'static {
    type Fields;
    #[must_use]
    fn fields() -> Self::Fields {}
}

pub trait Entity: Send + Sync + Sized + 'static {
    const SCHEMA: &'static EntitySchema;
    type Key: EntityKey<Self>;
    type Fields;
    type Create;
    type Update: Changes<Self, __Mode = Unloaded>;
    type Query;
    fn key(&self) -> Self::Key;
    #[must_use]
    fn fields() -> Self::Fields {}
    #[must_use]
    fn builder() -> Self::Create {}
    #[must_use]
    fn query() -> Self::Query {}
}

pub struct Error(_);
impl Error {
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {}
    pub fn into_readable<T: 'static>(self) -> Result<Readable<T>> {}
}
impl Error {
    #[must_use]
    pub fn from_kind(kind: ErrorKind) -> Self {}
}
impl Error {
    #[must_use]
    pub fn kind(&self) -> ErrorKind {}
    #[must_use]
    pub fn is_already_exists(&self) -> bool {}
    #[must_use]
    pub fn is_not_found(&self) -> bool {}
    #[must_use]
    pub fn is_version_conflict(&self) -> bool {}
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {}
    #[must_use]
    pub fn unique_field(&self) -> Option<&str> {}
    #[must_use]
    pub fn is_condition_failed(&self) -> bool {}
    #[must_use]
    pub fn is_out_of_range(&self) -> bool {}
    #[must_use]
    pub fn is_missing_parent(&self) -> bool {}
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {}
    #[must_use]
    pub fn is_not_unique(&self) -> bool {}
    #[must_use]
    pub fn is_invalid_key(&self) -> bool {}
    #[must_use]
    pub fn is_invalid_input(&self) -> bool {}
    #[must_use]
    pub fn is_validation(&self) -> bool {}
    #[must_use]
    pub fn is_empty_change(&self) -> bool {}
    #[must_use]
    pub fn is_decode(&self) -> bool {}
    #[must_use]
    pub fn is_invalid_cursor(&self) -> bool {}
    #[must_use]
    pub fn is_table_mismatch(&self) -> bool {}
    #[must_use]
    pub fn is_transaction_canceled(&self) -> bool {}
    #[must_use]
    pub fn cancellations(&self) -> Option<&[Cancellation]> {}
    #[must_use]
    pub fn is_conflict(&self) -> bool {}
    #[must_use]
    pub fn is_timeout(&self) -> bool {}
    #[must_use]
    pub fn is_transaction_in_progress(&self) -> bool {}
    #[must_use]
    pub fn is_token_mismatch(&self) -> bool {}
    #[must_use]
    pub fn is_throttled(&self) -> bool {}
    #[must_use]
    pub fn code(&self) -> Option<&str> {}
    #[must_use]
    pub fn entity(&self) -> Option<&str> {}
    #[must_use]
    pub fn key(&self) -> Option<&str> {}
    #[must_use]
    pub fn attribute_path(&self) -> Option<String> {}
    #[must_use]
    pub fn differences(&self) -> &[String] {}
}
impl Error {
    #[must_use]
    pub fn throttling(&self) -> Vec<ThrottlingReason<'_>> {}
}
impl Error {
    #[must_use]
    pub fn unprocessed(&self) -> Option<&Unprocessed> {}
    pub fn into_unprocessed(self) -> Result<Unprocessed> {}
}
impl Error {
    #[must_use]
    pub fn unread(&self) -> Option<&Unread> {}
    pub fn into_unread(self) -> Result<Unread> {}
}
impl Error {
    pub fn existing<E: Entity>(&self) -> Result<Option<E>> {}
    pub fn with_existing<E: Entity>(self, item: &E) -> Result<Self> {}
}
impl fmt::Debug for Error {}
impl fmt::Display for Error {}
impl std::error::Error for Error {}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    AlreadyExists,
    NotFound,
    VersionConflict,
    UniqueViolation,
    ConditionFailed,
    OutOfRange,
    MissingParent,
    OutcomeUnknown,
    NotUnique,
    InvalidKey,
    InvalidInput,
    Validation,
    EmptyChange,
    Decode,
    InvalidCursor,
    TableMismatch,
    TransactionCanceled,
    Conflict,
    TransactionInProgress,
    TokenMismatch,
    Throttled,
    Rejected,
    ItemCollectionTooLarge,
    TableNotFound,
    AccessDenied,
    Construction,
    Dispatch,
    Timeout,
    Response,
    Service,
}

#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Get<E, T = E> {
    // and private fields
}
impl<E: Entity, T: Projected<E>> Get<E, T> {
    pub fn consistent(self) -> Self {}
    pub fn project<U: Projected<E>>(self) -> Get<E, U> {}
}
impl<E: Entity, T: Projected<E>> Get<E, T> {
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<GetItemInput> {}
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Option<T>> {}
}
impl<S: Registers<E>, E: Entity, T: Projected<E>> ReadOperation<S> for Get<E, T> {
    type Output = Option<T>;
}

pub trait IntoCondition<E> {
    fn into_condition(self) -> Condition<E>;
}

pub trait IntoEntity {
    type Entity: Entity;
    fn into_entity(self) -> Self::Entity;
}

pub trait IntoKey<E> {
    fn into_key(self) -> PrimaryKey<E>;
}
impl<E: KeyFrom<K>, K> IntoKey<E> for K {}

pub trait IntoValue<T> {
    fn into_value(self) -> T;
}
impl IntoValue<Native<String>> for &str {}
impl<
    T,
    K: Into<String>,
    H: BuildHasher + Default,
    V: IntoValue<T>,
    const N: usize,
> IntoValue<HashMap<String, T, H>> for [(K, V); N] {}
impl<
    T: Eq + Hash,
    H: BuildHasher + Default,
    V: IntoValue<T>,
    const N: usize,
> IntoValue<HashSet<T, H>> for [V; N] {}
impl<T, K: Into<String>, V: IntoValue<T>, const N: usize> IntoValue<BTreeMap<String, T>>
for [(K, V); N] {}
impl<T, V: IntoValue<T>, const N: usize> IntoValue<Vec<T>> for [V; N] {}
impl<T: Clone> IntoValue<Option<T>> for &T {}
impl<T: Clone> IntoValue<T> for &T {}
impl<T: KeyPart + Clone> IntoValue<Formatted<T>> for &T {}
impl<T: KeyPart> IntoValue<Formatted<T>> for &str {}
impl<T: KeyPart> IntoValue<Formatted<T>> for T {}
impl<T: NativePart + Clone> IntoValue<Native<T>> for &T {}
impl<T: NativePart> IntoValue<Native<T>> for T {}
impl<T: Ord, V: IntoValue<T>, const N: usize> IntoValue<BTreeSet<T>> for [V; N] {}
impl<T: TimePart> IntoValue<Formatted<T>> for String {}
impl<T> IntoValue<Option<T>> for T {}
impl<T> IntoValue<T> for T {}
padded_text!(u8 u16 u32 u64 u128);
text!(
    & str => | text | text.to_owned(), && str => | text | (* text).to_owned(), Cow <'_,
    str > => | text | text.into_owned(), Box < str > => | text | text.into_string(),
);
together!(
    (A VA 0, B VB 1) (A VA 0, B VB 1, C VC 2) (A VA 0, B VB 1, C VC 2, D VD 3) (A VA 0, B
    VB 1, C VC 2, D VD 3, F VF 4) (A VA 0, B VB 1, C VC 2, D VD 3, F VF 4, G VG 5)
);

#[must_use = "streams do nothing unless polled"]
pub struct ItemStream<T> {
    // and private fields
}
impl<T: Send + 'static> Stream for ItemStream<T> {
    type Item = Result<T>;
}
impl<T> Unpin for ItemStream<T> {}
impl<T> fmt::Debug for ItemStream<T> {}

#[cfg(feature = "electrodb")]
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct JsNumber(pub f64);
impl KeyPart for JsNumber {}
impl Serialize for JsNumber {}
impl fmt::Display for JsNumber {}
impl<'de> Deserialize<'de> for JsNumber {}

pub trait KeyPart: Sized + 'static {
    const KIND: PartKind;
    const PREFIX_FREE: bool;
    const NATIVE: Option<ScalarType>;
    fn part(&self) -> Part<'_>;
}
impl KeyPart for bool {}
impl KeyPart for char {}
impl<T: DerivedPart> KeyPart for T {}
integers!(Signed : i8 i16 i32 i64 i128);
integers!(Unsigned : u8 u16 u32 u64 u128);
strings!(String Box < str > Arc < str > Cow <'static, str >);

#[derive(Debug, Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Lenient<R>(_);
impl<E: Entity, T: Projected<E>> Lenient<BatchGet<E, T>> {
    pub fn send<S: Registers<E>>(
        self,
        table: &Table<S>,
    ) -> Sending<Readable<Vec<Option<T>>>> {}
}
impl<E: Entity, T: Projected<E>> Lenient<ParallelScan<E, T>> {
    pub fn all<S: Registers<E>>(self, table: &Table<S>) -> Sending<Readable<Vec<T>>> {}
}
impl<E: Entity, T: Projected<E>> Lenient<Scan<E, T>> {
    pub fn segments(self, total: u32) -> Lenient<ParallelScan<E, T>> {}
}
impl<O: Send + 'static> Lenient<BatchRead<O>> {
    pub fn send(self) -> Sending<Readable<O>> {}
}
impl<S: Schema, T: Send + 'static> Lenient<TransactGet<S, T>> {
    pub fn send(self) -> Sending<Readable<T>> {}
}

#[derive(Debug)]
pub enum Loaded {}

#[derive(Debug, Clone, Copy)]
pub enum New {}
impl<E: Entity> Returning<E> for New {
    type Output = E;
}

#[derive(Debug, Clone, Copy)]
pub enum Nothing {}
impl<E: Entity> Returning<E> for Nothing {
    type Output = ();
}

#[derive(Debug, Clone, Copy)]
pub enum Old {}
impl<E: Entity> Returning<E> for Old {
    type Output = Option<E>;
}

#[must_use = "an operation does nothing until it is sent"]
pub struct Once<E> {
    // and private fields
}
impl<E: Entity> Once<E> {
    pub fn token(self, token: impl Into<String>) -> Self {}
    pub fn retries(self, retries: Retries) -> Self {}
    pub fn request<S: Registers<E>>(
        &self,
        table: &Table<S>,
    ) -> Result<TransactWriteItemsInput> {}
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<()> {}
}
impl<E> fmt::Debug for Once<E> {}

pub trait Operand<E, T> {}
operands!(
    [T] T => T, [T] Option < T > => T, [T : Clone] T => & T, [T : Clone] Option < T > =>
    & T, [] String => & str, [] Option < String > => & str, [] String => && str, []
    Option < String > => && str,
);

pub trait Operations: Entity {
    fn get<K: IntoKey<Self>>(key: K) -> Get<Self> {}
    fn put<T: IntoEntity<Entity: Same<Self>>>(item: T) -> Put<Self> {}
    fn create<T: IntoEntity<Entity: Same<Self>>>(item: T) -> Put<Self> {}
    fn update<K: IntoKey<Self>>(key: K) -> Update<Self, Unloaded>
    where
        Self: UpdateCanCreate,
    {}
    fn patch<K: IntoKey<Self>>(key: K) -> Update<Self, Unloaded> {}
    fn edit(&self) -> Update<Self, Loaded> {}
    fn upsert<T: IntoEntity<Entity: Same<Self>>>(item: T) -> Upsert<Self> {}
    fn reindex(&self) -> Reindex<Self> {}
    fn delete<K: IntoKey<Self>>(key: K) -> Delete<Self> {}
    fn remove<K: IntoKey<Self>>(key: K) -> Delete<Self> {}
    fn scan() -> Scan<Self> {}
    fn batch_get<K: IntoKey<Self>>(keys: impl IntoIterator<Item = K>) -> BatchGet<Self> {}
    fn batch_put<T: IntoEntity<Entity: Same<Self>>>(
        items: impl IntoIterator<Item = T>,
    ) -> BatchPut<Self>
    where
        Self: Batchable,
    {}
    fn batch_delete<K: IntoKey<Self>>(
        keys: impl IntoIterator<Item = K>,
    ) -> BatchDelete<Self>
    where
        Self: Batchable,
    {}
    fn check<K: IntoKey<Self>>(key: K) -> Check<Self> {}
}
impl<E: Entity> Operations for E {}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    pub items: Vec<T>,
    pub unreadable: Vec<Unreadable>,
    pub cursor: Option<Cursor>,
    pub count: u64,
    pub scanned_count: u64,
    pub consumed_capacity: f64,
}
impl<T> Page<T> {
    #[must_use]
    pub fn new(items: impl Into<Vec<T>>, cursor: Option<Cursor>) -> Self {}
    #[must_use]
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {}
}
impl<T: Serialize> Serialize for Page<T> {}
impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
}

#[must_use = "an operation does nothing until it is sent"]
pub struct ParallelScan<E, T = E> {
    // and private fields
}
impl<E: Entity, T: Projected<E>> ParallelScan<E, T> {
    pub fn lenient(self) -> Lenient<Self> {}
}
impl<E: Entity, T: Projected<E>> ParallelScan<E, T> {
    pub fn requests<S: Registers<E>>(&self, table: &Table<S>) -> Result<Vec<ScanInput>> {}
    pub fn all<S: Registers<E>>(self, table: &Table<S>) -> Sending<Vec<T>> {}
    pub fn first<S: Registers<E>>(self, table: &Table<S>) -> Sending<Option<T>> {}
    pub fn count<S: Registers<E>>(self, table: &Table<S>) -> Sending<u64> {}
    pub fn stream<S: Registers<E>>(self, table: &Table<S>) -> ItemStream<T> {}
}
impl<E, T> Clone for ParallelScan<E, T> {}
impl<E, T> fmt::Debug for ParallelScan<E, T> {}

pub struct Path<E, T, K = Plain, S = Name> {
    // and private fields
}
impl<E, T, K, S: Segments> Path<E, T, K, S> {
    pub fn eq<V: Operand<E, T>>(self, value: V) -> Condition<E> {}
    pub fn ne<V: Operand<E, T>>(self, value: V) -> Condition<E> {}
    pub fn gt<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Supports<Order>,
    {}
    pub fn gte<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Supports<Order>,
    {}
    pub fn lt<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Supports<Order>,
    {}
    pub fn lte<V: Operand<E, T>>(self, value: V) -> Condition<E>
    where
        T: Supports<Order>,
    {}
    pub fn between<V: Operand<E, T>, W: Operand<E, T>>(
        self,
        low: V,
        high: W,
    ) -> Condition<E>
    where
        T: Supports<Order>,
    {}
    pub fn is_in<I>(self, values: I) -> Condition<E>
    where
        I: IntoIterator,
        I::Item: Operand<E, T>,
    {}
    pub fn begins_with<V: Operand<E, T>>(self, prefix: V) -> Condition<E>
    where
        T: Supports<Prefix>,
    {}
    pub fn contains<V>(self, value: V) -> Condition<E>
    where
        T: Supports<Containing<V>>,
    {}
    pub fn exists(self) -> Condition<E> {}
    pub fn not_exists(self) -> Condition<E> {}
    pub fn attribute_type(self, ty: AttributeType) -> Condition<E> {}
    pub fn size(self) -> Size<E>
    where
        T: Supports<Length>,
    {}
}
impl<E, T, K, S> Path<E, T, K, S> {
    pub fn dot<D, U, K2, S2>(
        self,
        field: Path<D, U, K2, S2>,
    ) -> Path<E, U, D::Below, (S, S2)>
    where
        D: FieldsOf<T, K, K2>,
        S2: Segments,
    {}
    pub fn key<V, B>(self, key: impl Into<String>) -> Path<E, Option<V>, B, (S, String)>
    where
        T: MapLike<K, Item = V, Below = B>,
        V: Serialize,
    {}
    pub fn at<BytesHaveNoElements, V, B>(
        self,
        index: usize,
    ) -> Path<E, Option<V>, B, (S, usize)>
    where
        T: ListLike<K, BytesHaveNoElements, Item = V, Below = B>,
        V: Serialize,
    {}
}
impl<E, T, K, S: Clone> Clone for Path<E, T, K, S> {}
impl<E, T, K, S: Copy> Copy for Path<E, T, K, S> {}
impl<E, T, K, S: Segments> fmt::Debug for Path<E, T, K, S> {}
impl<E, T, K2, S2: Segments> Operand<E, Option<T>> for Path<E, T, K2, S2> {}
impl<E, T, K2, S2: Segments> Operand<E, T> for Path<E, Option<T>, K2, S2> {}
impl<E, T, K2, S2: Segments> Operand<E, T> for Path<E, T, K2, S2> {}

pub struct PrimaryKey<E> {
    // and private fields
}
impl<E> Clone for PrimaryKey<E> {}
impl<E> fmt::Debug for PrimaryKey<E> {}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Progress {
    pub done: usize,
    pub total: Option<usize>,
    pub retried: usize,
    pub requests: u64,
    pub consumed_capacity: f64,
}

pub trait Projected<E>: Sized + Send + 'static {}
impl<E: Entity> Projected<E> for E {}

#[derive(Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Put<E, R = Nothing> {
    // and private fields
}
impl<E: Entity, R: Returning<E> + 'static> Put<E, R> {
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {}
}
impl<E: Entity, R: Returning<E>> Put<E, R> {
    pub fn condition(self, condition: impl IntoCondition<E>) -> Self {}
}
impl<E: Entity, R: Returning<E>> Put<E, R> {
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<PutItemInput> {}
}
impl<E: Entity> Put<E, Old> {
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Option<E>> {}
}
impl<E: Entity> Put<E> {
    pub fn return_old(self) -> Put<E, Old> {}
}
impl<E: Entity> Put<E> {
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<E> {}
}
impl<
    S: Registers<E>,
    E: Entity,
    R: Returning<E> + GivesNothing + 'static,
> WriteOperation<S> for Put<E, R> {}
impl<E: Entity, R> fmt::Debug for Put<E, R> {}

#[must_use = "an operation does nothing until it is sent"]
pub struct Query<E, T = E> {
    // and private fields
}
impl<E, T> Clone for Query<E, T> {}
impl<E, T> fmt::Debug for Query<E, T> {}
impl<E: Entity, T: Projected<E>> QueryStep for Query<E, T> {
    type Entity = E;
    type Item = T;
}

pub trait QueryStep: Sized {
    type Entity: Entity;
    type Item: Projected<Self::Entity>;
    fn into_query(self) -> Query<Self::Entity, Self::Item>;
    fn descending(self) -> Self {}
    fn in_collection<C: Collection + Collects<Self::Entity>>(
        self,
    ) -> CollectionQuery<C> {}
    fn project<T: Projected<Self::Entity>>(self) -> Query<Self::Entity, T> {}
}

#[derive(Debug, Clone)]
#[must_use = "a condition does nothing until it is passed to an operation"]
pub struct RawCondition {
    // and private fields
}
impl RawCondition {
    pub fn name(self, placeholder: &str, attribute: impl Into<String>) -> Self {}
    pub fn path<E, T, K, S: Segments>(
        self,
        placeholder: &str,
        path: Path<E, T, K, S>,
    ) -> Self {}
    pub fn value(self, placeholder: &str, value: impl Serialize) -> Self {}
}
impl<E> IntoCondition<E> for crate::expression::raw::RawCondition {}

pub trait Read: Sized {
    type Source;
    type Item: Send + 'static;
    type All: Send + 'static;
    type Request;
    type Finished: PagedRead<
            Source = Self::Source,
            Item = Self::Item,
            All = Self::All,
            Request = Self::Request,
        >;
    fn limit(self, items: u32) -> Self {}
    fn take(self, items: usize) -> Self {}
    fn pages(self, pages: u32) -> Self
    where
        Self::Source: Pages,
    {}
    fn start_at(self, cursor: impl Into<Option<Cursor>>) -> Self
    where
        Self::Source: Pages,
    {}
    fn consistent(self) -> Self {}
    fn filter<E: Entity>(self, condition: impl IntoCondition<E>) -> Self
    where
        Self::Source: Collects<E>,
    {}
    fn lenient(self) -> Lenient<Self::Finished>
    where
        Self::Finished: Strict,
    {}
    fn hydrate(self) -> Self
    where
        Self::Source: Hydrates,
    {}
    fn request<S: Schema>(&self, table: &Table<S>) -> Result<Self::Request>
    where
        Self::Source: ReadFrom<S>,
    {}
    fn send<S: Schema>(self, table: &Table<S>) -> Sending<Page<Self::Item>>
    where
        Self::Source: Pages + ReadFrom<S>,
    {}
    fn all<S: Schema>(self, table: &Table<S>) -> Sending<Self::All>
    where
        Self::Source: ReadFrom<S>,
    {}
    fn first<S: Schema>(self, table: &Table<S>) -> Sending<Option<Self::Item>>
    where
        Self::Source: Pages + ReadFrom<S>,
        Self::Finished: Strict,
    {}
    fn one<S: Schema>(self, table: &Table<S>) -> Sending<Self::Item>
    where
        Self::Source: Pages + ReadFrom<S>,
        Self::Finished: Strict,
    {}
    fn count<S: Schema>(self, table: &Table<S>) -> Sending<u64>
    where
        Self::Source: ReadFrom<S>,
    {}
    fn stream<S: Schema>(self, table: &Table<S>) -> ItemStream<Self::Item>
    where
        Self::Source: Pages + ReadFrom<S>,
    {}
}
impl<Q: QueryStep> Read for Q {
    type Source = Q::Entity;
    type Item = Q::Item;
    type All = Vec<Q::Item>;
    type Request = QueryInput;
    type Finished = Query<Q::Entity, Q::Item>;
}
finished! {
    [E : Entity, T : Projected < E >] Scan < E, T >; [C : Collection] CollectionQuery < C
    >; [R : Strict] Lenient < R >;
}

pub trait ReadFrom<S> {}
impl<S: Registers<E>, E: Entity> ReadFrom<S> for E {}

pub trait ReadOperation<S>: Send + Sync + 'static {
    type Output: Send + 'static;
}
impl<S, O: ReadOperation<S>> ReadOperation<S> for Vec<O> {
    type Output = Vec<O::Output>;
}
tuples!(
    (A 0) (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3) (A 0, B 1, C 2, D 3, E 4) (A 0,
    B 1, C 2, D 3, E 4, F 5) (A 0, B 1, C 2, D 3, E 4, F 5, G 6) (A 0, B 1, C 2, D 3, E
    4, F 5, G 6, H 7) (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8) (A 0, B 1, C 2, D 3,
    E 4, F 5, G 6, H 7, I 8, J 9)
);

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Readable<T> {
    pub items: T,
    pub unreadable: Vec<Unreadable>,
}

pub trait Registers<E>: Schema {}

#[must_use = "an operation does nothing until it is sent"]
pub struct Reindex<E, R = Nothing> {
    // and private fields
}
impl<E: Entity, R: Returning<E> + 'static> Reindex<E, R> {
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {}
}
impl<E: Entity, R: Returning<E> + 'static> Reindex<E, R> {
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<UpdateItemInput> {}
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {}
}
impl<E: Entity, R> Reindex<E, R> {
    pub fn condition(self, condition: impl IntoCondition<E>) -> Self {}
}
impl<E: Entity> Reindex<E> {
    pub fn return_new(self) -> Reindex<E, New> {}
    pub fn return_old(self) -> Reindex<E, Old> {}
}
impl<
    S: Registers<E>,
    E: Entity,
    R: Returning<E> + GivesNothing + 'static,
> WriteOperation<S> for Reindex<E, R> {}
impl<E, R> Clone for Reindex<E, R> {}
impl<E, R> fmt::Debug for Reindex<E, R> {}

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Retries {
    // and private fields
}
impl Retries {
    pub const NONE: Retries = Retries {
        attempts: 1,
        time: Duration::ZERO,
        first: Duration::ZERO,
        longest: Duration::ZERO,
    };
    pub fn attempts(self, attempts: u32) -> Self {}
    pub fn time(self, time: Duration) -> Self {}
    pub fn pauses(self, first: Duration, longest: Duration) -> Self {}
}
impl Default for Retries {}

pub trait Returning<E> {
    type Output: Send + 'static;
}

#[must_use = "an operation does nothing until it is sent"]
pub struct Scan<E, T = E> {
    // and private fields
}
impl<E: Entity, T: Projected<E>> Scan<E, T> {
    pub fn index(self, pattern: impl Into<Cow<'static, str>>) -> Self {}
    pub fn segment(self, segment: u32, total: u32) -> Self {}
    pub fn segments(self, total: u32) -> ParallelScan<E, T> {}
    pub fn project<U: Projected<E>>(self) -> Scan<E, U> {}
}
impl<E, T> Clone for Scan<E, T> {}
impl<E, T> fmt::Debug for Scan<E, T> {}

pub trait Schema: Send + Sync + Sized + 'static {
    #[must_use]
    fn schema() -> &'static TableSchema;
    fn to_item<E: Entity>(entity: &E) -> Result<Item>
    where
        Self: Registers<E>,
    {}
    fn from_item<E: Entity>(item: Item) -> Result<E>
    where
        Self: Registers<E>,
    {}
    fn key_from_item<E: Entity>(item: &Item) -> Result<E::Key>
    where
        Self: Registers<E>,
    {}
    fn key_from_json<E: Entity>(json: &[u8]) -> Result<E::Key>
    where
        Self: Registers<E>,
    {}
    #[must_use]
    fn entity_of(item: &Item) -> Option<&'static EntitySchema> {}
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SdkReason {
    Chosen,
    AttributeValues,
    Interceptors,
    RetryClassifiers,
    AdaptiveRetries,
    OperationTimeout,
    Authentication,
    InvocationIds,
    ClockSkew,
    UnknownRequest,
}
impl fmt::Display for SdkReason {}

#[must_use = "a request is sent when it is awaited"]
pub struct Sending<T>(_);
impl<T> Future for Sending<T> {
    type Output = Result<T>;
}
impl<T> fmt::Debug for Sending<T> {}

#[derive(Debug)]
pub enum Set {}

#[must_use = "a size does nothing until it is compared"]
pub struct Size<E> {
    // and private fields
}
impl<E> Size<E> {
    pub fn eq(self, value: impl SizeOperand<E>) -> Condition<E> {}
    pub fn ne(self, value: impl SizeOperand<E>) -> Condition<E> {}
    pub fn gt(self, value: impl SizeOperand<E>) -> Condition<E> {}
    pub fn gte(self, value: impl SizeOperand<E>) -> Condition<E> {}
    pub fn lt(self, value: impl SizeOperand<E>) -> Condition<E> {}
    pub fn lte(self, value: impl SizeOperand<E>) -> Condition<E> {}
    pub fn between(
        self,
        low: impl SizeOperand<E>,
        high: impl SizeOperand<E>,
    ) -> Condition<E> {}
}
impl<E> fmt::Debug for Size<E> {}

#[must_use = "a sort part does nothing without an operator"]
pub struct SortStep<E, P, N, O = Sorted> {
    // and private fields
}
impl<E: Entity, P: PartTarget, N: From<Query<E>>, O> SortStep<E, P, N, O> {
    pub fn eq(self, value: impl IntoValue<P>) -> N {}
    pub fn begins_with(self, text: impl IntoValue<P::Prefix>) -> Query<E>
    where
        P: PrefixTarget,
    {}
    pub fn between(self, low: impl IntoValue<P>, high: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {}
    pub fn gt(self, value: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {}
    pub fn gte(self, value: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {}
    pub fn lt(self, value: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {}
    pub fn lte(self, value: impl IntoValue<P>) -> Query<E>
    where
        O: Sorts<P>,
    {}
}
impl<E, P, N, O> fmt::Debug for SortStep<E, P, N, O> {}

#[derive(Debug)]
pub enum Sorted {}

pub struct Table<S> {
    // and private fields
}
impl<S: Schema> Table<S> {
    #[must_use]
    pub fn new(client: Client, name: impl Into<String>) -> Self {}
    #[cfg(feature = "electrodb")]
    #[must_use]
    pub fn electrodb_cursors(self) -> Self {}
    #[cfg(feature = "sealed-cursors")]
    #[must_use]
    pub fn seal_cursors(self, key: CursorKey) -> Self {}
    #[must_use]
    pub fn through_attribute_values(self) -> Self {}
    #[must_use]
    pub fn through_sdk(self) -> Self {}
    #[must_use]
    pub fn verify_writes(self) -> Self {}
    #[must_use]
    pub fn trust_writes(self) -> Self {}
}
impl<S: Schema> Table<S> {
    #[must_use]
    pub fn observe(
        self,
        hook: impl Fn(&RequestEvent<'_>) + Send + Sync + 'static,
    ) -> Self {}
    #[must_use]
    pub fn metered(&self, meter: &CapacityMeter) -> Self {}
}
impl<S: Schema> Table<S> {
    pub async fn local() -> Result<Self> {}
}
impl<S: Schema> Table<S> {
    pub fn batch_get<R: BatchReads<S>>(&self, reads: R) -> BatchRead<R::Output> {}
}
impl<S: Schema> Table<S> {
    pub fn batch_write(&self) -> BatchWrite<S> {}
}
impl<S: Schema> Table<S> {
    pub fn create(&self) -> CreateTable {}
}
impl<S: Schema> Table<S> {
    pub fn transact_get<O: ReadOperation<S>>(
        &self,
        operations: O,
    ) -> TransactGet<S, O::Output> {}
}
impl<S: Schema> Table<S> {
    pub fn transact_write(&self) -> TransactWrite<S> {}
}
impl<S: Schema> Table<S> {
    pub fn verify(&self) -> Sending<()> {}
}
impl<S> Table<S> {
    #[must_use]
    pub fn name(&self) -> &str {}
    #[must_use]
    pub fn wire(&self) -> Wire {}
    pub async fn warm_up(&self) -> Result<()> {}
    #[must_use]
    pub fn client(&self) -> &Client {}
}
impl<S> Clone for Table<S> {}
impl<S> fmt::Debug for Table<S> {}

#[derive(Debug)]
#[non_exhaustive]
pub struct TableSchema {
    pub entities: &'static [&'static EntitySchema],
    pub primary: IndexKeys,
    pub type_attribute: &'static str,
    pub version_attribute: Option<&'static str>,
    pub renamed: &'static [IndexKeys],
    // and private fields
}
impl TableSchema {
    pub fn access_patterns(&self) -> impl Iterator<Item = &'static Index> + use<> {}
    #[must_use]
    pub fn time_to_live(&self) -> Option<&'static str> {}
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottlingReason<'e> {
    // and private fields
}
impl<'e> ThrottlingReason<'e> {
    #[must_use]
    pub fn reason(&self) -> &'e str {}
    #[must_use]
    pub fn resource(&self) -> &'e str {}
    #[must_use]
    pub fn table(&self) -> Option<&'e str> {}
    #[must_use]
    pub fn index(&self) -> Option<&'e str> {}
}

#[must_use = "an operation does nothing until it is sent"]
pub struct TransactGet<S, T> {
    // and private fields
}
impl<S: Schema, T: Send + 'static> TransactGet<S, T> {
    pub fn retries(self, retries: Retries) -> Self {}
    pub fn request(&self) -> Result<TransactGetItemsInput> {}
    pub fn send(self) -> Sending<T> {}
    pub fn lenient(self) -> Lenient<Self> {}
}
impl<S, T> fmt::Debug for TransactGet<S, T> {}

#[must_use = "an operation does nothing until it is sent"]
pub struct TransactWrite<S, T = ()> {
    // and private fields
}
impl<S: Schema, T: Send + 'static> TransactWrite<S, T> {
    pub fn add<O: WriteOperation<S>>(self, operation: O) -> Self {}
    pub fn add_all<I: IntoIterator<Item: WriteOperation<S>>>(
        self,
        operations: I,
    ) -> Self {}
    pub fn add_returning<O: WholeWrite<S>>(
        self,
        operation: O,
    ) -> TransactWrite<S, T::And<O::Entity>>
    where
        T: Outputs,
    {}
    pub fn add_all_returning<O: WholeWrite<S>>(
        self,
        operations: impl IntoIterator<Item = O>,
    ) -> TransactWrite<S, T::And<Vec<O::Entity>>>
    where
        T: Outputs,
    {}
    pub fn token(self, token: impl Into<String>) -> Self {}
    pub fn retries(self, retries: Retries) -> Self {}
    pub fn request(&self) -> Result<TransactWriteItemsInput> {}
    pub fn send(self) -> Sending<T> {}
}
impl<S, T> fmt::Debug for TransactWrite<S, T> {}

#[derive(Debug)]
pub enum Unconditional {}

#[derive(Debug)]
pub enum Unloaded {}

#[derive(Clone)]
pub struct Unprocessed {
    // and private fields
}
impl Unprocessed {
    #[must_use]
    pub fn len(&self) -> usize {}
    #[must_use]
    pub fn is_empty(&self) -> bool {}
    pub fn puts<E: Entity>(&self) -> Result<Vec<E>> {}
    #[must_use]
    pub fn deletes<E: Entity>(&self) -> Vec<Delete<E>> {}
    pub fn keys(&self) -> impl Iterator<Item = (&'static str, String)> {}
}
impl fmt::Debug for Unprocessed {}

#[derive(Debug)]
pub struct Unread {
    // and private fields
}
impl Unread {
    #[must_use]
    pub fn len(&self) -> usize {}
    #[must_use]
    pub fn is_empty(&self) -> bool {}
    pub fn keys<E: Entity>(&self) -> BatchGet<E> {}
    pub fn answers<T: 'static>(&self) -> Result<Vec<BatchAnswer<T>>> {}
}

#[non_exhaustive]
pub struct Unreadable {
    pub key: HashMap<String, AttributeValue>,
    pub error: Error,
}
impl Clone for Unreadable {}
impl Eq for Unreadable {}
impl PartialEq for Unreadable {}
impl fmt::Debug for Unreadable {}

#[derive(Debug)]
pub enum Unset {}

#[must_use = "an operation does nothing until it is sent"]
pub struct Update<E, M = Unloaded, R = Nothing> {
    // and private fields
}
impl<E: Entity, M, R> Update<E, M, R> {
    pub fn set<T, K, S, V>(self, path: Path<E, T, K, S>, value: V) -> Self
    where
        K: SetIn<M, T>,
        S: Segments,
        V: IntoValue<T>,
    {}
    pub fn set_if_absent<T, K, S, V>(self, path: Path<E, T, K, S>, value: V) -> Self
    where
        K: Acts,
        S: Segments,
        V: IntoValue<T>,
    {}
    pub fn remove<T, K, S>(self, path: Path<E, T, K, S>) -> Self
    where
        K: SetIn<M, T>,
        S: Segments,
        T: Supports<Remove>,
    {}
    pub fn add<T, K, S, V>(self, path: Path<E, T, K, S>, value: V) -> Self
    where
        T: Supports<Add<V>>,
        K: Acts,
        S: Segments,
    {}
    pub fn subtract<T, K, S, V>(self, path: Path<E, T, K, S>, value: V) -> Self
    where
        T: Supports<Subtract<V>>,
        K: Acts,
        S: Segments,
    {}
    pub fn append<T, K, S, V>(self, path: Path<E, T, K, S>, values: V) -> Self
    where
        T: Supports<Append<V>>,
        K: Acts,
        S: Segments,
    {}
    pub fn prepend<T, K, S, V>(self, path: Path<E, T, K, S>, values: V) -> Self
    where
        T: Supports<Append<V>>,
        K: Acts,
        S: Segments,
    {}
    pub fn delete<T, K, S, V>(self, path: Path<E, T, K, S>, values: V) -> Self
    where
        T: Supports<Delete<V>>,
        K: Acts,
        S: Segments,
    {}
    pub fn apply<C: Changes<E>>(self, changes: C) -> Self
    where
        C::__Mode: AppliedBy<M>,
    {}
    pub fn condition(self, condition: impl IntoCondition<E>) -> Self {}
    pub fn return_new(self) -> Update<E, M, New> {}
    pub fn return_old(self) -> Update<E, M, Old> {}
}
impl<E: Entity, M: 'static, R: Returning<E> + 'static> Update<E, M, R> {
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {}
}
impl<E: Entity, M: 'static, R: Returning<E> + 'static> Update<E, M, R> {
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<UpdateItemInput> {}
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {}
}
impl<
    S: Registers<E>,
    E: Entity,
    M: 'static,
    R: Returning<E> + GivesNothing + 'static,
> WriteOperation<S> for Update<E, M, R> {}
impl<E, M, R> Clone for Update<E, M, R> {}
impl<E, M, R> fmt::Debug for Update<E, M, R> {}

pub trait UpdateCanCreate {}

#[derive(Clone)]
#[must_use = "an operation does nothing until it is sent"]
pub struct Upsert<E, R = Nothing> {
    // and private fields
}
impl<E: Entity, R: Returning<E> + 'static> Upsert<E, R> {
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {}
}
impl<E: Entity, R: Returning<E> + 'static> Upsert<E, R> {
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<UpdateItemInput> {}
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {}
}
impl<E: Entity, R> Upsert<E, R> {
    pub fn return_new(self) -> Upsert<E, New> {}
    pub fn return_old(self) -> Upsert<E, Old> {}
    pub fn condition(self, condition: impl IntoCondition<E>) -> Self {}
}
impl<
    S: Registers<E>,
    E: Entity,
    R: Returning<E> + GivesNothing + 'static,
> WriteOperation<S> for Upsert<E, R> {}
impl<E: Entity, R> fmt::Debug for Upsert<E, R> {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wire {
    Lean,
    Sdk(SdkReason),
}
impl fmt::Display for Wire {}

pub trait WriteOperation<S>: Send + Sync + 'static {}

pub fn raw(text: impl Into<String>) -> RawCondition {}
