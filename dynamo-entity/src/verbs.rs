//! The verbs of an entity: `User::get(…)`, `User::create(…)`, each a value to be sent.

use crate::batch::get::BatchGet;
use crate::batch::put::{BatchDelete, BatchPut};
use crate::entity::Entity;
use crate::entity::alone::Batchable;
use crate::entity::create::{IntoEntity, UpdateCanCreate};
use crate::entity::key::IntoKey;
use crate::read::get::Get;
use crate::read::scan::builder::Scan;
use crate::write::check::Check;
use crate::write::delete::Delete;
use crate::write::put::Put;
use crate::write::reindex::Reindex;
use crate::write::update::builder::Update;
use crate::write::update::kinds::{Loaded, Unloaded};
use crate::write::upsert::Upsert;

/// The operations on one item and on many, as methods of every entity; queries are those of [`Entity::query`].
///
/// | verb | DynamoDB | the item |
/// |---|---|---|
/// | `get` | GetItem | may be absent |
/// | `put` | PutItem | is replaced |
/// | `create` | PutItem | must not exist |
/// | `update` | UpdateItem | is created if missing |
/// | `patch` | UpdateItem | must exist |
/// | `edit` | UpdateItem | must exist, with the index parts that were loaded |
/// | `upsert` | UpdateItem | is created if missing, every field is written |
/// | `reindex` | UpdateItem | must exist, with the index parts that were loaded; its index keys are rewritten |
/// | `delete` | DeleteItem | may be absent |
/// | `remove` | DeleteItem | must exist |
/// | `scan` | Scan | every one there is |
/// | `batch_get` | BatchGetItem | each may be absent |
/// | `batch_put` | BatchWriteItem | each is replaced |
/// | `batch_delete` | BatchWriteItem | each may be absent |
/// | `check` | ConditionCheck | must meet a condition, or the transaction is canceled |
pub trait Operations: Entity {
    /// Reads the item with this key: `GetItem`.
    fn get<K: IntoKey<Self>>(key: K) -> Get<Self> {
        Get::new(key.into_key())
    }

    /// Writes the item, and replaces what is there: `PutItem`.
    ///
    /// Of an entity with a `version`, what is there must have the version that was loaded, and an entity that was never
    /// stored must not exist: otherwise it fails with [`is_version_conflict`](crate::Error::is_version_conflict).
    fn put<T: IntoEntity<Entity = Self>>(item: T) -> Put<Self> {
        Put::replacing(item.into_entity())
    }

    /// Writes the item if there is none with its key: `PutItem` with a condition.
    fn create<T: IntoEntity<Entity = Self>>(item: T) -> Put<Self> {
        Put::creating(item.into_entity())
    }

    /// Changes the item with this key and creates it if it is missing: `UpdateItem`.
    ///
    /// What is created is whole: the fields of the key, the type attribute, and each default that the update does not
    /// set, are written where they are absent.
    fn update<K: IntoKey<Self>>(key: K) -> Update<Self, Unloaded>
    where
        Self: UpdateCanCreate,
    {
        Update::creating(key.into_key())
    }

    /// Changes the item with this key, which must exist and be of this entity by its type attribute: `UpdateItem` with a condition.
    fn patch<K: IntoKey<Self>>(key: K) -> Update<Self, Unloaded> {
        Update::patching(key.into_key())
    }

    /// Changes this item, which must still be of this entity and have the index parts that were loaded: `UpdateItem` with a
    /// condition.
    ///
    /// Setting a part of an index writes both sides of that index. The parts that are not set are known from the loaded item;
    /// each of those is guarded, so that a copy that is out of date fails with
    /// [`is_condition_failed`](crate::Error::is_condition_failed). Of an entity with a `version`, the version is guarded too,
    /// and fails with [`is_version_conflict`](crate::Error::is_version_conflict).
    fn edit(&self) -> Update<Self, Loaded> {
        Update::editing(self)
    }

    /// Writes every field of the item, whether it exists or not: `UpdateItem`.
    ///
    /// `#[readonly]` fields, and defaults that the builder did not set, are written only where they are absent. A `None`
    /// removes the attribute. Attributes that the entity does not know are kept, which is the difference from `put`.
    ///
    /// Every index key is written. One that is made of a field that is kept is written where it is absent, or where another of
    /// its parts is not kept; the kept field must then be absent or hold the same value, or the upsert fails with
    /// [`is_condition_failed`](crate::Error::is_condition_failed).
    fn upsert<T: IntoEntity<Entity = Self>>(item: T) -> Upsert<Self> {
        let unset = item.__unset();
        Upsert::new(item.into_entity(), unset)
    }

    /// Rewrites every index key of this item from its parts, and changes nothing else: `UpdateItem` with a condition.
    ///
    /// This brings an item into an index that was declared after the item was written. `on_write` is not evaluated and a
    /// `version` does not advance. The item must still have the index parts that were loaded, or it fails with
    /// [`is_condition_failed`](crate::Error::is_condition_failed), and the `version`, or it fails with
    /// [`is_version_conflict`](crate::Error::is_version_conflict); a missing item is
    /// [`is_not_found`](crate::Error::is_not_found). Sent twice it does no more than once.
    fn reindex(&self) -> Reindex<Self> {
        Reindex::new(self)
    }

    /// Deletes the item with this key, if there is one: `DeleteItem`.
    ///
    /// A loaded entity with a `version` is deleted only if it has still that version.
    fn delete<K: IntoKey<Self>>(key: K) -> Delete<Self> {
        Delete::deleting(key.into_key())
    }

    /// Deletes the item with this key, which must exist and be of this entity: `DeleteItem` with a condition.
    ///
    /// A loaded entity with a `version` is deleted only if it has still that version.
    fn remove<K: IntoKey<Self>>(key: K) -> Delete<Self> {
        Delete::removing(key.into_key())
    }

    /// Reads every item of the entity, and with them the whole table: `Scan`.
    fn scan() -> Scan<Self> {
        Scan::new()
    }

    /// Reads the items with these keys, any number of them: `BatchGetItem`.
    fn batch_get<K: IntoKey<Self>>(keys: impl IntoIterator<Item = K>) -> BatchGet<Self> {
        BatchGet::new(keys.into_iter().map(K::into_key).collect())
    }

    /// Writes the items, any number of them, and replaces what is there: `BatchWriteItem`. `on_write` is evaluated for each.
    fn batch_put<T: IntoEntity<Entity = Self>>(items: impl IntoIterator<Item = T>) -> BatchPut<Self>
    where
        Self: Batchable,
    {
        BatchPut::new(items.into_iter().map(T::into_entity).collect())
    }

    /// Deletes the items with these keys, any number of them, where there is one: `BatchWriteItem`.
    fn batch_delete<K: IntoKey<Self>>(keys: impl IntoIterator<Item = K>) -> BatchDelete<Self>
    where
        Self: Batchable,
    {
        BatchDelete::new(keys.into_iter().map(K::into_key).collect())
    }

    /// Demands something of the item with this key without changing it: `ConditionCheck`, in a transaction.
    fn check<K: IntoKey<Self>>(key: K) -> Check<Self> {
        Check::new(key.into_key())
    }
}

impl<E: Entity> Operations for E {}
