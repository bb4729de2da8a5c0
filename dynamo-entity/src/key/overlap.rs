//! Which keys a template can produce, judged without its parts. Used to decide whether a query on one
//! entity's keys can match another entity's keys.
//!
//! Every answer errs on the side of "maybe", because the template does not know the types of its parts. A
//! placeholder with a width stands for that many digits, a placeholder with a date format for times in that
//! format, and any other placeholder for any non-empty text.

use crate::key::format::Format;
use crate::key::strftime::{self, Token, Tokens};
use crate::key::template::{Segment, Template};
use crate::key::written::LAST;

impl Template {
    /// Whether some parts may render to this text.
    #[must_use]
    pub fn may_equal(&self, text: &str) -> bool {
        // A query asks this for every entity of the table. The leading literal usually decides.
        let (rest, text) = match self.segments {
            [Segment::Literal(literal), rest @ ..] => match text.strip_prefix(literal) {
                Some(text) => (rest, text),
                None => return false,
            },
            segments => (segments, text),
        };
        match rest {
            _ if text.contains(LAST) && !self.is_placeholder() => false,
            [] => text.is_empty(),
            [
                Segment::Placeholder {
                    format: Format::None | Format::Lower | Format::Upper | Format::Raw,
                    ..
                },
            ] => !text.is_empty(),
            rest => {
                let letters: Vec<_> = text.chars().map(Atom::Is).collect();
                meet(&atoms(rest), &letters)
            }
        }
    }

    /// Whether the template is a single placeholder without literals, so its part may hold any text.
    fn is_placeholder(&self) -> bool {
        matches!(self.segments, [Segment::Placeholder { .. }])
    }

    /// Whether some parts may render to a text with this prefix.
    #[must_use]
    pub fn may_begin_with(&self, prefix: &str) -> bool {
        if prefix.contains(LAST) && !self.is_placeholder() {
            return false;
        }
        let mut rest = prefix;
        for segment in self.segments {
            if rest.is_empty() {
                return true;
            }
            match *segment {
                Segment::Literal(literal) => match rest.strip_prefix(literal) {
                    Some(after) => rest = after,
                    None => return literal.starts_with(rest),
                },
                Segment::Placeholder {
                    format: Format::Width(width),
                    ..
                } => {
                    let width = usize::from(width);
                    if !rest.bytes().take(width).all(|byte| byte.is_ascii_digit()) {
                        return false;
                    }
                    rest = rest.get(width..).unwrap_or_default();
                }
                Segment::Placeholder {
                    format: Format::Time(format),
                    ..
                } => match rest.split_at_checked(strftime::length(format)) {
                    Some((time, after)) if strftime::is_time(format, time) => rest = after,
                    _ => return strftime::begins_time(format, rest),
                },
                // A part of any length can match all of the rest.
                Segment::Placeholder { .. } => return true,
            }
        }
        rest.is_empty()
    }

    /// Whether some parts of this template and some parts of the other may render to the same text.
    ///
    /// This check is stricter than `may_collide`: `USER#<id>` overlaps `USER#<id>#POST#<post>`, because the
    /// last id may contain `#POST#`.
    #[must_use]
    pub fn may_overlap(&self, other: &Self) -> bool {
        meet(&atoms(self.segments), &atoms(other.segments))
    }
}

fn atoms(segments: &[Segment]) -> Vec<Atom> {
    let mut atoms = vec![];
    for segment in segments {
        match *segment {
            Segment::Literal(literal) => atoms.extend(literal.chars().map(Atom::Is)),
            Segment::Placeholder {
                format: Format::Width(width),
                ..
            } => {
                atoms.extend((0..width).map(|_| Atom::Digit));
            }
            Segment::Placeholder {
                format: Format::Time(format),
                ..
            } => {
                for token in Tokens(format) {
                    match token {
                        Token::Literal(literal) => atoms.push(Atom::Is(literal)),
                        Token::Number(directive) => {
                            atoms.extend((0..directive.digits()).map(|_| Atom::Digit));
                        }
                    }
                }
            }
            Segment::Placeholder { .. } => atoms.extend([Atom::Any, Atom::Rest]),
        }
    }
    atoms
}

/// One element of a template's pattern: a single character, or any number of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Atom {
    Is(char),
    Digit,
    Any,
    /// Any number of characters, including none.
    Rest,
}

impl Atom {
    fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Is(one), Self::Is(other)) => one == other,
            (Self::Is(letter), Self::Digit) | (Self::Digit, Self::Is(letter)) => letter.is_ascii_digit(),
            _ => true,
        }
    }
}

/// Whether some text matches both patterns.
fn meet(one: &[Atom], other: &[Atom]) -> bool {
    // `row[at]`: whether some text matches both the atoms of `one` read so far and the first `at` atoms of `other`.
    // The empty pattern matches only the empty text: a `Rest` always comes after an `Any`.
    let mut row: Vec<bool> = std::iter::once(true).chain(other.iter().map(|_| false)).collect();
    for atom in one {
        let mut next: Vec<bool> = vec![];
        let above = row.iter().copied();
        let diagonal = std::iter::once(None).chain(row.iter().zip(other).map(Some));
        for (above, diagonal) in above.zip(diagonal) {
            let left = next.last() == Some(&true);
            next.push(match diagonal {
                None => false,
                Some((_, other)) if *atom == Atom::Rest || *other == Atom::Rest => above || left,
                Some((diagonal, other)) => *diagonal && atom.meets(*other),
            });
        }
        row = next;
    }
    row.last() == Some(&true)
}

/// Whether two templates differ only in the names and formats of their placeholders, so that two entities
/// with them would share keys. Used by the compile-time check of a table's entities.
///
/// `USER#<id>` collides with `USER#<email>`, but not with `ACCOUNT#<id>`. It does not collide with
/// `USER#<id>#POST#<post>` either, although an id could contain `#POST#`: see [`Template::may_overlap`].
#[must_use]
pub(crate) const fn may_collide(one: &Template, other: &Template) -> bool {
    if one.segments.len() != other.segments.len() {
        return false;
    }
    let mut at = 0;
    while at < one.segments.len() {
        let alike = match (&one.segments[at], &other.segments[at]) {
            (Segment::Literal(one), Segment::Literal(other)) => equal(one.as_bytes(), other.as_bytes()),
            (Segment::Placeholder { .. }, Segment::Placeholder { .. }) => true,
            _ => false,
        };
        if !alike {
            return false;
        }
        at += 1;
    }
    true
}

const fn equal(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::samples::FIELDS;
    use crate::key::template::Segment::Literal;

    const fn part(format: Format) -> Segment {
        let field = &FIELDS[0];
        Segment::Placeholder { field, format }
    }
    const TEXT: Segment = part(Format::None);
    const USER: Template = Template::new("USER#<id>", &[Literal("USER#"), TEXT]);
    const POST: Template = Template::new("USER#<id>#POST#<p>", &[Literal("USER#"), TEXT, Literal("#POST#"), TEXT]);
    const ACCOUNT: Template = Template::new("ACCOUNT#<id>", &[Literal("ACCOUNT#"), TEXT]);
    const PROFILE: Template = Template::new("PROFILE", &[Literal("PROFILE")]);
    const SCORE: Template = Template::new(
        "S<s:03>#<m:%Y-%m>",
        &[
            Literal("S"),
            part(Format::Width(3)),
            Literal("#"),
            part(Format::Time("%Y-%m")),
        ],
    );

    #[test]
    fn equality() {
        assert!(USER.may_equal("USER#1") && USER.may_equal("USER#1#2"));
        assert!(!USER.may_equal("USER#") && !USER.may_equal("USER") && !USER.may_equal("ACCOUNT#1"));
        assert!(POST.may_equal("USER#1#POST#2") && !POST.may_equal("USER#1#POST#") && !POST.may_equal("USER##POST#1"));
        assert!(SCORE.may_equal("S042#2026-03") && !SCORE.may_equal("S42#2026-03") && !SCORE.may_equal("Sabc#2026-03"));
        assert!(PROFILE.may_equal("PROFILE") && !PROFILE.may_equal("PROFILE#"));
    }

    #[test]
    fn beginnings() {
        for prefix in ["", "U", "USER#", "USER#1", "USER#1#x"] {
            assert!(USER.may_begin_with(prefix), "{prefix}");
        }
        assert!(!USER.may_begin_with("USERS") && !USER.may_begin_with("A"));
        for prefix in ["", "S", "S0", "S042", "S042#", "S042#2", "S042#2026-03"] {
            assert!(SCORE.may_begin_with(prefix), "{prefix}");
        }
        for prefix in ["Sx", "S0x", "S0422", "S042#x", "S042#2026-13", "S042#2026-03x", "é"] {
            assert!(!SCORE.may_begin_with(prefix), "{prefix}");
        }
        assert!(PROFILE.may_begin_with("PRO") && !PROFILE.may_begin_with("PROFILE#"));
    }

    #[test]
    fn overlaps() {
        const OPEN: Template = Template::new("<a>#<b>", &[TEXT, Literal("#"), TEXT]);
        const X: Template = Template::new("X#<c>#<d>", &[Literal("X#"), TEXT, Literal("#"), TEXT]);
        assert!(USER.may_overlap(&POST) && POST.may_overlap(&USER) && USER.may_overlap(&USER) && OPEN.may_overlap(&X));
        assert!(!USER.may_overlap(&ACCOUNT) && !USER.may_overlap(&PROFILE) && !OPEN.may_overlap(&PROFILE));
        assert!(!SCORE.may_overlap(&Template::new("Sab<x>", &[Literal("Sab"), TEXT])));
        assert!(SCORE.may_overlap(&Template::new("S0<x>", &[Literal("S0"), TEXT])));
        assert!(PROFILE.may_overlap(&PROFILE));
    }

    #[test]
    fn collisions() {
        const EMAIL: Template = Template::new("USER#<email>", &[Literal("USER#"), part(Format::Lower)]);
        const CARD: Template = Template::new("CARD", &[Literal("CARD")]);
        const CARDS: Template = Template::new("CARD#<x>", &[Literal("CARD#"), TEXT]);
        const { assert!(may_collide(&USER, &EMAIL)) }
        const {
            assert!(!may_collide(&USER, &ACCOUNT) && !may_collide(&USER, &POST) && !may_collide(&CARD, &CARDS));
        }
    }
}
