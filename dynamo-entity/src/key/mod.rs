//! Keys: the values that can be key parts, the templates that render parts to text, and the conversion of a
//! query's operator on one part to a condition on the whole sort key.
//!
//! | module | subject |
//! |---|---|
//! | [`mod@part`] | values as key parts: the traits and their implementations |
//! | [`native`] | attributes that are key attributes themselves, and key values of DynamoDB's types |
//! | [`format`](mod@format) | the formats of placeholders, and the text that each accepts |
//! | [`script`] | values as ECMAScript writes them |
//! | [`formatted`] | the values that callers pass for the parts of a key or a query |
//! | [`template`] | text with placeholders, rendered from parts |
//! | [`overlap`] | the keys that a template can produce, judged without its parts |
//! | `reading` | whether a text is a key of a template |
//! | [`calendar`], [`strftime`] | civil dates, and their formats |
//! | [`condition`], [`range`] | operators on a part, and the sort key conditions they become |
//! | [`error`] | why a part is refused |

pub mod calendar;
pub mod condition;
pub mod error;
pub mod format;
pub mod formatted;
pub mod native;
pub mod overlap;
pub mod part;
pub mod range;
pub(crate) mod reading;
pub(crate) mod scalar;
pub mod script;
pub mod strftime;
pub mod template;
pub(crate) mod text;
pub(crate) mod written;

pub use condition::{Operator, SortCondition};
pub use error::{KeyError, KeyErrorKind, PARTITION_KEY_LIMIT, SORT_KEY_LIMIT, check_length};
pub use format::Format;
pub use formatted::{Formatted, Native, PartTarget, PrefixTarget};
pub use native::{KeyType, KeyValue, NativePart, NoKeyType};
pub use overlap::may_collide;
pub use part::derived::{DerivedPart, UnitText};
pub use part::{IndexPart, KeyPart, Part, PartKind, SortPart, TextPart, TimePart, WidthPart};
pub use range::{PartFacts, SortRange, sort_range};
pub use scalar::ScalarType;
pub use script::{Casing, Script};
pub use template::{Placeholder, Segment, Template};
