//! Keys: the values that can be key parts, the templates that render parts to text, and the conversion of a
//! query's operator on one part to a condition on the whole sort key.
//!
//! | module | subject |
//! |---|---|
//! | [`mod@part`] | values as key parts: the traits and their implementations |
//! | [`native`] | attributes that are key attributes themselves, and key values of DynamoDB's types |
//! | [`format`](mod@format) | the formats of placeholders, and the text that each accepts |
//! | [`dialect`] | parts that a dialect writes by its own rules |
//! | [`formatted`] | the values that callers pass for the parts of a key or a query |
//! | [`template`] | text with placeholders, rendered from parts |
//! | [`overlap`] | the keys that a template can produce, judged without its parts |
//! | `reading` | whether a text is a key of a template |
//! | `splitting` | the parts of a key, read from its text |
//! | [`calendar`], [`strftime`] | civil dates, and their formats |
//! | [`condition`], [`range`] | operators on a part, and the sort key conditions they become |
//! | [`error`] | why a part is refused |

pub(crate) mod calendar;
pub(crate) mod condition;
pub(crate) mod dialect;
pub(crate) mod error;
pub(crate) mod field;
pub(crate) mod field_error;
pub(crate) mod format;
pub(crate) mod formatted;
pub(crate) mod native;
pub(crate) mod overlap;
pub(crate) mod part;
pub(crate) mod range;
pub(crate) mod reading;
#[cfg(test)]
pub(crate) mod samples;
pub(crate) mod scalar;
pub(crate) mod splitting;
pub(crate) mod strftime;
pub(crate) mod template;
#[cfg(test)]
mod tests;
pub(crate) mod text;
pub(crate) mod written;
