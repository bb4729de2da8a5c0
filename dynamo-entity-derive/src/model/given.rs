//! How a key part takes its value: the format of the placeholder decides.

use crate::template::format::Format;

/// How a key part takes its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GivenForm {
    /// As a value of the field's type.
    Value,
    /// As a value, or as the text that the format renders.
    ValueOrText,
    /// As a value that is itself the key attribute.
    Native,
}

impl GivenForm {
    /// Returns the form of a placeholder's part, or of an attribute in a multi-attribute key, which has no format.
    pub(crate) fn of(format: Option<&Format>) -> Self {
        match format {
            None | Some(Format::Number | Format::Binary) => GivenForm::Native,
            Some(Format::Width(_) | Format::Time(_)) => GivenForm::ValueOrText,
            Some(Format::None | Format::Lower | Format::Upper | Format::Raw | Format::Script(_)) => GivenForm::Value,
        }
    }
}
