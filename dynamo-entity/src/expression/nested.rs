//! The types whose attributes hold other attributes: documents, maps and lists.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::shaped::Shaped;

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
    message = "an attribute of type `{T}` has no field of `{Self}`",
    label = "this is a field of `{Self}`, the attribute is a `{T}`",
    note = "`dot` reaches into an attribute whose type derives `Document`"
)]
pub trait FieldsOf<T> {}
#[diagnostic::do_not_recommend]
impl<D: Document> FieldsOf<D> for D {}
#[diagnostic::do_not_recommend]
impl<D: Document> FieldsOf<Option<D>> for D {}
#[diagnostic::do_not_recommend]
impl<D: Document> FieldsOf<Box<D>> for D {}
#[diagnostic::do_not_recommend]
impl<D: Document> FieldsOf<Arc<D>> for D {}
#[diagnostic::do_not_recommend]
impl<D: Document> FieldsOf<Rc<D>> for D {}
#[diagnostic::do_not_recommend]
impl<D: Document + Clone> FieldsOf<Cow<'static, D>> for D {}

/// A map with `String` keys.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a map", label = "`key` works on maps with `String` keys")]
pub trait MapLike {
    /// The type of an entry's value.
    type Item;
}
impl<V, H> MapLike for HashMap<String, V, H> {
    type Item = V;
}
impl<V> MapLike for BTreeMap<String, V> {
    type Item = V;
}
impl<M: MapLike> MapLike for Option<M> {
    type Item = M::Item;
}

/// A DynamoDB list. A `Vec<u8>` may be stored as a list or as binary, so that its `Form` is ambiguous.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a list", label = "`at` works on lists")]
pub trait ListLike<Form = StoredAsList> {
    /// The type of an element.
    type Item;
}
/// The form of a `Vec` that is stored as a list.
#[derive(Debug, Clone, Copy)]
pub enum StoredAsList {}
/// The form of a `Vec<u8>`: binary, which has no elements and no path into it.
#[derive(Debug, Clone, Copy)]
pub enum StoredAsBinary {}
impl<V> ListLike<StoredAsList> for Vec<V> {
    type Item = V;
}
impl ListLike<StoredAsBinary> for Vec<u8> {
    type Item = u8;
}
impl<M: ListLike<Form>, Form> ListLike<Form> for Option<M> {
    type Item = M::Item;
}
