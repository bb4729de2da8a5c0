//! Tests of templates.

use super::Segment::Literal;
use super::*;
use crate::key::samples::FIELDS;

const fn field(position: usize) -> Segment {
    formatted(position, Format::None)
}

const fn formatted(position: usize, format: Format) -> Segment {
    let field = &FIELDS[position];
    Segment::Placeholder { field, format }
}

const TWO: Template = Template::new("A#<0>##<1>", &[Literal("A#"), field(0), Literal("##"), field(1)]);

fn two<'a>(first: &'a str, second: &'a str) -> Result<Option<String>, KeyError> {
    TWO.render(|field| Part::Text(if field.position == 0 { first } else { second }.into()))
}

#[test]
fn a_part_must_not_contain_its_delimiter() {
    assert_eq!(two("x", "y##z").unwrap().unwrap(), "A#x##y##z");
    assert_eq!(two("x#y", "z").unwrap().unwrap(), "A#x#y##z");
    let delimiter = KeyErrorKind::Delimiter { literal: "##" };
    assert_eq!(two("x##y", "z"), Err(delimiter.clone().at(&FIELDS[0], "x##y")));
    assert_eq!(
        two("x#", "z"),
        Err(delimiter.at(&FIELDS[0], "x#")),
        "x# ## z could be x ## #z"
    );
    assert_eq!(two("", "z"), Err(KeyErrorKind::Empty.at(&FIELDS[0], "")));
    assert_eq!(
        two("x", "\u{10FFFF}"),
        Err(KeyErrorKind::Reserved.at(&FIELDS[1], "\u{10FFFF}"))
    );
    // No range on a key that is a single placeholder ends with U+10FFFF.
    let alone = Template::new("<0>", const { &[field(0)] });
    let alone = alone.render(|_| Part::Text("\u{10FFFF}".into()));
    assert_eq!(alone, Ok(Some("\u{10FFFF}".into())));
}

#[test]
fn a_delimiter_is_searched_in_the_letter_case_of_the_key() {
    const LOWER: Template = Template::new("<0:lower>x<1>", &[formatted(0, Format::Lower), Literal("x"), field(1)]);
    assert!(LOWER.render(|_| Part::Text("aX".into())).is_err());
}

#[test]
fn fixed_parts_may_contain_the_literal_that_follows() {
    const DIGIT: Template = Template::new("<0>0<1>", &[field(0), Literal("0"), field(1)]);
    const DATE: Template = Template::new("<0>-<1>", &[field(0), Literal("-"), field(1)]);
    let key = DATE.render(|field| {
        if field.position == 0 {
            Part::Date { days: 0 }
        } else {
            Part::Signed(-7)
        }
    });
    assert_eq!(key.unwrap().unwrap(), "1970-01-01--7");
    let key = DATE.render(|field| {
        if field.position == 0 {
            Part::Signed(-7)
        } else {
            Part::Bool(true)
        }
    });
    assert_eq!(key.unwrap().unwrap(), "-7-true");
    assert!(DIGIT.render(|_| Part::Unsigned(10)).is_err());
    assert_eq!(DIGIT.render(|_| Part::Unsigned(11)).unwrap().unwrap(), "11011");
}

#[test]
fn a_prefix_ends_with_the_literal() {
    let part = |placeholder: Placeholder| Part::Unsigned(placeholder.ordinal as u128);
    let prefix = |count| TWO.render_prefix(count, part).unwrap().unwrap();
    assert_eq!([prefix(0), prefix(1), prefix(2)], ["A#", "A#0##", "A#0##1"]);
    assert_eq!(TWO.render_part(0, &Part::Text("x".into())), Ok(Some("x".into())));
    assert!(TWO.render_part(0, &Part::Text("x##".into())).is_err());
    assert_eq!(TWO.render_part(2, &Part::Bool(true)), Ok(None));
}

#[test]
fn an_absent_part_makes_no_key() {
    assert_eq!(
        TWO.render(|field| if field.position == 0 {
            Part::Bool(true)
        } else {
            Part::Absent
        }),
        Ok(None)
    );
    assert_eq!(TWO.render_value(|_| Part::Absent), Ok(None));
}

#[test]
fn native_sides_are_values() {
    const NUMBER: Template = Template::new("<0:N>", &[formatted(0, Format::Number)]);
    assert_eq!(
        NUMBER.render_value(|_| Part::Unsigned(7)),
        Ok(Some(KeyValue::Number("7".into())))
    );
    assert_eq!(NUMBER.scalar(), ScalarType::N);
    assert_eq!(
        TWO.render_value(|_| Part::Bool(true)),
        Ok(Some(KeyValue::Text("A#true##true".into())))
    );
}

#[test]
fn placeholders_have_ordinals() {
    const ADJACENT: Template = Template::new("<2><3>", &[field(2), field(3)]);
    assert_eq!((TWO.parts(), TWO.leading(), TWO.adjacent()), (2, "A#", None));
    let places: Vec<_> = TWO
        .placeholders()
        .map(|p| (p.ordinal, p.field.position, p.literal, p.last))
        .collect();
    assert_eq!(places, [(0, 0, "##", false), (1, 1, "", true)]);
    assert_eq!(ADJACENT.adjacent().unwrap().field, &FIELDS[2]);
}
