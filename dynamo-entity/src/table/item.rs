//! Sending the operations on one item.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::delete_item::DeleteItemInput;
use aws_sdk_dynamodb::operation::put_item::PutItemInput;
use aws_sdk_dynamodb::operation::put_item::builders::PutItemInputBuilder;
use aws_sdk_dynamodb::operation::update_item::UpdateItemInput;
use aws_sdk_dynamodb::types::ReturnValue;

use crate::codec::stored::StoredItem;
use crate::entity::Entity;
use crate::entity::item::decode_stored;
use crate::entity::registry::Registers;
use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::operation::delete::Delete;
use crate::operation::put::Put;
use crate::operation::reindex::Reindex;
use crate::operation::update::Update;
use crate::operation::upsert::Upsert;
use crate::wire::direct::Failure;
use crate::wire::fault;
use crate::wire::guard::Guard;
use crate::wire::request::Attempts;
use crate::wire::returning::{Nothing, Old, Returning, returned};
use crate::wire::sending::Sending;
use crate::wire::table::{Inner, Table};
use crate::wire::target::incomplete;

impl<E: Entity, R: Returning<E>> Put<E, R> {
    /// The request that `send` would send.
    ///
    /// # Errors
    /// As `send`, before anything is sent.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<PutItemInput> {
        self.build(&table.target())?.input.build().map_err(incomplete)
    }

    /// Whether the conditions failed for what an earlier attempt, whose answer was lost, left behind.
    fn was_applied(&self, error: &Failure<PutItemInputBuilder>, attempts: &Attempts, table: &Inner) -> bool {
        attempts.lost_answer()
            && fault::item_found(error)
                .flatten()
                .is_some_and(|item| self.left(&table.target(), item))
    }
}

impl<E: Entity> Put<E> {
    /// Sends the `PutItem` and gives the entity that was written, as a read would give it.
    ///
    /// # Errors
    /// `is_already_exists` from `create`; `is_version_conflict` from `put`; `is_condition_failed`; `is_validation`; if a part cannot be part of a key, a value cannot be an
    /// attribute or the item is over 400 KB; or if DynamoDB or the way to it failed.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<E> {
        let table = table.inner();
        Sending::made_by(|| async move {
            let locate = |error| table.target().locate_entity(&self.entity, error);
            let (mut request, written) = self.build_kept(&table.target()).map_err(locate)?;
            let attempts = request.counting(self.is_guarded());
            if !table.write_claims::<E, Nothing>(&self).await.map_err(locate)? {
                let sent = table.write(request).await;
                if let Err(error) = sent
                    && !self.was_applied(&error, &attempts, &table)
                {
                    return Err(locate(fault::write::<E, _, _>(error, self.guard, table.schema)));
                }
            }
            match written {
                Some(item) => item
                    .read(|item| decode_stored(item, table.schema))
                    .map_err(Error::decode)?,
                None => Ok(self.entity),
            }
        })
    }
}

impl<E: Entity> Put<E, Old> {
    /// Sends the `PutItem` and gives the item that was replaced, if there was one.
    ///
    /// # Errors
    /// As [`send`](Put::send) without `return_old`; and if the replaced item cannot be read, though it is replaced.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<Option<E>> {
        let table = table.inner();
        Sending::made_by(|| async move {
            let locate = |error| table.target().locate_entity(&self.entity, error);
            let mut request = self.build(&table.target()).map_err(locate)?;
            // What a lost answer said was there before is not known, unless nothing was.
            let attempts = request.counting(self.guard.demands_new());
            if table.write_claims::<E, Old>(&self).await.map_err(locate)? {
                return Old::__output(None, table.schema);
            }
            match table.exchange(request).await {
                Ok(received) => returned::<E, Old, _>(received, table.schema).await,
                Err(error) if self.was_applied(&error, &attempts, &table) => Old::__output(None, table.schema),
                Err(error) => Err(locate(fault::write::<E, _, _>(error, self.guard, table.schema))),
            }
        })
    }
}

impl<E: Entity, M: 'static, R: Returning<E> + 'static> Update<E, M, R> {
    /// The request that [`send`](Update::send) would send.
    ///
    /// # Errors
    /// As `send`, before anything is sent.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<UpdateItemInput> {
        self.build(&table.target())?.input.build().map_err(incomplete)
    }

    /// Sends the `UpdateItem`.
    ///
    /// # Errors
    /// `is_not_found` from `patch` and `edit`; `is_condition_failed`, also where a loaded copy is out of date; `is_out_of_range`;
    /// `is_missing_parent`; if a part
    /// cannot be part of a key, a value cannot be an attribute, or two actions are on one attribute; or if DynamoDB or the
    /// way to it failed.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {
        let table = table.inner();
        Sending::made_by(|| async move {
            let locate = |error| table.target().locate(self.key(), error);
            let mut request = self.build(&table.target()).map_err(locate)?;
            // What a lost answer said was there before is not known.
            let attempts = request.counting(self.guard().is_versioned() && R::VALUES != Some(ReturnValue::AllOld));
            if table.write_claims::<E, R>(&self).await.map_err(locate)? {
                return R::__output(None, table.schema);
            }
            let received = table.exchange_for(request, R::VALUES.is_some()).await;
            match received {
                Ok(received) => returned::<E, R, _>(received, table.schema).await,
                Err(error) => {
                    if attempts.lost_answer()
                        && let Some(Some(item)) = fault::item_found(&error)
                        && self.left(&table.target(), item)
                    {
                        return R::__output(Some(StoredItem::Attributes(item.clone())), table.schema);
                    }
                    let requirements = self.requirements();
                    let error = fault::update::<E, _, _>(error, self.guard(), &requirements, table.schema);
                    let key = table.target().key_attributes(self.key())?;
                    Err(locate(table.explain(error, &key, &requirements).await))
                }
            }
        })
    }
}

impl<E: Entity, R: Returning<E> + 'static> Reindex<E, R> {
    /// The request that [`send`](Reindex::send) would send.
    ///
    /// # Errors
    /// As `send`, before anything is sent.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<UpdateItemInput> {
        self.update.request(table)
    }

    /// Sends the `UpdateItem`.
    ///
    /// # Errors
    /// `is_not_found`; `is_version_conflict`; `is_condition_failed` where a part of an index was changed since it was loaded;
    /// if a part cannot be part of a key; or if DynamoDB or the way to it failed.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {
        self.update.send(table)
    }
}

impl<E: Entity, R: Returning<E> + 'static> Upsert<E, R> {
    /// The request that [`send`](Upsert::send) would send.
    ///
    /// # Errors
    /// As `send`, before anything is sent.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<UpdateItemInput> {
        self.build(&table.target())?.input.build().map_err(incomplete)
    }

    /// Sends the `UpdateItem`.
    ///
    /// # Errors
    /// `is_condition_failed`, also where an index key would be made of a field that is kept and holds another value; if a part
    /// cannot be part of a key, or a value cannot be an attribute; or if DynamoDB or the way to it failed.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {
        let table = table.inner();
        Sending::made_by(|| async move {
            let locate = |error| table.target().locate(&self.primary_key(), error);
            let request = self.build(&table.target()).map_err(locate)?;
            if table.write_claims::<E, R>(&self).await.map_err(locate)? {
                return R::__output(None, table.schema);
            }
            let received = table.exchange_for(request, R::VALUES.is_some()).await;
            let failed = |error| {
                locate(fault::update::<E, _, _>(
                    error,
                    Guard::None,
                    &Self::requirements(),
                    table.schema,
                ))
            };
            returned::<E, R, _>(received.map_err(failed)?, table.schema).await
        })
    }
}

impl<E: Entity, R: Returning<E>> Delete<E, R> {
    /// The request that `send` would send.
    ///
    /// # Errors
    /// If a part cannot be part of a key.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<DeleteItemInput> {
        self.build(&table.target())?.input.build().map_err(incomplete)
    }
}

impl<E: Entity, R: Returning<E> + 'static> Delete<E, R> {
    /// Sends the `DeleteItem`.
    ///
    /// # Errors
    /// `is_not_found` from `remove`; `is_outcome_unknown`; `is_condition_failed`; if a part cannot be part of a key; or if DynamoDB or the way to
    /// it failed.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {
        let table = table.inner();
        Sending::made_by(|| async move {
            let locate = |error| table.target().locate(&self.key, error);
            let mut request = self.build(&table.target()).map_err(locate)?;
            let attempts = request.counting(self.guard != Guard::None);
            if table.write_claims::<E, R>(&self).await.map_err(locate)? {
                return R::__output(None, table.schema);
            }
            let received = table.exchange_for(request, R::VALUES.is_some()).await;
            let failed = |error| {
                let is_gone = matches!(fault::item_found(&error), Some(item) if item.is_none_or(HashMap::is_empty));
                let error = fault::write::<E, _, _>(error, self.guard, table.schema);
                // An earlier attempt may have deleted it, and so may somebody else.
                locate(if is_gone && attempts.lost_answer() {
                    error.explained(Fault::OutcomeUnknown)
                } else {
                    error
                })
            };
            returned::<E, R, _>(received.map_err(failed)?, table.schema).await
        })
    }
}
