//! The verbs of an entity, such as `User::get(…)` and `User::create(…)`. Each returns a builder that `send` sends.

use crate::batch::get::BatchGet;
use crate::batch::put::{BatchDelete, BatchPut};
use crate::entity::Entity;
use crate::entity::alone::Batchable;
use crate::entity::create::{IntoEntity, Same, UpdateCanCreate};
use crate::entity::key::IntoKey;
use crate::expression::set_in::{Loaded, Unloaded};
use crate::read::get::Get;
use crate::read::scan::builder::Scan;
use crate::write::check::Check;
use crate::write::delete::Delete;
use crate::write::put::Put;
use crate::write::reindex::Reindex;
use crate::write::update::builder::Update;
use crate::write::upsert::Upsert;

/// The operations on one or many items, as methods of every entity. [`Entity::query`] starts a query. The chapter
/// [Writes](mod@crate::guide::write) of the guide has examples.
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
/// | `scan` | Scan | every item of the entity |
/// | `batch_get` | BatchGetItem | each may be absent |
/// | `batch_put` | BatchWriteItem | each is replaced |
/// | `batch_delete` | BatchWriteItem | each may be absent |
/// | `check` | ConditionCheck | must meet a condition; otherwise the transaction is canceled |
pub trait Operations: Entity {
    /// Reads the item with this key: `GetItem`.
    fn get<K: IntoKey<Self>>(key: K) -> Get<Self> {
        Get::new(key.into_key())
    }

    /// Writes the item and replaces the current item, if any: `PutItem`.
    ///
    /// If the entity has a `version`, the current item must have the loaded version, or must not exist if the entity was
    /// never stored. Otherwise it fails with [`is_version_conflict`](crate::Error::is_version_conflict).
    fn put<T: IntoEntity<Entity: Same<Self>>>(item: T) -> Put<Self> {
        Put::replacing(item.into_entity().same())
    }

    /// Writes the item if no item has its key: `PutItem` with a condition.
    fn create<T: IntoEntity<Entity: Same<Self>>>(item: T) -> Put<Self> {
        Put::creating(item.into_entity().same())
    }

    /// Changes the item with this key, or creates it if it is missing: `UpdateItem`.
    ///
    /// A created item is complete: the fields of the key, the type attribute, and each default that the update does not
    /// set, are written if they are absent.
    fn update<K: IntoKey<Self>>(key: K) -> Update<Self, Unloaded>
    where
        Self: UpdateCanCreate,
    {
        Update::creating(key.into_key())
    }

    /// Changes the item with this key: `UpdateItem` with a condition. The item must exist, and its type attribute must name
    /// this entity.
    fn patch<K: IntoKey<Self>>(key: K) -> Update<Self, Unloaded> {
        Update::patching(key.into_key())
    }

    /// Changes this item: `UpdateItem` with a condition. The item must still be of this entity and have the loaded index
    /// parts.
    ///
    /// Setting a part of an index writes both sides of that index. The parts that are not set come from the loaded item. Each
    /// of them is guarded, so that an outdated copy fails with
    /// [`is_condition_failed`](crate::Error::is_condition_failed). If the entity has a `version`, the version is guarded too,
    /// and an outdated copy fails with [`is_version_conflict`](crate::Error::is_version_conflict).
    fn edit(&self) -> Update<Self, Loaded> {
        Update::editing(self)
    }

    /// Writes every field of the item, whether it exists or not: `UpdateItem`.
    ///
    /// `#[readonly]` fields, and defaults that the builder did not set, are written only if they are absent. A `None`
    /// removes the attribute. Unlike `put`, it keeps attributes that the entity does not know.
    ///
    /// Every index key is written. A key that contains a kept field is written if it is absent, or if another of its parts is
    /// not kept. The kept field must then be absent or have the same value; otherwise the upsert fails with
    /// [`is_condition_failed`](crate::Error::is_condition_failed).
    fn upsert<T: IntoEntity<Entity: Same<Self>>>(item: T) -> Upsert<Self> {
        let unset = item.__unset();
        Upsert::new(item.into_entity().same(), unset)
    }

    /// Rewrites every index key of this item from its parts and changes nothing else: `UpdateItem` with a condition.
    ///
    /// This brings an item into an index that was declared after the item was written. If the entity has `unique` fields, it
    /// is a `TransactWriteItems` that also reserves the item's values, for an item that is older than the option, and fails
    /// with [`is_unique_violation`](crate::Error::is_unique_violation) if another item has them. `on_write` is not evaluated and a
    /// `version` does not advance. If the item no longer has the loaded index parts, it fails with
    /// [`is_condition_failed`](crate::Error::is_condition_failed); if it no longer has the loaded `version`, with
    /// [`is_version_conflict`](crate::Error::is_version_conflict); if it is missing, with
    /// [`is_not_found`](crate::Error::is_not_found). Sending it twice has the same effect as once.
    fn reindex(&self) -> Reindex<Self> {
        Reindex::new(self)
    }

    /// Deletes the item with this key, if it exists: `DeleteItem`.
    ///
    /// A loaded entity with a `version` is deleted only if the item still has that version.
    fn delete<K: IntoKey<Self>>(key: K) -> Delete<Self> {
        Delete::deleting(key.into_key())
    }

    /// Deletes the item with this key: `DeleteItem` with a condition. The item must exist and be of this entity.
    ///
    /// A loaded entity with a `version` is deleted only if the item still has that version.
    fn remove<K: IntoKey<Self>>(key: K) -> Delete<Self> {
        Delete::removing(key.into_key())
    }

    /// Reads every item of the entity: `Scan`. DynamoDB reads and charges the whole table.
    fn scan() -> Scan<Self> {
        Scan::new()
    }

    /// Reads the items with these keys, in any number: `BatchGetItem`.
    fn batch_get<K: IntoKey<Self>>(keys: impl IntoIterator<Item = K>) -> BatchGet<Self> {
        BatchGet::new(keys.into_iter().map(K::into_key).collect())
    }

    /// Writes any number of items and replaces current ones: `BatchWriteItem`. `on_write` is evaluated for each item.
    fn batch_put<T: IntoEntity<Entity: Same<Self>>>(items: impl IntoIterator<Item = T>) -> BatchPut<Self>
    where
        Self: Batchable,
    {
        BatchPut::new(items.into_iter().map(|item| item.into_entity().same()).collect())
    }

    /// Deletes the items with these keys, in any number, if they exist: `BatchWriteItem`.
    fn batch_delete<K: IntoKey<Self>>(keys: impl IntoIterator<Item = K>) -> BatchDelete<Self>
    where
        Self: Batchable,
    {
        BatchDelete::new(keys.into_iter().map(K::into_key).collect())
    }

    /// Requires that the item with this key meets a condition, without changing it: `ConditionCheck`, in a transaction.
    fn check<K: IntoKey<Self>>(key: K) -> Check<Self> {
        Check::new(key.into_key())
    }
}

impl<E: Entity> Operations for E {}
