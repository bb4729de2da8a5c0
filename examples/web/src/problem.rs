//! Every error of the service, as the `application/problem+json` of RFC 9457.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use dynamo_entity::ErrorKind;
use serde::Serialize;
use utoipa::IntoResponses;

/// What went wrong.
#[derive(Debug, Serialize, IntoResponses)]
#[response(status = "default", content_type = "application/problem+json")]
pub struct Problem {
    status: u16,
    title: String,
    detail: String,
    /// The field of the task that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
}

impl Problem {
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Problem {
            status: status.as_u16(),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            detail: detail.into(),
            field: None,
        }
    }
}

/// Returns the status of a failed operation.
fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        // The request is wrong.
        ErrorKind::InvalidKey | ErrorKind::InvalidInput | ErrorKind::InvalidCursor => {
            StatusCode::BAD_REQUEST
        }
        ErrorKind::Validation
        | ErrorKind::EmptyChange
        | ErrorKind::OutOfRange
        | ErrorKind::MissingParent => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        // The task is in another state than the client knows.
        ErrorKind::AlreadyExists | ErrorKind::UniqueViolation | ErrorKind::TokenMismatch => {
            StatusCode::CONFLICT
        }
        ErrorKind::VersionConflict | ErrorKind::ConditionFailed => StatusCode::PRECONDITION_FAILED,
        // A later attempt may succeed.
        ErrorKind::Throttled | ErrorKind::Conflict | ErrorKind::TransactionInProgress => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        ErrorKind::Dispatch | ErrorKind::Response => StatusCode::BAD_GATEWAY,
        ErrorKind::Timeout | ErrorKind::OutcomeUnknown => StatusCode::GATEWAY_TIMEOUT,
        // The service or its set-up is wrong.
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl From<dynamo_entity::Error> for Problem {
    fn from(error: dynamo_entity::Error) -> Self {
        let status = status(error.kind());
        if status.is_server_error() {
            tracing::error!(error = &error as &dyn std::error::Error);
            return Problem::new(status, "the service cannot answer this request now");
        }
        Problem {
            field: error.attribute_path(),
            ..Problem::new(status, error.to_string())
        }
    }
}

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Self {
        Problem::new(rejection.status(), rejection.body_text())
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Self {
        Problem::new(rejection.status(), rejection.body_text())
    }
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Self {
        Problem::new(rejection.status(), rejection.body_text())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let media_type = [(CONTENT_TYPE, "application/problem+json")];
        let response = (status, media_type, Json(self)).into_response();
        match status {
            StatusCode::SERVICE_UNAVAILABLE => ([(RETRY_AFTER, "1")], response).into_response(),
            _ => response,
        }
    }
}
