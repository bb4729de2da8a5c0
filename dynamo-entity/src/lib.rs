//! Typed single-table models for DynamoDB.
