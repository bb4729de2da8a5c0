//! The types whose attributes hold other attributes: documents, maps and lists.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::shaped::Shaped;
use crate::expression::path_kind::{Descend, Plain};

/// A struct that is stored as a DynamoDB map and whose fields have typed paths: derive it with `#[derive(Document)]`.
///
/// The chapter [The model](mod@crate::guide::model) of the guide has examples.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a document",
    label = "not a document",
    note = "derive it: `#[derive(Document, Serialize, Deserialize)]`"
)]
pub trait Document: Shaped + Serialize + DeserializeOwned + Sized + 'static {
    /// A struct with one path for each field.
    type Fields;
    #[doc(hidden)]
    const FIELDS: Self::Fields;

    /// Returns the paths of the fields, for [`Path::dot`](crate::Path::dot).
    #[must_use]
    fn fields() -> Self::Fields {
        Self::FIELDS
    }
}

/// A document whose fields can be reached through an attribute of type `T`.
#[diagnostic::on_unimplemented(
    message = "`dot` reaches into documents, and a `{T}` has no field of `{Self}`",
    label = "this is a field of `{Self}`, the attribute is a `{T}`",
    note = "`dot` reaches into an attribute whose type derives `Document`"
)]
pub trait FieldsOf<T, K = Plain, F = Plain> {
    /// The kind of the field's path, from the kinds of the attribute (`K`) and of the document's field (`F`).
    type Below;
}
macro_rules! fields_of {
    ($($attribute:ty where $document:ident: $($bound:ident)+),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$document: $($bound +)+, K: Descend<F>, F> FieldsOf<$attribute, K, F> for $document {
            type Below = K::Below;
        }
    )*};
}
fields_of!(
    D where D: Document,
    Option<D> where D: Document,
    Box<D> where D: Document,
    Arc<D> where D: Document,
    Rc<D> where D: Document,
    Cow<'static, D> where D: Document Clone,
);

/// A map with `String` keys.
#[diagnostic::on_unimplemented(
    message = "`key` reaches into maps with `String` keys, not into a `{Self}`",
    label = "not a map"
)]
pub trait MapLike<K> {
    /// The type of an entry's value.
    type Item;
    /// The kind of an entry's path.
    type Below;
}
impl<V, H, K: Descend> MapLike<K> for HashMap<String, V, H> {
    type Item = V;
    type Below = K::Below;
}
impl<V, K: Descend> MapLike<K> for BTreeMap<String, V> {
    type Item = V;
    type Below = K::Below;
}
impl<M: MapLike<K>, K> MapLike<K> for Option<M> {
    type Item = M::Item;
    type Below = M::Below;
}

/// A list.
///
/// A `Vec<u8>` is binary, which has no elements. It is a list in two `Form`s, so that `at` does not compile on it; the message
/// shows the name of the type parameter of `at`.
#[diagnostic::on_unimplemented(message = "`at` reaches into lists, not into a `{Self}`", label = "not a list")]
pub trait ListLike<K, Form> {
    /// The type of an element.
    type Item;
    /// The kind of an element's path.
    type Below;
}
/// The form of a `Vec` that is stored as a list.
#[derive(Debug, Clone, Copy)]
pub enum StoredAsList {}
/// The form of a `Vec<u8>`: binary, which has no elements and no path into it.
#[derive(Debug, Clone, Copy)]
pub enum StoredAsBinary {}
impl<V, K: Descend> ListLike<K, StoredAsList> for Vec<V> {
    type Item = V;
    type Below = K::Below;
}
impl<K: Descend> ListLike<K, StoredAsBinary> for Vec<u8> {
    type Item = u8;
    type Below = K::Below;
}
impl<M: ListLike<K, Form>, K, Form> ListLike<K, Form> for Option<M> {
    type Item = M::Item;
    type Below = M::Below;
}
