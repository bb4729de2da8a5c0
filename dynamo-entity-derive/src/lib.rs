//! The derive macros of `dynamo-entity`.
