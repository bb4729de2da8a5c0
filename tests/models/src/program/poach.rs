//! Values that render to keys of other entities, for entities whose templates can give the same key.
//!
//! Only these values are made with knowledge of templates; the oracle has none.

use chrono::{DateTime, NaiveDate, TimeDelta};

use crate::shape::{Entity, Format, Piece, Side, Ty};
use crate::value::Value;

/// Guesses the text of a side of a key for these fields.
pub(super) fn spelled(fields: &[Value], side: &Side) -> String {
    let Side::Template(pieces) = side else {
        return String::new();
    };
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Part(part) => part_text(part.format, &fields[part.field]),
    });
    pieces.collect()
}

fn part_text(format: Format, value: &Value) -> String {
    match (format, value) {
        (Format::Lower | Format::Script, Value::Text(text)) => text.to_lowercase(),
        (Format::Upper, Value::Text(text)) => text.to_uppercase(),
        (_, Value::Text(text)) => text.clone(),
        (Format::Width(width), Value::Int(number)) => format!("{number:0>width$}", width = usize::from(width)),
        (_, Value::Int(number)) => number.to_string(),
        (_, Value::Bool(this)) => this.to_string(),
        (format, Value::Time(seconds, nanos)) => {
            let text = if let Format::Time(text) = format {
                text
            } else {
                "%Y-%m-%dT%H:%M:%S.%9fZ"
            };
            DateTime::from_timestamp(*seconds, *nanos)
                .unwrap_or_default()
                .format(text)
                .to_string()
        }
        (format, Value::Date(days)) => {
            let text = if let Format::Time(text) = format {
                text
            } else {
                "%Y-%m-%d"
            };
            (NaiveDate::default() + TimeDelta::days(*days)).format(text).to_string()
        }
        _ => String::new(),
    }
}

/// Returns texts for the parts of a side with which it renders to `text`. Each part except the last ends at the literal
/// after it.
pub(super) fn matched(entity: &Entity, side: &Side, text: &str) -> Option<Vec<(usize, Value)>> {
    let Side::Template(pieces) = side else { return None };
    let mut rest = text;
    let mut found = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => rest = rest.strip_prefix(text.as_str())?,
            Piece::Part(part) => {
                let part_text = match pieces.get(at + 1) {
                    Some(Piece::Text(end)) => rest.get(..rest.find(end.as_str())?)?,
                    _ => rest,
                };
                if entity.fields[part.field].ty != Ty::Text || part_text.is_empty() {
                    return None;
                }
                found.push((part.field, Value::text(part_text)));
                rest = rest.get(part_text.len()..)?;
            }
        }
    }
    rest.is_empty().then_some(found)
}
