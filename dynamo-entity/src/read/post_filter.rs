//! Conditions on items that neither a key condition nor a filter can express; they are checked on the items that were read.

use aws_sdk_dynamodb::types::AttributeValue;

use crate::codec::item::Item;
use crate::codec::stored::StoredItem;
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::key::condition::Operator;
use crate::key::field::Field;
use crate::key::format::Format;
use crate::key::part::Part;
use crate::key::range::PartFacts;
use crate::key::scalar::ScalarType;
use crate::key::template::{Placeholder, Segment, Template};
use crate::schema::definition::{EntitySchema, Side};
use crate::schema::table::TableSchema;

/// A condition that is checked on each item after it was read.
#[derive(Debug, PartialEq)]
pub(crate) enum PostFilter {
    /// A range on a part in the middle of a sort key; keys are not ordered by such a part.
    Range {
        /// The sort key.
        attribute: &'static str,
        /// The position where the part begins.
        start: usize,
        /// The literal that follows the part.
        literal: &'static str,
        /// The attribute of the part, and the format of the part's text, if the key does not show where the part ends. A part
        /// that is `raw`, has fixed texts, or was written by another program may contain the literal that follows it.
        field: Option<(&'static str, Format)>,
        operator: Operator<String>,
    },
    /// The same range for the members of a collection, in which different literals follow the part.
    Along {
        attribute: &'static str,
        start: usize,
        ends: Vec<MemberEnd>,
        operator: Operator<String>,
    },
    /// The key must end as the entity's keys do; used if the index does not hold the type attribute.
    Owner { attribute: &'static str, end: &'static str },
    /// The key must not be cut short, as a dialect may write keys of items that lack the first part.
    Whole {
        attribute: &'static str,
        short: &'static str,
    },
    /// The item must have a type attribute or, by its key, belong to one of these entities.
    Untyped(Vec<ByKey>),
    /// The key is ambiguous, so the attributes must match: `a = "x#b_y", b = "z"` and `a = "x", b = "y#b_z"` render to the
    /// same key.
    Parts(Vec<ExactPart>),
}

/// An entity that accepts items without a type attribute and recognizes them by their keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ByKey {
    table: &'static TableSchema,
    schema: &'static EntitySchema,
    /// Whether the rows hold the type attribute.
    is_typed: bool,
}

impl PartialEq for ByKey {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.table, other.table) && self.schema.is_same(other.schema)
    }
}

impl ByKey {
    /// Returns `None` for an entity that does not accept such items.
    pub(crate) fn of(table: &'static TableSchema, schema: &'static EntitySchema, is_typed: bool) -> Option<Self> {
        let by_key = ByKey {
            table,
            schema,
            is_typed,
        };
        schema.accepts_untyped.then_some(by_key)
    }

    /// Returns the attributes that decide.
    fn attributes(self) -> impl Iterator<Item = &'static str> {
        let keys = &self.table.primary;
        let sk = self.schema.primary().sk.map(|_| keys.sk);
        let ty = self.is_typed.then_some(self.table.type_attribute);
        std::iter::once(keys.pk).chain(sk).chain(ty)
    }

    fn read(self, item: StoredItem<'_, '_>) -> Result<Item, CodecError> {
        item.attributes(&self.attributes().collect::<Vec<_>>())
    }

    /// Whether the item has no type attribute and belongs to the entity.
    fn owns(self, item: StoredItem<'_, '_>) -> Result<bool, CodecError> {
        Ok(self.table.owns_untyped(self.schema, &self.read(item)?))
    }

    fn admits(self, item: StoredItem<'_, '_>) -> Result<bool, CodecError> {
        let told = self.read(item)?;
        Ok(told.contains_key(self.table.type_attribute) || self.table.owns_untyped(self.schema, &told))
    }
}

/// The literal that follows the part in the keys of one member.
#[derive(Debug, PartialEq)]
pub(crate) struct MemberEnd {
    /// The attributes, with their values, that identify items of the member.
    pub(crate) identifiers: Vec<(&'static str, &'static str)>,
    pub(crate) by_key: Option<ByKey>,
    pub(crate) literal: &'static str,
    /// Whether the part ends the key: no literal and no other part follows.
    pub(crate) is_last: bool,
    /// The attribute of the part, if the key does not show where the part ends.
    pub(crate) field: Option<&'static str>,
}

/// A part whose attribute must have this text.
#[derive(Debug, PartialEq)]
pub(crate) struct ExactPart {
    attribute: &'static str,
    format: Format,
    /// In the letter case of the key.
    text: String,
}

impl PostFilter {
    /// Builds the range on the next part of the sort keys that begin with `base`.
    pub(crate) fn of_range(
        (attribute, base): (&'static str, &str),
        (placeholder, facts): (&Placeholder, PartFacts),
        operator: Operator<String>,
    ) -> Result<Self> {
        let deciding = if placeholder.format.is_unchecked() {
            has_text(placeholder.field).then_some(placeholder.field.attribute)
        } else {
            telling(placeholder, facts)?
        };
        let field = deciding.map(|attribute| (attribute, placeholder.format));
        Ok(PostFilter::Range {
            attribute,
            start: base.len(),
            literal: placeholder.literal,
            field,
            operator,
        })
    }

    /// Returns the attribute without which the range cannot be checked.
    pub(crate) fn required(&self) -> Option<&'static str> {
        match self {
            PostFilter::Range {
                field: Some((name, format)),
                ..
            } if format.keeps_text() => Some(name),
            _ => None,
        }
    }

    /// Returns the attributes that the condition looks at.
    pub(crate) fn attributes(&self) -> Vec<&'static str> {
        match self {
            PostFilter::Range { attribute, field, .. } => {
                let field = field.map(|(name, _)| name);
                std::iter::once(*attribute).chain(field).collect()
            }
            PostFilter::Along { attribute, ends, .. } => {
                let identifiers = ends.iter().flat_map(|end| &end.identifiers);
                let identifiers = identifiers.map(|(name, _)| *name);
                let fields = ends.iter().filter_map(|end| end.field);
                let by_key = ends.iter().filter_map(|end| end.by_key).flat_map(ByKey::attributes);
                let told = identifiers.chain(fields).chain(by_key);
                std::iter::once(*attribute).chain(told).collect()
            }
            PostFilter::Owner { attribute, .. } | PostFilter::Whole { attribute, .. } => vec![*attribute],
            PostFilter::Untyped(entities) => entities.iter().flat_map(|by_key| by_key.attributes()).collect(),
            PostFilter::Parts(parts) => parts.iter().map(|part| part.attribute).collect(),
        }
    }

    /// Restricts items without a type attribute to those of the entities that accept them; `None` if no entity does.
    pub(crate) fn of_untyped(
        table: &'static TableSchema,
        schemas: impl IntoIterator<Item = &'static EntitySchema>,
        is_typed: bool,
    ) -> Option<Self> {
        let by_key = schemas
            .into_iter()
            .filter_map(|schema| ByKey::of(table, schema, is_typed));
        let by_key: Vec<ByKey> = by_key.collect();
        (!by_key.is_empty()).then_some(PostFilter::Untyped(by_key))
    }

    /// Requires that the key ends in the name of the entity; `None` if the entity's keys do not end in a literal.
    pub(crate) fn of_owner(attribute: &'static str, side: Option<&Side>) -> Option<Self> {
        match side {
            Some(Side::Template(template)) => match template.segments.last() {
                Some(Segment::Literal(end)) => Some(PostFilter::Owner { attribute, end }),
                _ => None,
            },
            _ => None,
        }
    }

    /// Requires the exact parts if the key is ambiguous.
    pub(crate) fn of_parts<'a>(
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
        Self::exactly(template, count, part)
    }

    /// Requires the exact parts if the beginning of a key may also be the beginning of other keys: a key that continues
    /// after `#a_x#b_` may contain the part `x#b_y`.
    pub(crate) fn of_beginning<'a>(
        side: Option<&Side>,
        count: usize,
        part: impl Fn(Placeholder) -> Part<'a> + Copy,
    ) -> Option<Self> {
        match side {
            Some(Side::Template(template)) if (1..template.parts()).contains(&count) => {
                Self::exactly(template, count, part)
            }
            _ => None,
        }
    }

    fn exactly<'a>(template: &Template, count: usize, part: impl Fn(Placeholder) -> Part<'a>) -> Option<Self> {
        let exact = |placeholder: Placeholder| match part(placeholder) {
            Part::Text(text) if placeholder.format.is_unchecked() && has_text(placeholder.field) => Some(ExactPart {
                attribute: placeholder.field.attribute,
                format: placeholder.format,
                text: placeholder.format.in_case(&text).into_owned(),
            }),
            _ => None,
        };
        let parts: Vec<ExactPart> = template.placeholders().take(count).filter_map(exact).collect();
        (!parts.is_empty()).then_some(PostFilter::Parts(parts))
    }

    /// Whether the item meets the condition.
    pub(crate) fn admits(&self, item: StoredItem<'_, '_>) -> Result<bool, CodecError> {
        match self {
            PostFilter::Range {
                attribute,
                start,
                literal,
                field,
                operator,
            } => {
                if let Some((field, format)) = field
                    && let Some(text) = item.string(field)?
                {
                    return Ok(operator.selects(&format.filled(&text)));
                }
                let key = item.string(attribute)?;
                Ok(key.is_none_or(|key| operator.selects(part_at(&key, *start, literal))))
            }
            PostFilter::Along {
                attribute,
                start,
                ends,
                operator,
            } => {
                let Some(key) = item.string(attribute)? else {
                    return Ok(true);
                };
                for end in ends {
                    if end.is_of(item)? {
                        return end.admits(item, key.get(*start..).unwrap_or_default(), operator);
                    }
                }
                // The item belongs to no member, so the range does not apply to it.
                Ok(true)
            }
            PostFilter::Untyped(entities) => {
                for by_key in entities {
                    if by_key.admits(item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            PostFilter::Owner { attribute, end } => Ok(item.string(attribute)?.is_some_and(|key| key.ends_with(end))),
            PostFilter::Whole { attribute, short } => Ok(item.string(attribute)?.is_none_or(|key| key != *short)),
            PostFilter::Parts(parts) => {
                let names: Vec<&str> = parts.iter().map(|part| part.attribute).collect();
                let found = item.attributes(&names)?;
                Ok(parts.iter().all(|part| match found.get(part.attribute) {
                    Some(AttributeValue::S(text)) => part.format.in_case(text) == part.text,
                    // The projection left the attribute out.
                    _ => true,
                }))
            }
        }
    }
}

impl MemberEnd {
    fn is_of(&self, item: StoredItem<'_, '_>) -> Result<bool, CodecError> {
        for (attribute, wanted) in &self.identifiers {
            if item.string(attribute)?.as_deref() != Some(wanted) {
                return match self.by_key {
                    Some(by_key) => by_key.owns(item),
                    None => Ok(false),
                };
            }
        }
        Ok(true)
    }

    /// Whether the operator selects the part at the beginning of `rest`, the remainder of a key.
    fn admits(&self, item: StoredItem<'_, '_>, rest: &str, operator: &Operator<String>) -> Result<bool, CodecError> {
        if let Operator::Between(low, high) = operator
            && low == high
        {
            // The part ends where the literal follows the value, whatever the part contains.
            let after = rest.strip_prefix(low.as_str());
            return Ok(after.is_some_and(|after| {
                if self.is_last {
                    after.is_empty()
                } else {
                    after.starts_with(self.literal)
                }
            }));
        }
        if let Some(field) = self.field
            && let Some(text) = item.string(field)?
        {
            return Ok(operator.selects(&text));
        }
        Ok(operator.selects(part_at(rest, 0, self.literal)))
    }
}

/// Returns the attribute that decides where a part ends, if the part may contain the literal that follows; otherwise `None`.
pub(super) fn telling(placeholder: &Placeholder, facts: PartFacts) -> Result<Option<&'static str>> {
    let is_very_text = matches!(placeholder.format, Format::None | Format::Raw);
    if !is_very_text || !(placeholder.format == Format::Raw || facts.prefix_free) {
        return Ok(None);
    }
    let field = placeholder.field;
    if has_text(field) {
        Ok(Some(field.attribute))
    } else {
        Err(Error::key_fault(format!(
            "`{}` may contain the `{}` that follows it in the key, and its attribute has another form, so its end is \
             unknown: compare it with `eq`",
            field.name, placeholder.literal
        )))
    }
}

/// Whether the attribute stores the part as a string, and so has the exact text of the part.
fn has_text(field: &Field) -> bool {
    field.part.is_some_and(|part| part.native == Some(ScalarType::S))
}

fn is_ambiguous<'a>(template: &Template, count: usize, part: impl Fn(Placeholder) -> Part<'a>) -> bool {
    template
        .placeholders()
        .any(|placeholder| placeholder.format.is_unchecked())
        && matches!(template.render_to_read(count, part), Ok(Some(key)) if key.is_ambiguous)
}

/// Returns the part that begins at `start` and ends before `literal`.
fn part_at<'k>(key: &'k str, start: usize, literal: &str) -> &'k str {
    let rest = key.get(start..).unwrap_or_default();
    let end = if literal.is_empty() { None } else { rest.find(literal) };
    end.and_then(|end| rest.get(..end)).unwrap_or(rest)
}
