//! The part of a placeholder after the colon: `<seq:020>`, `<created_at:%Y-%m>`, `<email:lower>`.

use std::fmt::{self, Display};

use crate::suggest;
use crate::template::side::SideKind;

/// DynamoDB numbers have at most 38 digits, and a `u128` has at most 39.
const MAXIMUM_WIDTH: u8 = 39;

const FORMS: &str = "a format is a width `020`, a date `%Y-%m`, `lower`, `upper`, `raw`, `N` or `B`";

const WORDS: [(&str, Format); 5] = [
    ("lower", Format::Lower),
    ("upper", Format::Upper),
    ("raw", Format::Raw),
    ("N", Format::Number),
    ("B", Format::Binary),
];

/// The directives of a time format, and the unit of time that each writes.
const DIRECTIVES: [(&str, Unit); 11] = [
    ("%Y", Unit::Year),
    ("%m", Unit::Month),
    ("%d", Unit::Day),
    ("%j", Unit::DayOfYear),
    ("%H", Unit::Hour),
    ("%M", Unit::Minute),
    ("%S", Unit::Second),
    ("%3f", Unit::Fraction),
    ("%6f", Unit::Fraction),
    ("%9f", Unit::Fraction),
    ("%%", Unit::None),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    None,
    /// Digits, padded with zeros.
    Width(u8),
    /// A subset of strftime in which every directive has a fixed width.
    Time(String),
    Lower,
    Upper,
    /// Not checked for the delimiter that follows.
    Raw,
    /// The key attribute is a DynamoDB number.
    Number,
    /// The key attribute is a DynamoDB binary.
    Binary,
    /// ElectroDB's rendering of a value; templates cannot express it.
    Script(Script),
}

/// A value as ECMAScript writes it, padded at its start and then converted to a letter case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Script {
    pub(crate) casing: Casing,
    pub(crate) padding: Option<Padding>,
}

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub(crate) enum Casing {
    None,
    Lower,
    Upper,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Padding {
    /// In UTF-16 code units.
    pub(crate) length: u16,
    pub(crate) fill: String,
}

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
enum Unit {
    None,
    Year,
    Month,
    Day,
    DayOfYear,
    Hour,
    Minute,
    Second,
    Fraction,
}

impl Format {
    /// Parses the format of the placeholder `<name:text>`. The error is a message.
    pub(crate) fn parse(name: &str, text: &str, side: SideKind) -> Result<Self, String> {
        if let Some((_, format)) = WORDS.iter().find(|(word, _)| *word == text) {
            return Ok(format.clone());
        }
        if text.starts_with(|letter: char| letter.is_ascii_digit()) {
            return width(name, text);
        }
        if text.contains('%') {
            return time(name, text, side);
        }
        if text.is_empty() {
            return Err(format!(
                "`<{name}:>` has no format after the colon; {FORMS}, or write `<{name}>`"
            ));
        }
        let meant = suggest::nearest(text, WORDS.map(|(word, _)| word))
            .map_or_else(String::new, |near| format!(", did you mean `{near}`"));
        Err(format!("unknown format `{text}` in `<{name}:{text}>`{meant}; {FORMS}"))
    }

    /// Whether every value takes the same number of characters, so that no delimiter is needed.
    pub(crate) fn is_fixed_width(&self) -> bool {
        matches!(self, Format::Width(_) | Format::Time(_))
    }

    /// Whether the key attribute is not text.
    pub(crate) fn is_native(&self) -> bool {
        matches!(self, Format::Number | Format::Binary)
    }
}

impl Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Format::None | Format::Script(_) => Ok(()),
            Format::Width(width) => write!(formatter, "0{width}"),
            Format::Time(text) => formatter.write_str(text),
            Format::Lower => formatter.write_str("lower"),
            Format::Upper => formatter.write_str("upper"),
            Format::Raw => formatter.write_str("raw"),
            Format::Number => formatter.write_str("N"),
            Format::Binary => formatter.write_str("B"),
        }
    }
}

/// Parses a width such as `020`: a zero, then the width.
fn width(name: &str, text: &str) -> Result<Format, String> {
    if let Some(bad) = text.chars().find(|letter| !letter.is_ascii_digit()) {
        return Err(format!(
            "`{bad}` in the width `<{name}:{text}>`; a width is a zero and a number, as in `<{name}:020>`"
        ));
    }
    let Some(digits) = text.strip_prefix('0') else {
        return Err(format!(
            "the width `<{name}:{text}>` has no leading zero; write `<{name}:0{text}>`"
        ));
    };
    match digits.parse::<u8>() {
        Ok(width @ 1..=MAXIMUM_WIDTH) if !digits.starts_with('0') => Ok(Format::Width(width)),
        _ => Err(format!(
            "a width is from 1 to {MAXIMUM_WIDTH} digits, not `{text}`; write for example `<{name}:020>`"
        )),
    }
}

fn time(name: &str, text: &str, side: SideKind) -> Result<Format, String> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(offset) = rest.find('%') {
        let directive = rest.split_at(offset).1;
        let known = DIRECTIVES.iter().find(|(known, _)| directive.starts_with(known));
        let Some((known, unit)) = known else {
            let end = directive.char_indices().nth(2).map_or(directive.len(), |(end, _)| end);
            let unknown = directive.get(..end).unwrap_or(directive);
            return Err(format!(
                "unknown directive `{unknown}` in `<{name}:{text}>`; the directives are {}",
                suggest::list(DIRECTIVES.map(|(known, _)| known))
            ));
        };
        if *unit != Unit::None {
            units.push(*unit);
        }
        rest = directive.strip_prefix(known).unwrap_or_default();
    }
    if units.is_empty() {
        return Err(format!(
            "`<{name}:{text}>` writes no part of the date; write for example `<{name}:%Y-%m>`"
        ));
    }
    if side == SideKind::Sk && !sorts(&units) {
        return Err(format!(
            "`<{name}:{text}>` does not sort by time; in a sort key write the year first and skip no unit, as in \
             `<{name}:%Y-%m-%d>`"
        ));
    }
    Ok(Format::Time(text.to_owned()))
}

/// Whether text with these fixed-width units sorts as the times do: the first unit is the year, and each unit is the next
/// finer one after the unit before it.
fn sorts(units: &[Unit]) -> bool {
    let follows = |pair: &[Unit]| {
        matches!(
            pair,
            [Unit::Year, Unit::Month | Unit::DayOfYear]
                | [Unit::Month, Unit::Day]
                | [Unit::Day | Unit::DayOfYear, Unit::Hour]
                | [Unit::Hour, Unit::Minute]
                | [Unit::Minute, Unit::Second]
                | [Unit::Second, Unit::Fraction]
        )
    };
    units.first() == Some(&Unit::Year) && units.windows(2).all(follows)
}
