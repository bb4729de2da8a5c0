//! What DynamoDB cannot decide of an item, neither by its key nor by a filter: it is seen of what was read.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::{CodecError, StoredItem};
use crate::key::{Format, Operator, Part, Placeholder, Script, Template};
use crate::schema::{EntitySchema, Side};

/// What an item must be besides, for a read to give it.
#[derive(Debug)]
pub(crate) enum Rest {
    /// A range on a part in the middle of a sort key, in which the part is not written as its attribute is.
    Range {
        /// The sort key.
        attribute: &'static str,
        /// Where the part begins.
        start: usize,
        /// What follows the part.
        literal: &'static str,
        operator: Operator<String>,
    },
    /// Parts of a key that is that of other parts too: with `a = "x#b_y", b = "z"` and `a = "x", b = "y#b_z"` it is the same.
    Parts(Vec<ExactPart>),
}

/// A part that its attribute must be.
#[derive(Debug)]
pub(crate) struct ExactPart {
    attribute: &'static str,
    script: Script,
    text: String,
}

impl Rest {
    /// Of the sort keys that begin with `base`, those whose next part the operator selects.
    pub(super) fn of_range(
        attribute: &'static str,
        base: &str,
        placeholder: &Placeholder,
        operator: Operator<String>,
    ) -> Self {
        Rest::Range {
            attribute,
            start: base.len(),
            literal: placeholder.literal,
            operator,
        }
    }

    /// What the parts of a key say beyond the key, if it can be read in two ways.
    pub(super) fn of_parts<'a>(
        schema: &EntitySchema,
        side: Option<&Side>,
        count: usize,
        part: impl Fn(Placeholder) -> Part<'a> + Copy,
    ) -> Option<Self> {
        let Some(Side::Template(template)) = side else {
            return None;
        };
        if !is_ambiguous(template, count, part) {
            return None;
        }
        let exact = |placeholder: Placeholder| match (placeholder.format, part(placeholder)) {
            (Format::Script(script), Part::Text(text)) => Some(ExactPart {
                attribute: schema.fields.get(placeholder.field)?.attribute,
                script,
                text: script.cased(&text).into_owned(),
            }),
            _ => None,
        };
        Some(Rest::Parts(
            template.placeholders().take(count).filter_map(exact).collect(),
        ))
    }

    /// Whether the read gives the item.
    pub(crate) fn admits(&self, item: &StoredItem<'_, '_>) -> Result<bool, CodecError> {
        match self {
            Rest::Range {
                attribute,
                start,
                literal,
                operator,
            } => {
                let key = item.string(attribute)?;
                Ok(key.is_none_or(|key| operator.selects(part_at(&key, *start, literal))))
            }
            Rest::Parts(parts) => {
                let names: Vec<&str> = parts.iter().map(|part| part.attribute).collect();
                let found = item.attributes(&names)?;
                Ok(parts.iter().all(|part| match found.get(part.attribute) {
                    Some(AttributeValue::S(text)) => part.script.cased(text) == part.text,
                    // A projection left it out.
                    _ => true,
                }))
            }
        }
    }
}

fn is_ambiguous<'a>(template: &Template, count: usize, part: impl Fn(Placeholder) -> Part<'a>) -> bool {
    let is_scripted = |placeholder: Placeholder| matches!(placeholder.format, Format::Script(_));
    template.placeholders().any(is_scripted)
        && matches!(template.render_to_read(count, part), Ok(Some(key)) if key.is_ambiguous)
}

/// The part that begins at `start` and ends before `literal`.
fn part_at<'k>(key: &'k str, start: usize, literal: &str) -> &'k str {
    let rest = key.get(start..).unwrap_or_default();
    let end = if literal.is_empty() { None } else { rest.find(literal) };
    end.and_then(|end| rest.get(..end)).unwrap_or(rest)
}
