//! A range selects the keys that its operator selects, and no other.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use crate::key::condition::{Operator, SortCondition};
use crate::key::format::Format;
use crate::key::part::{KeyPart as _, Part, PartKind};
use crate::key::range::{PartFacts, sort_range};
use crate::key::template::Template;
use crate::key::tests::{NONE, field, literal, nasty, time};
use crate::properties::cases;

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

/// Whether DynamoDB selects this key.
fn selects(condition: &SortCondition, key: &str) -> bool {
    match condition {
        SortCondition::Any => true,
        SortCondition::Equal(text) => key == text,
        SortCondition::BeginsWith(text) => key.starts_with(text),
        SortCondition::Between(low, high) => low.as_str() <= key && key <= high.as_str(),
        SortCondition::Less(text) => key < text.as_str(),
        SortCondition::LessOrEqual(text) => key <= text.as_str(),
        SortCondition::Greater(text) => key > text.as_str(),
        SortCondition::GreaterOrEqual(text) => key >= text.as_str(),
    }
}

/// Checks that the range is exact for what `sort_range` knows about the part. The caller applies the residual filter.
fn check_range(
    template: &Template,
    base_parts: &[String],
    items: &[Vec<String>],
    foreign: &[String],
    operator: &Operator<String>,
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
        Operator::BeginsWith(_) => at.check_prefix(PartKind::Text, &text).map(Cow::into_owned),
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
        let Ok(Some(key)) = template.render(|field| wrap(&parts[field.position])) else {
            continue;
        };
        let text = template.render_part(count, &wrap(&parts[count])).unwrap().unwrap();
        let expected = operator.selects(&text);
        let by_key = selects(&range.condition, &key);
        let rest = match &range.residual {
            None => true,
            Some(residual) => residual.selects(&text),
        };
        prop_assert!(!expected || by_key, "{range:?} misses {key:?}");
        prop_assert_eq!(by_key && rest, expected, "{:?} and {:?}", range, key);
    }
    for key in foreign.iter().filter(|key| !key.contains('\u{10FFFF}')) {
        prop_assert!(
            !selects(&range.condition, key) || key.starts_with(&base),
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
        check_range(&template, &base, &items, &foreign, &operator(low, high), prefix_free)?;
    }

    #[test]
    fn time_ranges_select_exactly(times in prop::collection::vec(time(), 1..40), low in time(), high in time(), operator in operator(), position in 0..3_usize) {
        const FIRST: Template = Template::new("<0>#<1>", &[field(0, NONE), literal("#"), field(1, NONE)]);
        const LAST: Template = Template::new("C#<0>", &[literal("C#"), field(0, NONE)]);
        const MONTH: Template = Template::new("C-<0:%Y-%m>-<1>", &[literal("C-"), field(0, Format::Time("%Y-%m")), literal("-"), field(1, NONE)]);
        let template = [FIRST, LAST, MONTH][position];
        let text = |time: &DateTime<Utc>| template.render_part(0, &time.part()).unwrap().unwrap();
        let operator = operator(text(&low), text(&high));
        let facts = PartFacts {
            prefix_free: DateTime::<Utc>::PREFIX_FREE,
            kind: DateTime::<Utc>::KIND,
        };
        let range = sort_range(&template, 0, template.leading(), Some((operator.as_ref(), facts))).unwrap();
        prop_assert_eq!(&range.residual, &None);
        for time in times.iter().chain([&low, &high]) {
            let key = template.render(|field| if field.position == 0 { time.part() } else { Part::Text("z".into()) }).unwrap().unwrap();
            prop_assert_eq!(selects(&range.condition, &key), operator.selects(&text(time)), "{:?} {}", range, key);
        }
    }
}
