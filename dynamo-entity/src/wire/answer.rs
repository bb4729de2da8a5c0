//! Parses DynamoDB's JSON answers: the members one by one, the items in place.

use std::sync::Arc;

use aws_sdk_dynamodb::types::ConsumedCapacity;

use crate::codec::item::Item;
use crate::codec::json::parser::Parser;
use crate::codec::stored::{OwnedItem, StoredItem};
use crate::error::codec::CodecError;
use crate::error::{Error, Result};
use crate::wire::operation::ResponseFacts;

/// The members of an answer other than items.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    pub(crate) capacity: Vec<ConsumedCapacity>,
    pub(crate) count: Option<i32>,
    pub(crate) scanned_count: Option<i32>,
    pub(crate) last_key: Option<Item>,
}

impl Summary {
    /// Parses the counts and the capacity of an answer, and skips its items and its last key.
    pub(crate) fn of(answer: &[u8]) -> Result<Self> {
        let parser = Parser::new(answer).map_err(Error::broken_answer)?;
        let mut summary = Summary::default();
        answer_members(&parser, |name| match name {
            "LastEvaluatedKey" => skip(&parser),
            name => summary.take(name, &parser),
        })?;
        Ok(summary)
    }

    /// Parses the next value as the member `name`; skips it if the summary has no such member.
    fn take(&mut self, name: &str, parser: &Parser<'_>) -> Result<()> {
        match name {
            "Count" => self.count = Some(integer(parser)?),
            "ScannedCount" => self.scanned_count = Some(integer(parser)?),
            "LastEvaluatedKey" => self.last_key = Some(attributes(parser)?),
            "ConsumedCapacity" => {
                if parser.peek() == Some(b'[') {
                    elements(parser, || {
                        self.capacity.push(capacity(parser)?);
                        Ok(())
                    })?;
                } else {
                    self.capacity.push(capacity(parser)?);
                }
            }
            _ => skip(parser)?,
        }
        Ok(())
    }

    pub(crate) fn units(&self) -> f64 {
        self.answered().units().unwrap_or_default()
    }

    pub(crate) fn answered(&self) -> ResponseFacts<'_> {
        ResponseFacts {
            capacity: &self.capacity,
            count: self.count.and_then(|count| u64::try_from(count).ok()),
            scanned_count: self.scanned_count.and_then(|count| u64::try_from(count).ok()),
        }
    }
}

/// Parses a page of a query or scan. Passes each item to `row` in place, and skips what `row` only looked at.
pub(crate) fn page(answer: &str, mut row: impl FnMut(StoredItem<'_, '_>) -> Result<Row>) -> Result<Summary> {
    let parser = Parser::of(answer, 0);
    let mut summary = Summary::default();
    answer_members(&parser, |name| {
        if name != "Items" {
            return summary.take(name, &parser);
        }
        elements(&parser, || {
            let place = parser.place();
            if row(StoredItem::at(&parser))? == Row::LookedAt {
                parser.back_to(place);
                skip(&parser)?;
            }
            Ok(())
        })
    })?;
    Ok(summary)
}

/// The result of handing an item to `row`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Row {
    /// Consumed the item: the parser is at its end.
    Decoded,
    LookedAt,
}

/// Returns the rows of a page of a query or scan.
pub(crate) fn rows(answer: String) -> Result<(Vec<OwnedItem>, Summary)> {
    let answer = Arc::new(answer);
    let parser = Parser::of(&answer, 0);
    let (mut rows, mut summary) = (Vec::new(), Summary::default());
    answer_members(&parser, |name| {
        if name != "Items" {
            return summary.take(name, &parser);
        }
        elements(&parser, || {
            rows.push(kept(&answer, &parser));
            skip(&parser)
        })
    })?;
    Ok((rows, summary))
}

/// Decodes the item in `member` of an answer, such as the `Item` of a `GetItem`, if there is one.
pub(crate) fn item<T>(
    answer: &str,
    member: &str,
    decode: impl FnOnce(StoredItem<'_, '_>) -> Result<T>,
) -> Result<Option<T>> {
    let parser = Parser::of(answer, 0);
    let mut decode = Some(decode);
    let mut item = None;
    answer_members(&parser, |name| {
        match decode.take_if(|_| name == member) {
            Some(decode) => item = Some(decode(StoredItem::at(&parser))?),
            None => skip(&parser)?,
        }
        Ok(())
    })?;
    Ok(item)
}

/// Returns the items of a `BatchGetItem`, and its unprocessed keys.
pub(crate) fn batch(answer: String) -> Result<(Vec<OwnedItem>, Vec<Item>, Summary)> {
    let answer = Arc::new(answer);
    let parser = Parser::of(&answer, 0);
    let (mut items, mut left, mut summary) = (Vec::new(), Vec::new(), Summary::default());
    answer_members(&parser, |name| match name {
        // Each request is about one table.
        "Responses" => members(&parser, |_| {
            elements(&parser, || {
                items.push(kept(&answer, &parser));
                skip(&parser)
            })
        }),
        "UnprocessedKeys" => members(&parser, |_| {
            members(&parser, |name| match name {
                "Keys" => elements(&parser, || {
                    left.push(attributes(&parser)?);
                    Ok(())
                }),
                _ => skip(&parser),
            })
        }),
        "ConsumedCapacity" => summary.take(name, &parser),
        _ => skip(&parser),
    })?;
    Ok((items, left, summary))
}

/// Returns the items and keys of the unprocessed writes of a `BatchWriteItem`; `None` for a write that has neither.
pub(crate) fn unprocessed(answer: String) -> Result<(Vec<Option<OwnedItem>>, Summary)> {
    let answer = Arc::new(answer);
    let parser = Parser::of(&answer, 0);
    let (mut left, mut summary) = (Vec::new(), Summary::default());
    answer_members(&parser, |name| match name {
        // Each request is about one table.
        "UnprocessedItems" => members(&parser, |_| {
            elements(&parser, || {
                let mut item = None;
                members(&parser, |_| {
                    members(&parser, |_| {
                        item = Some(kept(&answer, &parser));
                        skip(&parser)
                    })
                })?;
                left.push(item);
                Ok(())
            })
        }),
        "ConsumedCapacity" => summary.take(name, &parser),
        _ => skip(&parser),
    })?;
    Ok((left, summary))
}

/// Returns the items of a `TransactGetItems`, one for each of its reads.
pub(crate) fn transaction(answer: String) -> Result<Vec<Option<OwnedItem>>> {
    let answer = Arc::new(answer);
    let parser = Parser::of(&answer, 0);
    let mut items = Vec::new();
    answer_members(&parser, |name| {
        if name != "Responses" {
            return skip(&parser);
        }
        elements(&parser, || {
            let mut item = None;
            members(&parser, |name| {
                if name == "Item" {
                    item = Some(kept(&answer, &parser));
                }
                skip(&parser)
            })?;
            items.push(item);
            Ok(())
        })
    })?;
    Ok(items)
}

fn kept(answer: &Arc<String>, parser: &Parser<'_>) -> OwnedItem {
    OwnedItem::new(Arc::clone(answer), parser.place())
}

/// Goes through the members of an answer as [`members`] does, and checks that nothing follows them.
fn answer_members(parser: &Parser<'_>, member: impl FnMut(&str) -> Result<()>) -> Result<()> {
    // To the SDK, an empty body is an empty answer.
    if parser.is_empty() {
        return Ok(());
    }
    members(parser, member)?;
    parser.end().map_err(Error::broken_answer)
}

/// Calls `member` for each member of an object, with the parser at the member's value. Skips `null` members.
fn members(parser: &Parser<'_>, mut member: impl FnMut(&str) -> Result<()>) -> Result<()> {
    parser.expect(b'{').map_err(Error::broken_answer)?;
    let mut first = true;
    while parser.next_in(b'}', &mut first).map_err(Error::broken_answer)? {
        let name = parser.string().map_err(Error::broken_answer)?;
        parser.expect(b':').map_err(Error::broken_answer)?;
        if !parser.null() {
            member(&name)?;
        }
    }
    Ok(())
}

/// Calls `element` for each element of a list, with the parser at the element.
fn elements(parser: &Parser<'_>, mut element: impl FnMut() -> Result<()>) -> Result<()> {
    parser.expect(b'[').map_err(Error::broken_answer)?;
    let mut first = true;
    while parser.next_in(b']', &mut first).map_err(Error::broken_answer)? {
        element()?;
    }
    Ok(())
}

fn skip(parser: &Parser<'_>) -> Result<()> {
    parser.skip().map_err(Error::broken_answer)
}

fn attributes(parser: &Parser<'_>) -> Result<Item> {
    let item = StoredItem::at(parser).into_attributes();
    item.map_err(Error::broken_answer)
}

/// Parses a whole number in any notation: to the SDK, `1100`, `11e2` and `1100.0` are the same number.
fn integer(parser: &Parser<'_>) -> Result<i32> {
    let text = parser.number().map_err(Error::broken_answer)?;
    text.parse()
        .ok()
        .or_else(|| whole(text.parse().ok()?))
        .ok_or_else(|| not_a_number(text))
}

fn whole(number: f64) -> Option<i32> {
    let is_one = number.fract() == 0.0 && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number);
    #[allow(clippy::cast_possible_truncation, reason = "it is a whole number in the range")]
    is_one.then_some(number as i32)
}

/// Parses a finite number, or the string that stands for an infinity or NaN.
fn float(parser: &Parser<'_>) -> Result<f64> {
    if parser.peek() == Some(b'"') {
        let text = parser.string().map_err(Error::broken_answer)?;
        return match &*text {
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            "NaN" => Ok(f64::NAN),
            text => Err(not_a_number(text)),
        };
    }
    let text = parser.number().map_err(Error::broken_answer)?;
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| not_a_number(text))
}

fn capacity(parser: &Parser<'_>) -> Result<ConsumedCapacity> {
    let mut capacity = ConsumedCapacity::builder();
    members(parser, |name| {
        match name {
            "TableName" => {
                let name = parser.string().map_err(Error::broken_answer)?;
                capacity = std::mem::take(&mut capacity).table_name(name);
            }
            "CapacityUnits" => {
                let units = float(parser)?;
                capacity = std::mem::take(&mut capacity).capacity_units(units);
            }
            _ => skip(parser)?,
        }
        Ok(())
    })?;
    Ok(capacity.build())
}

fn not_a_number(text: &str) -> Error {
    Error::broken_answer(CodecError::new(format!("`{text}` is not a number")))
}
