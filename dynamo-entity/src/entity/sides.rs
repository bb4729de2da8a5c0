//! Key attributes of an item, and the sides of an index.

use aws_sdk_dynamodb::types::AttributeValue;

/// A key attribute with its value.
pub(crate) type KeyAttribute = (&'static str, AttributeValue);

/// Key attributes with their values.
pub(crate) type KeyAttributes = Vec<KeyAttribute>;

/// The sides of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SideKind {
    Partition,
    Sort,
}
