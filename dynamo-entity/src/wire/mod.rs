//! Sends one request and receives one answer: the table handle, requests and answers as JSON, the SDK's types made from
//! them, retries, spans and observers.

pub(crate) mod answer;
pub(crate) mod attempts;
mod call;
mod captured;
pub(crate) mod cursor_form;
pub(crate) mod direct;
pub(crate) mod event;
pub(crate) mod fault;
pub(crate) mod guard;
pub(crate) mod in_flight;
pub(crate) mod lean;
pub(crate) mod observers;
pub(crate) mod operation;
pub(crate) mod options;
pub(crate) mod progress;
pub(crate) mod request;
pub(crate) mod retry;
pub(crate) mod returning;
pub(crate) mod seal;
pub(crate) mod sending;
pub(crate) mod single;
pub(crate) mod single_read;
mod span;
pub(crate) mod table;
pub(crate) mod target;
pub(crate) mod type_filter;
mod typed_input;
mod typed_output;
pub(crate) mod way;
#[cfg(not(feature = "local"))]
mod without_local;
