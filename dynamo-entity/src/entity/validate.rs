//! `#[entity(validate = …)]`: checks the values of fields in the form that is stored, before anything is sent.

use std::fmt::Display;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use crate::codec::decode::from_value;
use crate::codec::shape::Shape;
use crate::codec::written::WrittenItem;
use crate::entity::validate_document::{refusal, validate_documents};
use crate::error::invalid::Invalid;
use crate::error::{Error, Result};
use crate::key::part::PatternText;
use crate::schema::definition::EntitySchema;

/// The result of a `validate` function: whether the value is valid, or why it is not.
#[diagnostic::on_unimplemented(
    message = "a `validate` function cannot return `{Self}`",
    label = "returns `{Self}`",
    note = "return `bool`, or `Result<(), impl Display>` with the reason"
)]
pub trait Verdict {
    #[doc(hidden)]
    fn verdict(self) -> Result<(), Invalid>;
}
impl Verdict for bool {
    fn verdict(self) -> Result<(), Invalid> {
        if self { Ok(()) } else { Err(Invalid::Refused) }
    }
}
impl<D: Display> Verdict for Result<(), D> {
    fn verdict(self) -> Result<(), Invalid> {
        self.map_err(|reason| Invalid::Because(reason.to_string()))
    }
}

/// Converts what a `validate` function returned.
#[allow(clippy::missing_errors_doc)]
pub fn verdict<V: Verdict>(verdict: V) -> Result<(), Invalid> {
    verdict.verdict()
}

/// Checks a stored value with a function.
#[allow(clippy::missing_errors_doc)]
pub fn validate<T: DeserializeOwned>(
    stored: &AttributeValue,
    shape: &'static Shape,
    check: impl FnOnce(&T) -> Result<(), Invalid>,
) -> Result<(), Invalid> {
    let value = shape.loaded(stored.clone()).and_then(|value| from_value(value, shape));
    match value {
        Ok(value) => check(&value),
        Err(error) => Err(Invalid::Because(format!("it cannot be read back: {error}"))),
    }
}

/// A regular expression, compiled at its first use.
#[cfg(feature = "regex")]
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    compiled: std::sync::OnceLock<Option<regex::Regex>>,
}

#[cfg(feature = "regex")]
#[allow(clippy::missing_errors_doc, missing_docs)]
impl Pattern {
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Pattern {
            text,
            compiled: std::sync::OnceLock::new(),
        }
    }

    pub fn check(&self, stored: &AttributeValue) -> Result<(), Invalid> {
        // The derive parsed the pattern, so only its size limit can fail here.
        let regex = self.compiled.get_or_init(|| regex::Regex::new(self.text).ok());
        match (regex, stored) {
            (Some(regex), AttributeValue::S(text)) if regex.is_match(text) => Ok(()),
            (Some(_), _) => Err(Invalid::Mismatch(self.text)),
            (None, _) => Err(Invalid::Because(format!("the pattern `{}` is too large", self.text))),
        }
    }
}

/// Compiles if a regular expression can check a `T`.
pub const fn pattern_text<T: PatternText>() {}

/// Checks the fields of an item, and the documents within them.
pub(crate) fn validate_item(schema: &'static EntitySchema, item: &WrittenItem) -> Result<()> {
    let mut fields = schema.fields.iter().filter(|field| field.validate.is_some());
    fields.try_for_each(|field| match item.attribute(field.attribute).map_err(Error::encode)? {
        Some(value) => validate_attribute(schema, field.attribute, &value),
        None => Ok(()),
    })?;
    validate_documents(schema, item)
}

/// Checks the value of one attribute, if the attribute is a field.
pub(crate) fn validate_attribute(schema: &'static EntitySchema, attribute: &str, value: &AttributeValue) -> Result<()> {
    let Some((field, validate)) = schema
        .field_of(attribute)
        .and_then(|field| Some((field, field.validate?)))
    else {
        return Ok(());
    };
    validate(value).map_err(|invalid| refusal(attribute.to_owned(), invalid, field.is_sensitive()))
}
