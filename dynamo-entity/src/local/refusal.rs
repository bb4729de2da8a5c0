//! Refusals as they look on the wire: a status and a JSON body with the error's type.
//!
//! The engine's library refuses in two places: while a request is read, where its `Deserialize` impls can only
//! return text and so put a marker in front of it, and while a request is applied, with a typed error.

use dynoxide::DynoxideError;

/// The answer to a request that was not applied.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Refusal {
    /// The target names no operation, or one that the engine does not have.
    pub(super) fn unknown_operation() -> Self {
        let body = r#"{"__type":"com.amazon.coral.service#UnknownOperationException","message":"the embedded engine does not have this operation, use DynamoDB for it"}"#;
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

    /// The answer could not be written. The request was applied all the same, as on AWS after a failure at this
    /// point.
    pub(super) fn unwritable(error: &serde_json::Error) -> Self {
        let error = DynoxideError::InternalServerError(error.to_string());
        Self {
            status: error.status_code(),
            body: error.to_json().into_bytes(),
        }
    }
}

/// The class of a refusal that `serde_json` reports as text.
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
    // These two quote an inner error of which the position is a part.
    if let Some(message) = text.strip_prefix("VALIDATION_AS_READ:") {
        return DynoxideError::ValidationException(message.to_owned());
    }
    if let Some(message) = text.strip_prefix("SERIALIZATION_AS_READ:") {
        return DynoxideError::SerializationException(message.to_owned());
    }

    let message = without_position(text);
    // The parser gives up at 127 levels of JSON, about 61 of attribute values; DynamoDB has 32.
    if message.starts_with("recursion limit exceeded") {
        return DynoxideError::ValidationException(
            "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond \
             supported limit"
                .to_owned(),
        );
    }
    // DynamoDB takes a member that is missing, null or no word of its list for invalid, one of the wrong JSON type
    // for malformed.
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

/// The single-item writes report a refusal of the request's form inside an envelope, the other operations bare.
fn envelope(operation: &str, message: String) -> String {
    match operation {
        "PutItem" | "UpdateItem" | "DeleteItem" => {
            format!("1 validation error detected: {message}")
        }
        _ => message,
    }
}

/// Without the ` at line 1 column 42` that `serde_json` appends. Text of that form inside a message stays.
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
