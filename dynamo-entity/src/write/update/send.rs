//! Sending an update: as a single request, once, or in a transaction.

use aws_sdk_dynamodb::operation::update_item::UpdateItemInput;
use aws_sdk_dynamodb::types::ReturnValue;

use crate::codec::written::WrittenItem;
use crate::entity::Entity;
use crate::entity::registry::Registers;
use crate::error::{Error, Result};
use crate::expression::condition::Node;
use crate::transact::once::Once;
use crate::transact::operation::{AnyWrite, Prepare, PreparedWrite, WriteOperation, member};
use crate::transact::unique::claim::Claim;
use crate::wire::fault::{self, FailedCondition};
use crate::wire::returning::{GivesNothing, Returning, returned};
use crate::wire::sending::Sending;
use crate::wire::single::MemberKind;
use crate::wire::table::Table;
use crate::wire::target::Target;
use crate::write::update::builder::Update;

impl<E: Entity, M: 'static, R: Returning<E> + 'static> Update<E, M, R> {
    /// Returns the request that [`send`](Update::send) would send.
    ///
    /// # Errors
    /// Fails as `send` does before it sends anything.
    pub fn request<S: Registers<E>>(&self, table: &Table<S>) -> Result<UpdateItemInput> {
        table.inner.shown(self.build(&table.target())?)
    }

    /// Sends the `UpdateItem`.
    ///
    /// # Errors
    /// `is_not_found` from `patch` and `edit`; `is_condition_failed`, also if a loaded copy is stale;
    /// `is_version_conflict` if a loaded version is stale; `is_out_of_range`; `is_missing_parent`; if a part cannot be
    /// part of a key, a value cannot be an attribute, or two actions are on one attribute; or if DynamoDB or the
    /// connection failed.
    pub fn send<S: Registers<E>>(self, table: &Table<S>) -> Sending<R::Output> {
        let table = table.inner();
        Sending::boxed_in_place(|| async move {
            let locate = |error| table.target().locate(self.key(), error);
            let mut request = self.build(&table.target()).map_err(locate)?;
            // After a lost response the item before the update is unknown.
            let attempts = request.counting(self.guard().is_versioned() && R::VALUES != Some(ReturnValue::AllOld));
            if table.write_claims::<E, R>(&self).await.map_err(locate)? {
                return R::__output(None, table.schema);
            }
            let received = table.exchange(request).await;
            match received {
                Ok(received) => returned::<E, R>(received, table.schema).await,
                Err(error) => {
                    if attempts.lost_answer()
                        && let Some(FailedCondition(Some(item))) = fault::failed_condition(&error)
                        && self.left(&table.target(), item)
                    {
                        let output = WrittenItem::of(item).read(|item| R::__output(Some(item), table.schema));
                        return output.map_err(Error::decode)?;
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

impl<E: Entity, M: 'static, R: Returning<E> + 'static> Update<E, M, R> {
    /// Applies the update only once, even if DynamoDB's response is lost: `TransactWriteItems` of this one item, with
    /// a client request token.
    ///
    /// The SDK's client retries a request that gets no response, and cannot know whether it was applied. For most updates
    /// a second application makes no difference, but `add`, `subtract`, `append` and `prepend` are then applied twice.
    /// With a token, DynamoDB recognizes the repeated request for ten minutes.
    ///
    /// It costs two write capacity units for each KB of the item instead of one, gives nothing back, and may be in conflict
    /// with other writes to the item, upon which it is sent again; see [`retries`](Once::retries).
    ///
    /// ```
    /// # use dynamo_entity::prelude::*;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "USER#<user>", sk = "VISITS")]
    /// # pub struct Visits { user: String, #[default(0)] count: u64 }
    /// # #[derive(Table)]
    /// # #[table(entities(Visits))]
    /// # pub struct App;
    /// # async fn visit(table: &Table<App>) -> dynamo_entity::Result<()> {
    /// Visits::update("ada").add(Visits::fields().count, 1).once().send(table).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn once(self) -> Once<E>
    where
        R: GivesNothing,
    {
        Once::of(self)
    }
}

impl<S: Registers<E>, E: Entity, M: 'static, R: Returning<E> + GivesNothing + 'static> WriteOperation<S>
    for Update<E, M, R>
{
    fn __boxed(self) -> AnyWrite {
        AnyWrite(Box::new(self))
    }
}

impl<E: Entity, M: 'static, R: Returning<E>> Prepare for Update<E, M, R> {
    fn prepare(&self, target: &Target<'_>, required: &[Node]) -> Result<PreparedWrite> {
        let expressions = || self.expressions(target, required);
        member(
            target,
            self.key(),
            self.guard(),
            MemberKind::Update,
            expressions,
            self.requirements(),
        )
    }

    fn claims(&self) -> Result<Vec<Claim>> {
        self.claims()
    }
}
