//! Tests of the languages of templates.

use super::*;
use crate::key::reading::PartType;
use crate::key::samples::FIELDS;

/// Returns every text of up to six bytes out of four, and the same texts in uppercase.
fn texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut from = 0;
    for _ in 0..6 {
        let to = texts.len();
        for at in from..to {
            for byte in ["a", "#", "1", "2"] {
                texts.push(format!("{}{byte}", texts[at]));
            }
        }
        from = to;
    }
    let upper: Vec<String> = texts.iter().map(|text| text.to_uppercase()).collect();
    texts.extend(upper);
    texts
}

/// Returns templates of one or two parts, short enough for texts of six bytes.
fn templates() -> Vec<Template> {
    let field = &FIELDS[0];
    let part = |format| Segment::Placeholder { field, format };
    let pieces = [
        vec![Segment::Literal("a")],
        vec![Segment::Literal("a#")],
        vec![Segment::Literal("1")],
        vec![part(Format::None)],
        vec![part(Format::Lower)],
        vec![part(Format::Width(2))],
        vec![part(Format::None), Segment::Literal("#")],
        vec![part(Format::None), Segment::Literal("aa")],
        vec![part(Format::Raw), Segment::Literal("#")],
    ];
    let mut templates: Vec<Template> = Vec::new();
    for one in &pieces {
        for other in [&[][..]].into_iter().chain(pieces.iter().map(Vec::as_slice)) {
            let segments = [one, other].concat();
            // No literal follows another, and a part without a fixed length ends at a literal.
            let is_template = segments.windows(2).all(|pair| match pair {
                [Segment::Literal(_), Segment::Literal(_)] => false,
                [Segment::Placeholder { format, .. }, Segment::Placeholder { .. }] => {
                    matches!(format, Format::Width(_))
                }
                _ => true,
            });
            let shortest = segments.iter().map(|segment| match segment {
                Segment::Literal(literal) => literal.len(),
                Segment::Placeholder {
                    format: Format::Width(width),
                    ..
                } => usize::from(*width),
                Segment::Placeholder { .. } => 1,
            });
            if is_template && shortest.sum::<usize>() <= 4 {
                templates.push(Template::new("", segments.leak()));
            }
        }
    }
    templates
}

#[test]
fn shared_keys_of_templates_are_read_by_both() {
    let ty = PartType {
        kind: PartKind::Text,
        is_prefix_free: false,
    };
    let texts = texts();
    // One bit for each text.
    let read = |template: &Template| -> Vec<u64> {
        let bits = |texts: &[String]| {
            let bits = texts.iter().enumerate();
            bits.fold(0, |bits, (at, text)| {
                bits | u64::from(template.reads(text, |_| ty)) << at
            })
        };
        texts.chunks(64).map(bits).collect()
    };
    let templates: Vec<_> = templates()
        .into_iter()
        .map(|template| (template, read(&template)))
        .collect();
    assert!(templates.len() > 40);
    for (one, reads) in &templates {
        for (other, other_reads) in &templates {
            let (x, y) = (Language::of(one), Language::of(other));
            let both = || reads.iter().zip(other_reads);
            let (one, other) = (one.segments, other.segments);
            assert_eq!(
                share(&x, &y),
                both().any(|(one, other)| one & other != 0),
                "{one:?} and {other:?}"
            );
            if includes(&y, &x) {
                assert!(both().all(|(one, other)| one & !other == 0), "{one:?} within {other:?}");
            }
        }
    }
}
