//! The second read of `hydrate`: `BatchGetItem` by the keys that an index gave.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::batch_get_item::builders::BatchGetItemInputBuilder;
use aws_sdk_dynamodb::types::{KeysAndAttributes, ReturnConsumedCapacity};

use super::Target;
use crate::codec::Item;
use crate::entity::Entity;
use crate::error::{Error, Result};
use crate::expression::Placeholders;
use crate::projection::{Projected, expression};

/// How whole items are read by their keys.
#[derive(Debug)]
pub(crate) struct Hydration {
    table: String,
    /// The attributes of the primary key.
    keys: Vec<&'static str>,
    projection: Option<String>,
    names: Option<HashMap<String, String>>,
    consistent: bool,
}

impl Hydration {
    pub(super) fn of<E: Entity, T: Projected<E>>(target: &Target<'_>, consistent: bool) -> Result<Self> {
        let names = target.schema.key_names(E::SCHEMA, E::SCHEMA.primary());
        let keys: Vec<&'static str> = names.pk.into_iter().chain(names.sk).map(|(name, _)| name).collect();
        let mut placeholders = Placeholders::default();
        // The answer is in no order: the keys tell which item is which.
        let projection = expression::<E, T>(&keys, &mut placeholders);
        let (names, _) = placeholders.finish(&[&projection])?;
        Ok(Hydration {
            table: target.name.to_owned(),
            keys,
            projection,
            names,
            consistent,
        })
    }

    /// The primary key of what an index gave, or of an item.
    pub(crate) fn key(&self, item: &Item) -> Item {
        let values = self.keys.iter().filter_map(|name| item.get_key_value(*name));
        values.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// The items with these keys, of which DynamoDB takes up to 100.
    pub(crate) fn request(&self, keys: Vec<Item>) -> Result<BatchGetItemInputBuilder> {
        let keys = KeysAndAttributes::builder()
            .set_keys(Some(keys))
            .set_projection_expression(self.projection.clone())
            .set_expression_attribute_names(self.names.clone())
            .set_consistent_read(self.consistent.then_some(true))
            .build()
            .map_err(|error| Error::input(error.to_string()).caused_by(error))?;
        Ok(BatchGetItemInputBuilder::default()
            .request_items(&self.table, keys)
            .return_consumed_capacity(ReturnConsumedCapacity::Total))
    }
}
