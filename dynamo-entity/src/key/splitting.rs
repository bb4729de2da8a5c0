//! Splits keys into the parts that render to them: the reverse of rendering.

use crate::key::calendar::{DATE, TIMESTAMP};
use crate::key::format::Format;
use crate::key::part::{Part, PartKind};
use crate::key::reading::PartType;
use crate::key::strftime;
use crate::key::template::{Placeholder, Template};

/// The number of ways to read the beginning of a key that are followed at once. Only the formats `raw` and those of a dialect
/// allow more than one.
const MAX_WAYS: usize = 64;

/// The parts of a key.
#[derive(Debug, PartialEq)]
pub(crate) enum Split<'t> {
    /// The text is not a key of the template.
    NotAKey,
    /// Each placeholder with the text in its place.
    Parts(Vec<(Placeholder, &'t str)>),
    /// Several lists of parts render to the text.
    Ambiguous,
}

/// One way to read the beginning of a key.
struct Way<'t> {
    parts: Vec<(Placeholder, &'t str)>,
    /// The rest of the key.
    rest: &'t str,
}

impl Template {
    /// Splits a key into its parts. `ty` returns the type of a placeholder's part.
    pub(crate) fn split<'t>(&self, text: &'t str, ty: impl Fn(Placeholder) -> PartType) -> Split<'t> {
        let Some(rest) = text.strip_prefix(self.leading()) else {
            return Split::NotAKey;
        };
        let mut ways = vec![Way {
            parts: Vec::new(),
            rest,
        }];
        for placeholder in self.placeholders() {
            let ty = ty(placeholder);
            let mut longer = Vec::new();
            for way in &ways {
                for (part, rest) in placeholder.beginnings(way.rest, ty) {
                    let parts = way.parts.iter().copied().chain([(placeholder, part)]).collect();
                    longer.push(Way { parts, rest });
                    if longer.len() > MAX_WAYS {
                        return Split::Ambiguous;
                    }
                }
            }
            ways = longer;
        }
        ways.retain(|way| way.rest.is_empty());
        match (ways.pop(), ways.is_empty()) {
            (None, _) => Split::NotAKey,
            (Some(only), true) => Split::Parts(only.parts),
            (Some(_), false) => Split::Ambiguous,
        }
    }
}

impl Placeholder {
    /// Returns the texts that the part at the beginning of `rest` may have, each with what follows it.
    fn beginnings(self, rest: &str, ty: PartType) -> impl Iterator<Item = (&str, &str)> {
        let unchecked = self.format.is_unchecked() && !self.last;
        let ends = if unchecked {
            // Another program may have written parts that contain the literal.
            rest.match_indices(self.literal).map(|(end, _)| end).collect()
        } else {
            self.ends(rest, ty)
        };
        ends.into_iter().filter_map(move |end| {
            let (part, after) = rest.split_at_checked(end)?;
            let is_part = if unchecked {
                !part.is_empty()
            } else {
                self.gives(part, ty)
            };
            Some((part, after.strip_prefix(self.literal)?)).filter(|_| is_part)
        })
    }

    /// Returns the value whose text in a key is `text`; `None` if the key does not hold all of the value.
    ///
    /// Of a value whose letter case or padding the format changes, the key holds the changed text.
    pub(crate) fn value_of(self, text: &str, kind: PartKind) -> Option<Part<'_>> {
        let time = |whole| match self.format {
            Format::Time(format) => strftime::convert(format, text, whole).map(|text| Part::Fixed(text.into())),
            _ => Some(Part::Fixed(text.into())),
        };
        match kind {
            PartKind::Text => Some(Part::Text(text.into())),
            PartKind::Unsigned => text.parse().ok().map(Part::Unsigned),
            PartKind::Signed => text.parse().ok().map(Part::Signed),
            PartKind::Float => text.parse().ok().map(Part::Float),
            PartKind::Bool => text.parse().ok().map(Part::Bool),
            PartKind::Time => time(TIMESTAMP),
            PartKind::Date => time(DATE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::samples::FIELDS;
    use crate::key::template::Segment::{self, Literal};

    const fn part(position: usize, format: Format) -> Segment {
        let field = &FIELDS[position];
        Segment::Placeholder { field, format }
    }

    fn split<'t>(template: &Template, kind: PartKind, text: &'t str) -> Option<Vec<&'t str>> {
        let ty = PartType {
            kind,
            is_prefix_free: false,
        };
        match template.split(text, |_| ty) {
            Split::Parts(parts) => Some(parts.into_iter().map(|(_, text)| text).collect()),
            Split::NotAKey => None,
            Split::Ambiguous => Some(vec!["ambiguous"]),
        }
    }

    #[test]
    fn a_key_is_split_where_it_was_joined() {
        const COMMENT: Template = Template::new(
            "ISSUE#<0>#COMMENT#<1>",
            &[
                Literal("ISSUE#"),
                part(0, Format::None),
                Literal("#COMMENT#"),
                part(1, Format::None),
            ],
        );
        let split = |text| split(&COMMENT, PartKind::Text, text);
        assert_eq!(split("ISSUE#1#COMMENT#2"), Some(vec!["1", "2"]));
        assert_eq!(split("ISSUE#a#b#COMMENT#é#COMMENT#y"), Some(vec!["a#b", "é#COMMENT#y"]));
        assert_eq!(split("ISSUE#1"), None);
        assert_eq!(split("ISSUE##COMMENT#2"), None);
        assert_eq!(split("COMMENT#2"), None);
    }

    #[test]
    fn a_constant_has_no_parts() {
        const PROFILE: Template = Template::new("PROFILE", &[Literal("PROFILE")]);
        assert_eq!(split(&PROFILE, PartKind::Text, "PROFILE"), Some(Vec::new()));
        assert_eq!(split(&PROFILE, PartKind::Text, "PROFILE#1"), None);
    }

    #[test]
    fn a_raw_part_that_may_end_at_several_places_is_ambiguous() {
        const RAW: Template = Template::new(
            "<0:raw>#<1>",
            &[part(0, Format::Raw), Literal("#"), part(1, Format::None)],
        );
        assert_eq!(split(&RAW, PartKind::Text, "a#b"), Some(vec!["a", "b"]));
        assert_eq!(split(&RAW, PartKind::Text, "a#b#c"), Some(vec!["ambiguous"]));
        assert_eq!(split(&RAW, PartKind::Text, &"#".repeat(2000)), Some(vec!["ambiguous"]));
    }

    #[test]
    fn values_are_those_of_the_texts() {
        let placeholder = |format| Placeholder {
            ordinal: 0,
            field: &FIELDS[0],
            format,
            literal: "",
            last: true,
            alone: false,
        };
        let value = |format, kind, text| placeholder(format).value_of(text, kind);
        assert_eq!(
            value(Format::Width(3), PartKind::Unsigned, "007"),
            Some(Part::Unsigned(7))
        );
        assert_eq!(value(Format::None, PartKind::Signed, "-7"), Some(Part::Signed(-7)));
        assert_eq!(value(Format::None, PartKind::Bool, "true"), Some(Part::Bool(true)));
        assert_eq!(value(Format::None, PartKind::Unsigned, "x"), None);
        let date = Format::Time("%Y%m%d");
        assert_eq!(
            value(date, PartKind::Date, "20260301"),
            Some(Part::Fixed("2026-03-01".into()))
        );
        assert_eq!(value(date, PartKind::Time, "20260301"), None);
    }
}
