//! Responses and errors that replace the engine's.

use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use serde_json::{Map, Value, json};

use super::Reason;

pub(super) fn json(status: u16, body: &Value) -> HttpResponse {
    let status = StatusCode::try_from(status).expect("a status of HTTP");
    let mut response = HttpResponse::new(status, SdkBody::from(body.to_string()));
    let headers = response.headers_mut();
    headers.insert("content-type", "application/x-amz-json-1.0");
    headers.insert("x-amzn-requestid", "FAULT");
    response
}

pub(super) fn refusal(status: u16, code: &str, message: &str) -> HttpResponse {
    let ty = format!("com.amazonaws.dynamodb.v20120810#{code}");
    json(status, &json!({ "__type": ty, "message": message }))
}

pub(super) fn throttled(code: &str, reasons: &[(&str, &str)]) -> HttpResponse {
    let reasons = reasons
        .iter()
        .map(|(reason, resource)| json!({ "reason": reason, "resource": resource }));
    // DynamoDB writes the member of `ThrottlingException` in lower case.
    let member = match code {
        "ThrottlingException" => "throttlingReasons",
        _ => "ThrottlingReasons",
    };
    let body = json!({
        "__type": format!("com.amazonaws.dynamodb.v20120810#{code}"),
        "message": "throttled by the plan of faults",
        member: reasons.collect::<Vec<_>>(),
    });
    json(400, &body)
}

pub(super) fn canceled(reasons: &[Reason]) -> HttpResponse {
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.code).collect();
    let reasons = reasons.iter().map(|reason| {
        let mut members = Map::new();
        members.insert("Code".to_owned(), reason.code.into());
        members.extend(
            reason
                .message
                .clone()
                .map(|message| ("Message".to_owned(), message.into())),
        );
        members.extend(reason.item.clone().map(|item| ("Item".to_owned(), item)));
        Value::Object(members)
    });
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": format!(
            "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
            codes.join(", ")
        ),
        "CancellationReasons": reasons.collect::<Vec<_>>(),
    });
    json(400, &body)
}

/// The error of the SDK's transport when the peer closes the connection.
pub(super) fn reset() -> ConnectorError {
    ConnectorError::io(std::io::Error::from(std::io::ErrorKind::ConnectionReset).into())
}

/// Returns the answer with a body that cannot be read.
pub(super) fn cut(mut answer: HttpResponse) -> HttpResponse {
    *answer.body_mut() = SdkBody::taken();
    answer
}

pub(super) fn with_body(mut request: HttpRequest, body: &Value) -> HttpRequest {
    *request.body_mut() = SdkBody::from(body.to_string());
    request
}
