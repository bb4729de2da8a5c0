//! Sends requests on the client's own connector, without the interceptors and the configuration that the SDK sets up for each
//! request.
//!
//! The first request of a table goes through the SDK, and a [`Route`](route::Route) is learnt from it: URI, headers,
//! credentials, connector. A table that is warmed up learns from a rehearsal instead. The next requests take the route. Any answer but a success is handed to the SDK as the answer to
//! its own first attempt, so that errors, retries, backoff and the retry budget are the SDK's.

mod broken;
pub(crate) mod lane;
mod learning;
pub(crate) mod rehearsal;
pub(crate) mod replay;
mod route;
mod sign;
