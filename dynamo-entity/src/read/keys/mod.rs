//! Items by their keys: any number, in the requests that DynamoDB takes.

pub(crate) mod identity;
pub(crate) mod plan;
mod reading;
pub(crate) mod send;
pub(crate) mod wanted;
