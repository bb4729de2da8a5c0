//! Sends one request and receives one answer: the table handle, the SDK and JSON ways, retries, spans and observers.

pub(crate) mod answer;
mod attempts;
mod call;
pub(crate) mod cursor_form;
pub(crate) mod direct;
pub(crate) mod event;
pub(crate) mod fault;
pub(crate) mod guard;
pub(crate) mod in_flight;
pub(crate) mod observers;
mod operation;
pub(crate) mod options;
pub(crate) mod progress;
pub(crate) mod request;
pub(crate) mod retry;
pub(crate) mod returning;
pub(crate) mod seal;
pub(crate) mod sending;
pub(crate) mod single;
mod span;
pub(crate) mod table;
pub(crate) mod target;
pub(crate) mod type_filter;
