//! Distinct parts have distinct keys, and a template recognizes the keys that it renders.

use std::borrow::Cow;
use std::collections::HashMap;

use proptest::prelude::*;

use crate::key::format::Format;
use crate::key::part::Part;
use crate::key::template::{Segment, Template};
use crate::key::tests::{NONE, field, literal, nasty, seconds};
use crate::properties::cases;

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
            let Ok(key) = template.render(|field| parts[field.position].clone()) else { continue };
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
}
