//! Shared models of the integration tests.
