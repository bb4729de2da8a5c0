//! Properties of keys: different values give different keys, keys sort like values, and every range operator is exact.

use chrono::{DateTime, NaiveDate, Utc};
use dynamo_entity::key::{
    Format, KeyPart, Operator, Part, PartFacts, PartKind, Segment, SortPart, Template, sort_range,
};
use dynamo_entity_tests::properties::cases;
use proptest::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Debug;

const fn field(field: usize, format: Format) -> Segment {
    Segment::Placeholder { field, format }
}
const fn literal(text: &'static str) -> Segment {
    Segment::Literal(text)
}
const NONE: Format = Format::None;

/// Text of difficult characters: delimiters, their neighbours, and sometimes the first and last character of Unicode.
/// There are few characters, so that values are often prefixes of each other.
fn nasty() -> impl Strategy<Value = String> {
    let text = |letters: &[char], longest| {
        prop::collection::vec(prop::sample::select(letters.to_vec()), 0..=longest).prop_map(String::from_iter)
    };
    prop_oneof![
        6 => text(&['a', '!', '#'], 3),
        3 => text(&['a', '`', '#', '"', '\0'], 3),
        1 => text(&['a', 'b', '$', '!', '#', '-', '0', 'é', '\u{D7FF}', '\u{E000}', '\u{10FFFE}', '\u{10FFFF}'], 4),
    ]
}

fn seconds() -> impl Strategy<Value = i64> {
    // The years 0000 to 9999, often near 1970.
    prop_oneof![-62_167_219_200_i64..=253_402_300_799, -3_i64..3]
}

fn time() -> impl Strategy<Value = DateTime<Utc>> {
    (seconds(), prop_oneof![0..1_000_000_000_u32, 0..2_u32]).prop_map(|(s, n)| DateTime::from_timestamp(s, n).unwrap())
}

/// A part of any kind that can precede a literal.
fn part() -> impl Strategy<Value = Part<'static>> {
    prop_oneof![
        3 => nasty().prop_map(|text| Part::Text(Cow::Owned(text))),
        1 => prop_oneof![any::<u128>(), 0..200_u128].prop_map(Part::Unsigned),
    ]
}

/// Templates with the kinds of their fields. A field always has the same kind of part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Free,
    Padded,
    Time,
    Signed,
    Uuid,
    Char,
}

const INJECTIVE: &[(Template, [Kind; 3])] = {
    use Kind::*;
    &[
        (
            Template::new("<0>#<1>", &[field(0, NONE), literal("#"), field(1, NONE)]),
            [Free, Free, Free],
        ),
        (
            Template::new(
                "A<0>##<1>",
                &[literal("A"), field(0, NONE), literal("##"), field(1, NONE)],
            ),
            [Free, Free, Free],
        ),
        (
            Template::new("<1>a<0>", &[field(1, NONE), literal("a"), field(0, NONE)]),
            [Free, Free, Free],
        ),
        (
            Template::new(
                "<0>#<1>#<2>",
                &[
                    field(0, NONE),
                    literal("#"),
                    field(1, NONE),
                    literal("#"),
                    field(2, NONE),
                ],
            ),
            [Free, Free, Free],
        ),
        (
            Template::new(
                "A#<0>##<1>#!#<2>",
                &[
                    literal("A#"),
                    field(0, NONE),
                    literal("##"),
                    field(1, NONE),
                    literal("#!#"),
                    field(2, NONE),
                ],
            ),
            [Free, Free, Free],
        ),
        (
            Template::new(
                "<0>#a#<1>é<2>#",
                &[
                    field(0, NONE),
                    literal("#a#"),
                    field(1, NONE),
                    literal("é"),
                    field(2, NONE),
                    literal("#"),
                ],
            ),
            [Free, Free, Free],
        ),
        (
            Template::new(
                "<0>-<1>-<2>",
                &[
                    field(0, NONE),
                    literal("-"),
                    field(1, NONE),
                    literal("-"),
                    field(2, NONE),
                ],
            ),
            [Time, Signed, Uuid],
        ),
        (
            Template::new(
                "<0>0<1:039><2>",
                &[
                    field(0, NONE),
                    literal("0"),
                    field(1, Format::Width(39)),
                    field(2, NONE),
                ],
            ),
            [Free, Padded, Free],
        ),
        (
            Template::new(
                "<0>00<1>0<2>",
                &[
                    field(0, NONE),
                    literal("00"),
                    field(1, NONE),
                    literal("0"),
                    field(2, NONE),
                ],
            ),
            [Signed, Signed, Signed],
        ),
        (
            Template::new("<0><1><2>", &[field(0, NONE), field(1, NONE), field(2, NONE)]),
            [Time, Uuid, Free],
        ),
        (
            Template::new(
                "<0>#<1>#<2>",
                &[
                    field(0, NONE),
                    literal("#"),
                    field(1, NONE),
                    literal("#"),
                    field(2, NONE),
                ],
            ),
            [Char, Char, Free],
        ),
    ]
};

fn part_of(kind: Kind) -> BoxedStrategy<Part<'static>> {
    match kind {
        Kind::Free => part().boxed(),
        Kind::Padded => any::<u128>().prop_map(Part::Unsigned).boxed(),
        Kind::Time => (seconds(), 0..3_u32)
            .prop_map(|(seconds, nanos)| Part::Time { seconds, nanos })
            .boxed(),
        Kind::Signed => prop::sample::select(vec![0, 1, -1, 10, 100, 101, 1000, 10_010, 100_100, i128::MIN])
            .prop_map(Part::Signed)
            .boxed(),
        Kind::Uuid => (0..3_u128)
            .prop_map(|id| Part::Fixed(uuid::Uuid::from_u128(id).to_string().into()))
            .boxed(),
        Kind::Char => prop::sample::select(vec!['#', 'a', '!', '\0'])
            .prop_map(|c| Part::Fixed(c.to_string().into()))
            .boxed(),
    }
}

fn tuples() -> impl Strategy<Value = (Template, Vec<Vec<Part<'static>>>)> {
    prop::sample::select(INJECTIVE.to_vec()).prop_flat_map(|(template, kinds)| {
        let tuple: Vec<_> = kinds.map(part_of).into_iter().take(template.parts()).collect();
        (Just(template), prop::collection::vec(tuple, 2..100))
    })
}

/// The text `1` and the number `1` give the same key, but are never values of the same field.
fn as_text(parts: &[Part<'_>]) -> String {
    format!("{parts:?}")
        .replace("Unsigned(", "Text(")
        .replace("Text(\"", "Text(")
        .replace("\")", ")")
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn distinct_parts_have_distinct_keys((template, tuples) in tuples()) {
        let mut keys: HashMap<String, &Vec<Part<'static>>> = HashMap::new();
        for parts in &tuples {
            let Ok(key) = template.render(|field| parts[field].clone()) else { continue };
            let key = key.expect("no part is absent");
            prop_assert!(template.may_equal(&key), "{key:?}");
            for (end, _) in key.char_indices() {
                prop_assert!(template.may_begin_with(&key[..end]), "{:?}", &key[..end]);
            }
            if let Some(other) = keys.insert(key.clone(), parts) {
                prop_assert_eq!(as_text(other), as_text(parts), "{:?} has two readings", key);
            }
        }
    }

    /// Compares with an exhaustive search over a template and a text.
    #[test]
    fn a_template_may_equal_what_it_overlaps(
        template in prop::sample::select(INJECTIVE.to_vec()).prop_map(|(template, _)| template),
        beginning in 0..4_usize,
        end in "[#A-Za-z0-9é\u{10FFFF}-]{0,12}",
    ) {
        let beginning = [template.leading(), "USER#", template.text, ""][beginning];
        let text: &'static str = format!("{beginning}{end}").leak();
        prop_assume!(!text.is_empty());
        let exactly = Template::new(text, vec![Segment::Literal(text)].leak());
        // A part that is the whole key may contain U+10FFFF.
        let may_hold = template.segments.len() == 1 && template.parts() == 1;
        let expected = (may_hold || !text.contains('\u{10FFFF}')) && template.may_overlap(&exactly);
        prop_assert_eq!(template.may_equal(text), expected, "{} and {:?}", template.text, text);
    }

    #[test]
    fn times_sort_as_text(a in time(), b in time()) { sorts(a, b)?; }
    #[test]
    fn jiff_times_sort_as_text(a in time(), b in time()) {
        let jiff = |t: DateTime<Utc>| jiff::Timestamp::new(t.timestamp(), t.timestamp_subsec_nanos().cast_signed()).unwrap();
        sorts(jiff(a), jiff(b))?;
        prop_assert!(jiff(a).part() == a.part());
    }
    #[test]
    fn time_times_sort_as_text(a in time(), b in time(), hours in -12..12_i8) {
        let time = |t: DateTime<Utc>| {
            time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(t.timestamp()) * 1_000_000_000 + i128::from(t.timestamp_subsec_nanos())).unwrap()
        };
        sorts(time(a), time(b))?;
        prop_assert!(time(a).part() == a.part());
        if let Some(elsewhere) = time(a).checked_to_offset(time::UtcOffset::from_hms(hours, 0, 0).unwrap()) {
            prop_assert_eq!(elsewhere.part(), a.part());
        }
    }
    #[test]
    fn dates_sort_as_text(a in time(), b in time()) {
        let (a, b) = (a.date_naive(), b.date_naive());
        sorts(a, b)?;
        prop_assert_eq!(text(&a), a.to_string());
        let jiff = |d: NaiveDate| d.to_string().parse::<jiff::civil::Date>().unwrap();
        sorts(jiff(a), jiff(b))?;
        prop_assert!(jiff(a).part() == a.part());
        let time = |d: NaiveDate| time::Date::from_julian_day(d.to_epoch_days() + 2_440_588).unwrap();
        sorts(time(a), time(b))?;
        prop_assert!(time(a).part() == a.part());
    }
    #[test]
    fn times_are_written_as_chrono_writes_them(t in time()) {
        prop_assert_eq!(text(&t), t.format("%Y-%m-%dT%H:%M:%S.%9fZ").to_string());
        for format in ["%Y-%m", "%j/%Y %H%M", "%S.%3f %6f %%"] {
            let template = Template::new("", vec![field(0, Format::Time(format))].leak());
            let text = template.render(|_| t.part()).unwrap().unwrap();
            prop_assert_eq!(&text, &t.format(format).to_string());
            prop_assert!(Format::Time(format).check_text(PartKind::Time, &text, 0).is_ok());
            prop_assert!(template.may_equal(&text));
            for (end, _) in text.char_indices() {
                prop_assert!(Format::Time(format).check_prefix(PartKind::Time, &text[..end], 0).is_ok());
                prop_assert!(template.may_begin_with(&text[..end]));
            }
        }
    }
    #[test]
    fn ids_sort_as_text(a: u128, b: u128) {
        sorts(uuid::Uuid::from_u128(a), uuid::Uuid::from_u128(b))?;
        sorts(ulid::Ulid::from(a), ulid::Ulid::from(b))?;
    }
    #[test]
    fn letters_sort_as_text(a: char, b: char, c: bool, d: bool) {
        if a != '\u{10FFFF}' && b != '\u{10FFFF}' { sorts(a, b)?; }
        sorts(c, d)?;
    }
    #[test]
    fn strings_sort_as_text(a in nasty(), b in nasty()) {
        let bad = |s: &String| s.is_empty() || s.contains('\u{10FFFF}');
        if !bad(&a) && !bad(&b) { sorts(a, b)?; }
    }
    #[test]
    fn padded_integers_sort_as_text(a: u128, b: u128, c: u64, d: u64) {
        let padded = |n: u128| rendered(Format::Width(39), n.part());
        prop_assert_eq!(padded(a).cmp(&padded(b)), a.cmp(&b));
        let padded = |n: u64| rendered(Format::Width(20), n.part());
        prop_assert_eq!(padded(c).cmp(&padded(d)), c.cmp(&d));
    }
}

fn rendered(format: Format, part: Part<'_>) -> String {
    Template::new("", vec![field(0, format)].leak())
        .render(|_| part.clone())
        .unwrap()
        .unwrap()
}
fn text<T: KeyPart>(value: &T) -> String {
    const ALONE: Template = Template::new("<0>", &[field(0, NONE)]);
    ALONE.render(|_| value.part()).unwrap().unwrap()
}
fn sorts<T: SortPart + Ord + Debug>(a: T, b: T) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        text(&a).as_bytes().cmp(text(&b).as_bytes()),
        a.cmp(&b),
        "{:?} {:?}",
        a,
        b
    );
    Ok(())
}

// ---- ranges against an oracle

const RANGES: &[Template] = &[
    Template::new("<0>", &[field(0, NONE)]),
    Template::new("A#<0>", &[literal("A#"), field(0, NONE)]),
    Template::new("<0>#<1>", &[field(0, NONE), literal("#"), field(1, NONE)]),
    Template::new(
        "A#<0>#<1>#<2>",
        &[
            literal("A#"),
            field(0, NONE),
            literal("#"),
            field(1, NONE),
            literal("#"),
            field(2, NONE),
        ],
    ),
    Template::new(
        "A<0>#!<1>\0<2>",
        &[
            literal("A"),
            field(0, NONE),
            literal("#!"),
            field(1, NONE),
            literal("\0"),
            field(2, NONE),
        ],
    ),
    Template::new(
        "A#<0>##<1>#Z",
        &[
            literal("A#"),
            field(0, NONE),
            literal("##"),
            field(1, NONE),
            literal("#Z"),
        ],
    ),
    Template::new(
        "<0:raw>#<1:raw>#<2>",
        &[
            field(0, Format::Raw),
            literal("#"),
            field(1, Format::Raw),
            literal("#"),
            field(2, NONE),
        ],
    ),
    Template::new(
        "é<0:upper>#<1:upper>#<2:upper>",
        &[
            literal("é"),
            field(0, Format::Upper),
            literal("#"),
            field(1, Format::Upper),
            literal("#"),
            field(2, Format::Upper),
        ],
    ),
];

fn operator() -> impl Strategy<Value = fn(String, String) -> Operator<String>> {
    let operators: Vec<fn(String, String) -> Operator<String>> = vec![
        |a, _| Operator::BeginsWith(a),
        |a, b| {
            if a <= b {
                Operator::Between(a, b)
            } else {
                Operator::Between(b, a)
            }
        },
        |a, _| Operator::Less(a),
        |a, _| Operator::LessOrEqual(a),
        |a, _| Operator::Greater(a),
        |a, _| Operator::GreaterOrEqual(a),
    ];
    prop::sample::select(operators)
}

/// A value of the part in the range: free text, or a text of a prefix-free set.
fn value(prefix_free: bool) -> BoxedStrategy<String> {
    if prefix_free {
        let two = prop::sample::select(vec!['a', 'b', '!', '#', '\0', 'é', 'z']);
        prop::collection::vec(two, 2).prop_map(String::from_iter).boxed()
    } else {
        nasty().boxed()
    }
}

/// How an operand is derived from an item's value: truncated and then extended, so that one is often a prefix of the other.
fn near() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
    let end = prop::sample::select(vec!["", "", "#", "!", "#!", "##", "a", "\0", "\""]);
    (any::<prop::sample::Index>(), 0..=2_usize, end.prop_map(str::to_owned))
}

/// Checks that the range is exact for what `sort_range` knows about the part. The caller applies the residual filter.
fn check_range(
    template: &Template,
    base_parts: &[String],
    items: &[Vec<String>],
    foreign: &[String],
    operator: Operator<String>,
    prefix_free: bool,
) -> Result<(), TestCaseError> {
    let wrap = |text: &String| {
        if prefix_free {
            Part::Fixed(text.clone().into())
        } else {
            Part::Text(text.clone().into())
        }
    };
    let count = base_parts.len();
    let at = template.placeholders().nth(count).expect("a part to compare");
    let Ok(base) = template.render_prefix(count, |p| wrap(&base_parts[p.ordinal])) else {
        return Ok(());
    };
    let base = base.expect("no part is absent");
    let facts = PartFacts {
        prefix_free,
        kind: PartKind::Text,
    };
    let operand = |text: String| match operator {
        Operator::BeginsWith(_) => at.format.check_prefix(PartKind::Text, &text, 0).map(Cow::into_owned),
        _ => template
            .render_part(count, &wrap(&text))
            .map(|text| text.expect("no part is absent")),
    };
    let Ok(operator) = operator.clone().try_map(operand) else {
        return Ok(());
    };
    let Ok(range) = sort_range(template, count, &base, Some((operator.as_ref(), facts))) else {
        prop_assert!(
            matches!(&operator, Operator::Between(low, high) if low > high),
            "{operator:?}"
        );
        return Ok(());
    };
    for item in items {
        let parts: Vec<_> = base_parts.iter().chain(item).take(template.parts()).cloned().collect();
        let Ok(Some(key)) = template.render(|field| wrap(&parts[field])) else {
            continue;
        };
        let text = template.render_part(count, &wrap(&parts[count])).unwrap().unwrap();
        let expected = operator.selects(&text);
        let by_key = range.condition.selects(&key);
        let rest = match &range.residual {
            None => true,
            Some(residual) => residual.selects(&text),
        };
        prop_assert!(!expected || by_key, "{range:?} misses {key:?}");
        prop_assert_eq!(by_key && rest, expected, "{:?} and {:?}", range, key);
    }
    for key in foreign.iter().filter(|key| !key.contains('\u{10FFFF}')) {
        prop_assert!(
            !range.condition.selects(key) || key.starts_with(&base),
            "{range:?} leaks {key:?}"
        );
    }
    Ok(())
}

fn foreign() -> impl Strategy<Value = Vec<String>> {
    let prefix = prop::sample::select(vec![
        "", "A", "A\"", "A#", "A$", "A#a#", "A#a!", "B#", "é", "ê", "é\u{0}",
    ]);
    prop::collection::vec(
        (prefix, nasty()).prop_map(|(prefix, text)| prefix.to_owned() + &text),
        20,
    )
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn ranges_select_exactly(
        (prefix_free, template, base, items, operands, near, operator, foreign) in any::<bool>().prop_flat_map(|prefix_free| {
            let value = move || value(prefix_free);
            (prop::sample::select(RANGES.to_vec()), 0..3_usize).prop_flat_map(move |(template, position)| {
                let position = position.min(template.parts() - 1);
                let item = prop::collection::vec(value(), 3);
                (
                    Just(prefix_free), Just(template),
                    prop::collection::vec(value(), position),
                    prop::collection::vec(item, 1..60),
                    [value(), value()], prop::option::of([near(), near()]), operator(), foreign(),
                )
            })
        })
    ) {
        let [low, high] = match near {
            Some(near) if !prefix_free => near.map(|(item, cut, end)| {
                let value = &item.get(&items)[0];
                let kept = value.chars().count().saturating_sub(cut);
                value.chars().take(kept).chain(end.chars()).collect()
            }),
            _ => operands,
        };
        check_range(&template, &base, &items, &foreign, operator(low, high), prefix_free)?;
    }

    #[test]
    fn time_ranges_select_exactly(times in prop::collection::vec(time(), 1..40), low in time(), high in time(), operator in operator(), position in 0..3_usize) {
        const FIRST: Template = Template::new("<0>#<1>", &[field(0, NONE), literal("#"), field(1, NONE)]);
        const LAST: Template = Template::new("C#<0>", &[literal("C#"), field(0, NONE)]);
        const MONTH: Template = Template::new("C-<0:%Y-%m>-<1>", &[literal("C-"), field(0, Format::Time("%Y-%m")), literal("-"), field(1, NONE)]);
        let template = [FIRST, LAST, MONTH][position];
        let text = |time: &DateTime<Utc>| template.render_part(0, &time.part()).unwrap().unwrap();
        let operator = operator(text(&low), text(&high));
        let facts = PartFacts::of::<DateTime<Utc>>();
        let range = sort_range(&template, 0, template.leading(), Some((operator.as_ref(), facts))).unwrap();
        prop_assert_eq!(&range.residual, &None);
        for time in times.iter().chain([&low, &high]) {
            let key = template.render(|field| if field == 0 { time.part() } else { Part::Text("z".into()) }).unwrap().unwrap();
            prop_assert_eq!(range.condition.selects(&key), operator.selects(&text(time)), "{:?} {}", range, key);
        }
    }
}
