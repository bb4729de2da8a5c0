//! Parses keys: whether a text is a key of a template, so that some parts render to it.

use crate::key::field::Field;
use crate::key::format::Format;
use crate::key::part::{Part, PartKind};
use crate::key::template::{Placeholder, Template};
use crate::key::{calendar, strftime};

/// The facts about a part's type that parsing a key needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PartType {
    pub(crate) kind: PartKind,
    /// Whether no value's text is a prefix of another's.
    pub(crate) is_prefix_free: bool,
}

impl Template {
    /// Whether some parts render to `text`. `ty` returns the type of a field's part.
    pub(crate) fn reads(&self, text: &str, ty: impl Fn(&Field) -> PartType) -> bool {
        if !text.starts_with(self.leading()) {
            return false;
        }
        // The positions where the next placeholder may begin, ascending.
        let mut starts = vec![self.leading().len()];
        for placeholder in self.placeholders() {
            let ty = ty(placeholder.field);
            if placeholder.format == Format::Raw {
                // Every end that a later start allows, the earliest start allows too.
                starts.truncate(1);
            }
            let mut nexts = Vec::new();
            for start in starts {
                let Some(rest) = text.get(start..) else { continue };
                for end in placeholder.ends(rest, ty) {
                    let next = start + end + placeholder.literal.len();
                    if !nexts.contains(&next) && rest.get(..end).is_some_and(|text| placeholder.gives(text, ty)) {
                        nexts.push(next);
                    }
                }
            }
            nexts.sort_unstable();
            starts = nexts;
        }
        starts.contains(&text.len())
    }
}

impl Placeholder {
    /// Returns the positions in `rest` where the part at its beginning may end.
    pub(super) fn ends(self, rest: &str, ty: PartType) -> Vec<usize> {
        let fixed = match (self.format, ty.kind) {
            (Format::Width(width), _) => Some(usize::from(width)),
            (Format::Time(format), _) => Some(strftime::length(format)),
            (Format::Precision(digits), _) => Some(strftime::length(calendar::timestamp(digits))),
            (Format::None, PartKind::Time) => Some(strftime::length(calendar::TIMESTAMP)),
            (Format::None, PartKind::Date) => Some(strftime::length(calendar::DATE)),
            _ => None,
        };
        let is_end = |end: &usize| rest.get(*end..).is_some_and(|after| after.starts_with(self.literal));
        if let Some(end) = fixed {
            return Some(end).filter(is_end).into_iter().collect();
        }
        if self.last {
            return vec![rest.len()];
        }
        let mut ends = (1..rest.len()).filter(is_end);
        if self.is_guarded(ty) {
            return ends.next().into_iter().collect();
        }
        ends.collect()
    }

    /// Whether the part ends at the first occurrence of the literal after it.
    fn is_guarded(self, ty: PartType) -> bool {
        match (self.format, ty.kind) {
            (Format::None, PartKind::Text | PartKind::Float) => !ty.is_prefix_free && !self.literal.is_empty(),
            (Format::Raw | Format::None, _) => false,
            _ => !self.literal.is_empty(),
        }
    }

    /// Whether some part of the type renders to this text.
    pub(super) fn gives(self, text: &str, ty: PartType) -> bool {
        let part = match self.format.check_text(ty.kind, text) {
            Ok(Part::Text(text)) if self.format == Format::None && ty.is_prefix_free => Part::Fixed(text),
            Ok(part) => part,
            Err(_) => return false,
        };
        let mut written = String::with_capacity(text.len() + self.literal.len());
        self.write(&part, &mut written) == Ok(true) && written.strip_suffix(self.literal) == Some(text)
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

    fn reads(template: &Template, kind: PartKind, text: &str) -> bool {
        template.reads(text, |_| PartType {
            kind,
            is_prefix_free: false,
        })
    }

    #[test]
    fn a_key_is_read_as_it_is_written() {
        const COMMENT: Template = Template::new(
            "ISSUE#<0>#COMMENT#<1>",
            &[
                Literal("ISSUE#"),
                part(0, Format::None),
                Literal("#COMMENT#"),
                part(1, Format::None),
            ],
        );
        for text in [
            "ISSUE#1#COMMENT#2",
            "ISSUE#a#b#COMMENT#x#COMMENT#y",
            "ISSUE#é#COMMENT#2",
        ] {
            assert!(reads(&COMMENT, PartKind::Text, text), "{text}");
        }
        for text in [
            "ISSUE#1",
            "ISSUE##COMMENT#2",
            "ISSUE#1#COMMENT#",
            "ISSUE#1#COMMENT",
            "X",
        ] {
            assert!(!reads(&COMMENT, PartKind::Text, text), "{text}");
        }
    }

    #[test]
    fn a_part_must_be_text_that_its_type_writes() {
        const ONE: Template = Template::new("A#<0>", &[Literal("A#"), part(0, Format::None)]);
        const LOWER: Template = Template::new("<0:lower>", &[part(0, Format::Lower)]);
        const MONTH: Template = Template::new(
            "<0:03>#<1:%Y-%m>#<2>",
            &[
                part(0, Format::Width(3)),
                Literal("#"),
                part(1, Format::Time("%Y-%m")),
                Literal("#"),
                part(2, Format::None),
            ],
        );
        for (kind, yes, no) in [
            (PartKind::Unsigned, "A#7", "A#07"),
            (PartKind::Signed, "A#-7", "A#+7"),
            (PartKind::Bool, "A#true", "A#True"),
            (PartKind::Date, "A#2026-02-28", "A#2026-02-30"),
            (PartKind::Text, "A#x", "A#\u{10FFFF}"),
        ] {
            assert!(reads(&ONE, kind, yes) && !reads(&ONE, kind, no), "{kind:?}");
        }
        assert!(reads(&LOWER, PartKind::Text, "straße") && !reads(&LOWER, PartKind::Text, "STRASSE"));
        assert!(reads(&MONTH, PartKind::Text, "042#2026-12#x") && !reads(&MONTH, PartKind::Text, "042#2026-13#x"));
        assert!(!reads(&MONTH, PartKind::Text, "42#2026-12#x"));
    }

    #[test]
    fn a_raw_part_ends_anywhere() {
        const RAW: Template = Template::new(
            "<0:raw>#<1:raw>#X",
            &[part(0, Format::Raw), Literal("#"), part(1, Format::Raw), Literal("#X")],
        );
        assert!(reads(&RAW, PartKind::Text, "a#b#c#X") && !reads(&RAW, PartKind::Text, "a#X"));
    }

    #[test]
    fn letter_case_is_folded_once() {
        let ty = PartType {
            kind: PartKind::Text,
            is_prefix_free: false,
        };
        let placeholder = |format| Placeholder {
            ordinal: 0,
            field: &FIELDS[0],
            format,
            literal: "",
            last: true,
            alone: false,
        };
        for letter in ('\0'..char::MAX).map(String::from) {
            for placeholder in [Format::Lower, Format::Upper].map(placeholder) {
                let mut text = String::new();
                placeholder
                    .write(&Part::Text(letter.as_str().into()), &mut text)
                    .unwrap();
                assert!(placeholder.gives(&text, ty), "{letter:?}");
            }
        }
    }
}
