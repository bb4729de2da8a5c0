//! Tests of ranges of keys.

use super::*;
use crate::key::format::Format;
use crate::key::samples::FIELDS;
use crate::key::template::Segment;

const fn part(format: Format) -> Segment {
    let field = &FIELDS[0];
    Segment::Placeholder { field, format }
}
const TEXT: PartFacts = PartFacts {
    prefix_free: false,
    kind: PartKind::Text,
};
const FIXED: PartFacts = PartFacts {
    prefix_free: true,
    kind: PartKind::Bool,
};
const LAST_PART: Template = Template::new("A#<a>", &[Segment::Literal("A#"), part(Format::None)]);
const MIDDLE: Template = Template::new(
    "A#<a>#<b>",
    &[
        Segment::Literal("A#"),
        part(Format::None),
        Segment::Literal("#"),
        part(Format::None),
    ],
);
const BARE: Template = Template::new(
    "<a>#<b>",
    &[part(Format::None), Segment::Literal("#"), part(Format::None)],
);
const LOWER: Template = Template::new(
    "<a:lower>#<b>",
    &[part(Format::Lower), Segment::Literal("#"), part(Format::None)],
);

fn condition(template: &Template, base: &str, operator: Operator<&str>, facts: PartFacts) -> SortCondition {
    sort_range(template, 0, base, Some((operator, facts)))
        .unwrap()
        .condition
}

fn between(low: &str, high: &str) -> SortCondition {
    SortCondition::Between(low.into(), high.into())
}

#[test]
fn without_an_operator() {
    let range = |count, base| sort_range(&MIDDLE, count, base, None).unwrap().condition;
    assert_eq!(range(0, "A#"), SortCondition::BeginsWith("A#".into()));
    assert_eq!(range(1, "A#1#"), SortCondition::BeginsWith("A#1#".into()));
    assert_eq!(range(2, "A#1#2"), SortCondition::Equal("A#1#2".into()));
    assert_eq!(sort_range(&BARE, 0, "", None).unwrap().condition, SortCondition::Any);
}

#[test]
fn of_the_last_part() {
    let range = |operator| condition(&LAST_PART, "A#", operator, TEXT);
    assert_eq!(
        range(Operator::BeginsWith("x")),
        SortCondition::BeginsWith("A#x".into())
    );
    assert_eq!(range(Operator::Greater("x")), between("A#x\0", "A#\u{10FFFF}"));
    assert_eq!(range(Operator::GreaterOrEqual("x")), between("A#x", "A#\u{10FFFF}"));
    assert_eq!(range(Operator::Less("x")), between("A#", "A#w\u{10FFFF}"));
    assert_eq!(range(Operator::Less("\u{E000}")), between("A#", "A#\u{D7FF}\u{10FFFF}"));
    assert_eq!(range(Operator::Less("x\0")), between("A#", "A#x"));
    assert_eq!(range(Operator::LessOrEqual("x")), between("A#", "A#x"));
    assert_eq!(range(Operator::Between("x", "y")), between("A#x", "A#y"));
}

#[test]
fn of_a_prefix_free_part_before_others() {
    let range = |operator| condition(&MIDDLE, "A#", operator, FIXED);
    assert_eq!(range(Operator::Greater("x")), between("A#x$", "A#\u{10FFFF}"));
    assert_eq!(range(Operator::GreaterOrEqual("x")), between("A#x", "A#\u{10FFFF}"));
    assert_eq!(range(Operator::Less("x")), between("A#", "A#x"));
    assert_eq!(range(Operator::LessOrEqual("x")), between("A#", "A#x#\u{10FFFF}"));
    assert_eq!(
        condition(&BARE, "", Operator::Greater("x"), FIXED),
        SortCondition::GreaterOrEqual("x$".into())
    );
    assert_eq!(
        condition(&BARE, "", Operator::Less("x"), FIXED),
        SortCondition::LessOrEqual("x".into())
    );
}

#[test]
fn of_free_text_before_others() {
    let range = |operator| condition(&MIDDLE, "A#", operator, TEXT);
    assert_eq!(range(Operator::Greater("x")), between("A#x", "A#\u{10FFFF}"));
    assert_eq!(
        range(Operator::Less("a!b")),
        between("A#", "A#a#\u{10FFFF}"),
        "a# comes after a!b"
    );
    assert_eq!(
        range(Operator::Less("a$b")),
        between("A#", "A#a$b"),
        "a# comes before a$b"
    );
    let residual = |template, base| {
        sort_range(template, 0, base, Some((Operator::Less("x"), TEXT)))
            .unwrap()
            .residual
    };
    assert_eq!(residual(&MIDDLE, "A#"), Some(Operator::Less("x".into())));
    assert_eq!(residual(&LOWER, ""), Some(Operator::Less("x".into())));
    let prefix = |text| {
        sort_range(&MIDDLE, 0, "A#", Some((Operator::BeginsWith(text), TEXT)))
            .unwrap()
            .residual
    };
    assert_eq!(prefix("x"), None);
    assert!(prefix("x#").is_some(), "the key of `x` begins with it, `x` does not");
}

#[test]
fn operands_are_checked() {
    let refusal = |operator| sort_range(&MIDDLE, 0, "A#", Some((operator, TEXT))).map_err(|error| error.reason);
    assert_eq!(refusal(Operator::Between("b", "a")), Err(KeyErrorKind::Reversed));
    assert_eq!(refusal(Operator::Less("")), Err(KeyErrorKind::Empty));
    let long = "x".repeat(SORT_KEY_LIMIT);
    assert!(matches!(
        refusal(Operator::Greater(&long)),
        Err(KeyErrorKind::TooLong { .. })
    ));
}

#[test]
fn successors() {
    assert_eq!(successor("a#").as_deref(), Some("a$"));
    assert_eq!(successor("a\u{D7FF}").as_deref(), Some("a\u{E000}"));
    assert_eq!(successor("a\u{10FFFF}").as_deref(), Some("b"));
    assert_eq!(successor("\u{10FFFF}"), None);
}
