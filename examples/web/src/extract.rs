//! The parts of a request that handlers take. A part that cannot be read is a `Problem`.

use axum::extract::{FromRequest, FromRequestParts};
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, IF_MATCH};
use axum::http::request::Parts;

use crate::problem::Problem;

#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub struct Json<T>(pub T);

#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub struct Path<T>(pub T);

#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub struct Query<T>(pub T);

/// The version of a task as an `ETag`, such as `"3"`.
pub fn etag(version: u32) -> String {
    format!("\"{version}\"")
}

/// The version that `If-Match` requires; `None` if any will do.
pub struct IfMatch(pub Option<u32>);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match text(&parts.headers, IF_MATCH.as_str())? {
            None | Some("*") => Ok(IfMatch(None)),
            Some(tag) => {
                let version = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"'));
                match version.and_then(|version| version.parse().ok()) {
                    Some(version) => Ok(IfMatch(Some(version))),
                    None => Err(Problem::new(
                        StatusCode::PRECONDITION_FAILED,
                        "`If-Match` is not the `ETag` of a task",
                    )),
                }
            }
        }
    }
}

/// The `Idempotency-Key`, if there is one.
pub struct IdempotencyKey(pub Option<String>);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let key = text(&parts.headers, "idempotency-key")?;
        Ok(IdempotencyKey(key.map(str::to_owned)))
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Result<Option<&'h str>, Problem> {
    let value = headers.get(name).map(|value| value.to_str()).transpose();
    value.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, format!("`{name}` is not text")))
}
