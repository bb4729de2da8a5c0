//! Refusals in their wire format: a status and a JSON body with the error's type.
//!
//! The engine's library refuses in two places. While it deserializes a request, its `Deserialize` impls can only return
//! text, so they put a marker in front of it. While it applies a request, it returns a typed error.

use dynoxide::DynoxideError;

/// The response to a request that was not applied.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Refusal {
    /// The target names no operation that the engine has.
    pub(super) fn unknown_operation() -> Self {
        let body = r#"{"__type":"com.amazon.coral.service#UnknownOperationException","message":"the embedded engine does not support this operation; use DynamoDB for it"}"#;
        Self {
            status: 400,
            body: body.into(),
        }
    }

    /// The body is not a request of this operation.
    pub(super) fn unreadable(operation: &str, error: &serde_json::Error) -> Self {
        Self::refused(operation, classify(&error.to_string()))
    }

    /// The operation refused the request.
    pub(super) fn refused(operation: &str, error: DynoxideError) -> Self {
        let error = match error {
            DynoxideError::EnvelopedValidation(message) => {
                DynoxideError::ValidationException(envelope(operation, message))
            }
            error => error,
        };
        Self {
            status: error.status_code(),
            body: error.to_json().into_bytes(),
        }
    }

    /// The response could not be serialized. The request has been applied nevertheless, as on AWS after a failure at this
    /// point.
    pub(super) fn unwritable(error: &serde_json::Error) -> Self {
        let error = DynoxideError::InternalServerError(error.to_string());
        Self {
            status: error.status_code(),
            body: error.to_json().into_bytes(),
        }
    }
}

/// Returns the class of a refusal that `serde_json` reports as text.
///
/// `VALIDATION_REQUEST:Supplied AttributeValue is empty at line 1 column 42` is a `ValidationException`, enveloped
/// on some operations, that says `Supplied AttributeValue is empty`.
fn classify(text: &str) -> DynoxideError {
    if let Some(message) = text.strip_prefix("VALIDATION_REQUEST:") {
        return DynoxideError::EnvelopedValidation(without_position(message).to_owned());
    }
    if let Some(message) = text.strip_prefix("VALIDATION:") {
        return DynoxideError::ValidationException(without_position(message).to_owned());
    }
    if let Some(message) = text.strip_prefix("SERIALIZATION:") {
        return DynoxideError::SerializationException(without_position(message).to_owned());
    }
    // These two quote an inner error, and the position is part of the quote.
    if let Some(message) = text.strip_prefix("VALIDATION_AS_READ:") {
        return DynoxideError::ValidationException(message.to_owned());
    }
    if let Some(message) = text.strip_prefix("SERIALIZATION_AS_READ:") {
        return DynoxideError::SerializationException(message.to_owned());
    }

    let message = without_position(text);
    // The parser stops at 127 levels of JSON, about 61 levels of attribute values; DynamoDB allows 32.
    if message.starts_with("recursion limit exceeded") {
        return DynoxideError::ValidationException(
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond \
             supported limit"
                .to_owned(),
        );
    }
    // DynamoDB reports a member that is missing, null or not in its list of allowed words as invalid, and a member of the
    // wrong JSON type as malformed.
    let invalid = [
        "missing field",
        "unknown variant",
        "invalid type: null",
        "empty AttributeValue",
        "Supplied AttributeValue",
    ];
    if invalid.iter().any(|mark| message.contains(mark)) {
        return DynoxideError::ValidationException(message.to_owned());
    }
    DynoxideError::SerializationException(message.to_owned())
}

/// Wraps the message of a malformed request as DynamoDB does: in an envelope for the single-item writes, bare otherwise.
fn envelope(operation: &str, message: String) -> String {
    match operation {
        "PutItem" | "UpdateItem" | "DeleteItem" => {
            format!("1 validation error detected: {message}")
        }
        _ => message,
    }
}

/// Removes the ` at line 1 column 42` that `serde_json` appends. Text of that form inside a message stays.
fn without_position(text: &str) -> &str {
    let is_number = |digits: &str| digits.parse::<usize>().is_ok();
    match text.rsplit_once(" at line ") {
        Some((message, position)) => match position.split_once(" column ") {
            Some((line, column)) if is_number(line) && is_number(column) => message,
            _ => text,
        },
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(refusal: &Refusal) -> serde_json::Value {
        serde_json::from_slice(&refusal.body).expect("a refusal is JSON")
    }

    #[test]
    fn markers_choose_the_class_and_never_reach_the_wire() {
        let cases = [
            ("VALIDATION:no at line 1 column 4", "ValidationException", "no"),
            ("VALIDATION_REQUEST:no", "ValidationException", "no"),
            (
                "VALIDATION_AS_READ:x at line 2 column 3",
                "ValidationException",
                "x at line 2 column 3",
            ),
            ("SERIALIZATION:no at line 1 column 4", "SerializationException", "no"),
            (
                "missing field `Key` at line 1 column 9",
                "ValidationException",
                "missing field `Key`",
            ),
            (
                "EOF while parsing a value at line 1 column 0",
                "SerializationException",
                "EOF while parsing a value",
            ),
        ];
        for (text, class, message) in cases {
            let refusal = Refusal::refused("Query", classify(text));
            let body = body(&refusal);
            assert_eq!(refusal.status, 400, "{text}");
            assert!(
                body["__type"]
                    .as_str()
                    .is_some_and(|ty| ty.ends_with(&format!("#{class}"))),
                "{body}"
            );
            assert_eq!(
                body.get("message").or(body.get("Message")).and_then(|m| m.as_str()),
                Some(message),
                "{body}"
            );
        }
    }

    #[test]
    fn single_item_writes_envelope_the_form_of_a_request() {
        let refused =
            |operation| body(&Refusal::refused(operation, classify("VALIDATION_REQUEST:no")))["message"].clone();
        assert_eq!(refused("PutItem"), "1 validation error detected: no");
        assert_eq!(refused("UpdateItem"), "1 validation error detected: no");
        assert_eq!(refused("DeleteItem"), "1 validation error detected: no");
        assert_eq!(refused("GetItem"), "no");
    }

    #[test]
    fn a_failure_of_the_engine_is_a_server_error() {
        let error = DynoxideError::InternalServerError("disk".to_owned());
        assert_eq!(Refusal::refused("GetItem", error).status, 500);
    }
}
