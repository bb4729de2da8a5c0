//! Converts the SDK's errors to this crate's errors.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;

use crate::codec::item::Item;
use crate::entity::Entity;
use crate::entity::item::without_bookkeeping;
use crate::error::Error;
use crate::error::display::Chain;
use crate::error::fault::{Fault, Transport};
use crate::expression::requirement::Requirements;
use crate::schema::definition::EntitySchema;
use crate::schema::table::TableSchema;
use crate::wire::guard::{Guard, fault_of};

/// Converts a request's failure, with DynamoDB's code if DynamoDB answered with one.
pub(crate) fn service<E, R>(error: SdkError<E, R>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    let message = || Chain(&error).to_string();
    let failed = |failure| Fault::Transport {
        failure,
        message: message(),
    };
    let fault = match &error {
        SdkError::ConstructionFailure(_) => failed(Transport::Construction),
        SdkError::TimeoutError(_) => failed(Transport::Timeout),
        SdkError::DispatchFailure(failure) if failure.is_timeout() => failed(Transport::Timeout),
        SdkError::DispatchFailure(_) => failed(Transport::Dispatch),
        SdkError::ResponseError(_) => failed(Transport::Response),
        SdkError::ServiceError(context) => Fault::Service {
            code: context.err().code().map(str::to_owned),
            message: context.err().message().map_or_else(message, str::to_owned),
        },
        _ => Fault::Service {
            code: None,
            message: message(),
        },
    };
    Error::new(fault).caused_by(error)
}

/// The conditions of a write did not hold for this item; `None` if DynamoDB returned no item.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FailedCondition<'e>(pub(crate) Option<&'e Item>);

/// SDK errors of writes that may have a condition.
pub(crate) trait ConditionCheck {
    /// Returns the failed condition, if that is why the write failed.
    fn failed_condition(&self) -> Option<FailedCondition<'_>>;
}

macro_rules! condition_check {
    ($($error:ident),*) => {$(
        impl ConditionCheck for $error {
            fn failed_condition(&self) -> Option<FailedCondition<'_>> {
                match self {
                    $error::ConditionalCheckFailedException(failed) => Some(FailedCondition(failed.item())),
                    _ => None,
                }
            }
        }
    )*};
}
condition_check!(PutItemError, UpdateItemError, DeleteItemError);

/// Returns the failed condition of a write; `None` if the write failed for another reason.
pub(crate) fn failed_condition<F: ConditionCheck, R>(error: &SdkError<F, R>) -> Option<FailedCondition<'_>> {
    match error {
        SdkError::ServiceError(context) => context.err().failed_condition(),
        _ => None,
    }
}

/// Converts the failure of a write: its guard, its condition, or the service.
pub(crate) fn write<E, F, R>(error: SdkError<F, R>, guard: Guard, table: &TableSchema) -> Error
where
    E: Entity,
    F: ConditionCheck + ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    update::<E, F, R>(error, guard, &Requirements::default(), table)
}

/// Converts the failure of an update: its guard, a requirement of its actions, its condition, or the service.
pub(crate) fn update<E, F, R>(
    error: SdkError<F, R>,
    guard: Guard,
    requirements: &Requirements,
    table: &TableSchema,
) -> Error
where
    E: Entity,
    F: ConditionCheck + ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    let Some(FailedCondition(item)) = failed_condition(&error) else {
        return service(error);
    };
    let fault = condition(guard, requirements, item, table, E::SCHEMA);
    Error::new(fault).caused_by(error)
}

/// Returns which of the guard, the requirements and the conditions of a write did not hold for `item`.
pub(crate) fn condition(
    guard: Guard,
    requirements: &Requirements,
    item: Option<&Item>,
    table: &TableSchema,
    schema: &EntitySchema,
) -> Fault {
    let Some(item) = item.filter(|item| !item.is_empty()) else {
        return fault_of(guard, requirements, None);
    };
    let is_own = table.owns(schema, item);
    if !is_own && guard.wants_own() {
        return guard.fault(None);
    }
    let item = without_bookkeeping(item.clone(), table, schema);
    let fault = fault_of(guard, requirements, Some(item));
    // The item belongs to another entity and cannot be read as this one, so the error leaves it out.
    if is_own { fault } else { fault.without_item() }
}
