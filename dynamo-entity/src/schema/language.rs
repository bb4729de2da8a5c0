//! Languages: decides in a constant whether two templates may render the same text. Open this module to find
//! which entities of a table may share keys.
//!
//! A template is an automaton over the bytes of its keys. If the type of a part is unknown, the part matches
//! any text, so [`share`] never misses a text. [`Template::reads`] decides for a rendered key whether it is
//! such a text.
//!
//! Over 250 lines, as the automaton and the walk over two of them make sense only together.

use crate::key::calendar::{DATE, TIMESTAMP, timestamp};
use crate::key::dialect::Casing;
use crate::key::format::Format;
use crate::key::part::PartKind;
use crate::key::template::{Segment, Template};

/// Limits: a longer automaton, or a pair of automata with more states, is not searched and counts as sharing texts.
const CAPACITY: usize = 256;
const PAIRS: usize = 768;

/// The set of texts that a template can render.
pub(super) struct Language {
    atoms: [Atom; CAPACITY],
    len: usize,
    is_cut: bool,
}

/// One byte of a key, or all bytes of one part.
#[derive(Clone, Copy)]
enum Atom {
    Byte(u8),
    Digit,
    Part(Part),
}

/// One or more bytes of a class.
#[derive(Clone, Copy)]
struct Part {
    class: Class,
    /// The length of the literal that follows the part.
    literal: usize,
    /// Whether the part ends at the first occurrence of the literal.
    is_guarded: bool,
}

/// The bytes that a part may contain.
#[derive(Clone, Copy)]
enum Class {
    Any,
    /// Any byte except an ASCII uppercase letter.
    Lower,
    /// Any byte except an ASCII lowercase letter.
    Upper,
    /// Digits and the minus sign.
    Number,
    /// ASCII lowercase letters, for `true` and `false`.
    Bool,
}

impl Class {
    const fn has(self, byte: u8) -> bool {
        match self {
            Class::Any => true,
            Class::Lower => !byte.is_ascii_uppercase(),
            Class::Upper => !byte.is_ascii_lowercase(),
            Class::Number => byte.is_ascii_digit() || byte == b'-',
            Class::Bool => byte.is_ascii_lowercase(),
        }
    }
}

impl Language {
    /// Builds the language of a template.
    pub(super) const fn of(template: &Template) -> Self {
        let mut language = Language {
            atoms: [Atom::Digit; CAPACITY],
            len: 0,
            is_cut: false,
        };
        let mut at = 0;
        while at < template.segments.len() {
            match template.segments[at] {
                Segment::Literal(literal) => language.push_text(literal),
                Segment::Placeholder { field, format } => {
                    let next = at + 1;
                    let literal = if next < template.segments.len()
                        && let Segment::Literal(literal) = template.segments[next]
                    {
                        literal.as_bytes()
                    } else {
                        b""
                    };
                    let fact = match field.part {
                        Some(part) => Some((part.kind, part.prefix_free)),
                        None => None,
                    };
                    language.push_part(format, fact, literal);
                }
            }
            at += 1;
        }
        language
    }

    const fn push(&mut self, atom: Atom) {
        if self.len == CAPACITY {
            self.is_cut = true;
            return;
        }
        self.atoms[self.len] = atom;
        self.len += 1;
    }

    const fn push_text(&mut self, text: &str) {
        let text = text.as_bytes();
        let mut i = 0;
        while i < text.len() {
            self.push(Atom::Byte(text[i]));
            i += 1;
        }
    }

    const fn push_digits(&mut self, mut count: usize) {
        while count > 0 {
            self.push(Atom::Digit);
            count -= 1;
        }
    }

    const fn push_part(&mut self, format: Format, fact: Option<(PartKind, bool)>, literal: &[u8]) {
        let (class, is_guarded) = match (format, fact) {
            (Format::Width(width), _) => return self.push_digits(width as usize),
            (Format::Time(format), _) => return self.push_time(format),
            (Format::Precision(digits), _) => return self.push_time(timestamp(digits)),
            (Format::None, Some((PartKind::Time, _))) => return self.push_time(TIMESTAMP),
            (Format::None, Some((PartKind::Date, _))) => return self.push_time(DATE),
            (Format::None, Some((PartKind::Unsigned | PartKind::Signed, _))) => (Class::Number, false),
            (Format::None, Some((PartKind::Bool, _))) => (Class::Bool, false),
            (Format::None, Some((PartKind::Text | PartKind::Float, is_prefix_free))) => (Class::Any, !is_prefix_free),
            (Format::None | Format::Raw | Format::Number | Format::Binary, _) => (Class::Any, false),
            (Format::Lower, _) => (Class::Lower, true),
            (Format::Upper, _) => (Class::Upper, true),
            // Other programs write these parts, without checking that the part does not contain the literal.
            (Format::Dialect(format), _) => match format.casing {
                Casing::None => (Class::Any, false),
                Casing::Lower => (Class::Lower, false),
                Casing::Upper => (Class::Upper, false),
            },
        };
        self.push(Atom::Part(Part {
            class,
            literal: literal.len(),
            is_guarded: is_guarded && !literal.is_empty(),
        }));
    }

    /// Pushes one atom for each byte that the format writes.
    const fn push_time(&mut self, format: &str) {
        let format = format.as_bytes();
        let mut i = 0;
        while i < format.len() {
            let next = if i + 1 < format.len() { format[i + 1] } else { 0 };
            let (digits, length) = match (format[i], next) {
                (b'%', b'Y') => (4, 2),
                (b'%', b'm' | b'd' | b'H' | b'M' | b'S') => (2, 2),
                (b'%', b'j') => (3, 2),
                (b'%', b'3' | b'6' | b'9') => ((next - b'0') as usize, 3),
                (b'%', b'%') => {
                    self.push(Atom::Byte(b'%'));
                    (0, 2)
                }
                (byte, _) => {
                    self.push(Atom::Byte(byte));
                    (0, 1)
                }
            };
            self.push_digits(digits);
            i += length;
        }
    }
}

/// The position in an automaton after reading a text.
#[derive(Clone, Copy)]
struct State {
    at: usize,
    /// Whether a byte of the part at `at` has been read.
    is_inside: bool,
    /// The number of bytes read of the literal after a guarded part.
    matched: usize,
}

impl State {
    const START: State = State::before(0);
    /// The state after a text that does not match.
    const DEAD: State = State::before(usize::MAX);

    const fn before(at: usize) -> Self {
        State {
            at,
            is_inside: false,
            matched: 0,
        }
    }

    const fn is_dead(self) -> bool {
        self.at == usize::MAX
    }

    const fn is(self, other: State) -> bool {
        self.at == other.at && self.is_inside == other.is_inside && self.matched == other.matched
    }
}

impl Language {
    /// Returns how specific the template is: the number of bytes in literals, and the number of digits of fixed width.
    pub(super) const fn told(&self) -> (usize, usize) {
        let (mut i, mut bytes, mut digits) = (0, 0, 0);
        while i < self.len {
            match self.atoms[i] {
                Atom::Byte(_) => bytes += 1,
                Atom::Digit => digits += 1,
                Atom::Part(_) => {}
            }
            i += 1;
        }
        (bytes, digits)
    }

    const fn accepts(&self, state: State) -> bool {
        if state.is_dead() || state.at >= self.len {
            return state.at == self.len;
        }
        state.at + 1 == self.len && state.is_inside && matches!(self.atoms[state.at], Atom::Part(_))
    }

    /// Returns the only byte that can follow, if there is just one.
    const fn only(&self, state: State) -> Option<u8> {
        if state.is_dead() || state.at >= self.len {
            return None;
        }
        match self.atoms[state.at] {
            Atom::Byte(byte) => Some(byte),
            _ => None,
        }
    }

    /// Returns the states after one more byte: inside the same part, and after it. With `is_definite`, every
    /// part that a literal follows ends at the first occurrence of the literal, and so in only one place.
    const fn step(&self, state: State, byte: u8, is_definite: bool) -> [State; 2] {
        if state.is_dead() || state.at >= self.len {
            return [State::DEAD; 2];
        }
        let part = match self.atoms[state.at] {
            Atom::Byte(wanted) if wanted == byte => return [State::before(state.at + 1), State::DEAD],
            Atom::Digit if byte.is_ascii_digit() => return [State::before(state.at + 1), State::DEAD],
            Atom::Byte(_) | Atom::Digit => return [State::DEAD; 2],
            Atom::Part(part) => part,
        };
        if part.is_guarded || (is_definite && part.literal > 0) {
            return [self.step_to_literal(state, part, byte), State::DEAD];
        }
        let stays = if part.class.has(byte) {
            State {
                at: state.at,
                is_inside: true,
                matched: 0,
            }
        } else {
            State::DEAD
        };
        let leaves = if state.is_inside && state.at + 1 < self.len {
            // The next part, if it follows directly, begins with this byte.
            self.step(State::before(state.at + 1), byte, is_definite)[0]
        } else {
            State::DEAD
        };
        [stays, leaves]
    }

    /// Returns the state after one more byte of a part, or of the literal after the part.
    const fn step_to_literal(&self, state: State, part: Part, byte: u8) -> State {
        let first = state.at + 1;
        let mut matched = state.matched + 1;
        // Finds the longest prefix of the literal that the bytes read so far end with.
        while matched > 0 && !self.ends_with(first, state.matched, matched, byte) {
            matched -= 1;
        }
        // Bytes that were read as the literal but did not complete it belong to the part.
        let mut i = 0;
        while i + matched < state.matched + 1 {
            let own = if i == state.matched {
                byte
            } else {
                self.literal_byte(first, i)
            };
            if !part.class.has(own) {
                return State::DEAD;
            }
            i += 1;
        }
        let is_inside = state.is_inside || matched < state.matched + 1;
        if matched < part.literal {
            return State {
                at: state.at,
                is_inside,
                matched,
            };
        }
        // A part is not empty.
        if is_inside {
            State::before(first + part.literal)
        } else {
            State::DEAD
        }
    }

    /// Whether the first `read` bytes of the literal at `first`, followed by `byte`, end with the literal's
    /// first `length` bytes.
    const fn ends_with(&self, first: usize, read: usize, length: usize, byte: u8) -> bool {
        let start = read + 1 - length;
        let mut i = 0;
        while i < length {
            let given = if start + i == read {
                byte
            } else {
                self.literal_byte(first, start + i)
            };
            if given != self.literal_byte(first, i) {
                return false;
            }
            i += 1;
        }
        true
    }

    const fn literal_byte(&self, first: usize, i: usize) -> u8 {
        match self.atoms[first + i] {
            Atom::Byte(byte) => byte,
            _ => 0,
        }
    }
}

/// The bytes to try where no literal determines the next byte: the bytes of the literals after parts, and one
/// byte of each class that occurs in no literal.
struct Alphabet {
    bytes: [u8; 256],
    len: usize,
    known: [bool; 256],
}

impl Alphabet {
    const fn of(one: &Language, other: &Language) -> Self {
        let mut alphabet = Alphabet {
            bytes: [0; 256],
            len: 0,
            known: [false; 256],
        };
        // A number may have a sign, which no other byte represents.
        alphabet.add(b'-');
        alphabet.add_literals(one);
        alphabet.add_literals(other);
        alphabet.add_unknown(b'0', b'9');
        alphabet.add_unknown(b'a', b'z');
        alphabet.add_unknown(b'A', b'Z');
        alphabet.add_unknown(0x80, 0xF4);
        alphabet
    }

    const fn add(&mut self, byte: u8) {
        if !self.known[byte as usize] {
            self.known[byte as usize] = true;
            self.bytes[self.len] = byte;
            self.len += 1;
        }
    }

    const fn add_literals(&mut self, language: &Language) {
        let (mut i, mut is_after_part) = (0, false);
        while i < language.len {
            match language.atoms[i] {
                Atom::Byte(byte) if is_after_part => self.add(byte),
                Atom::Byte(_) => {}
                Atom::Digit | Atom::Part(_) => is_after_part = true,
            }
            i += 1;
        }
    }

    const fn add_unknown(&mut self, first: u8, last: u8) {
        let mut byte = first;
        while byte < last && self.known[byte as usize] {
            byte += 1;
        }
        self.add(byte);
    }

    /// Returns the bytes to try. `only` is the only possible byte, if there is just one.
    const fn candidates(&self, only: Option<u8>) -> ([u8; 256], usize) {
        match only {
            Some(byte) => ([byte; 256], 1),
            None => (self.bytes, self.len),
        }
    }
}

/// Pairs of states, without duplicates. The pairs before `at` have been visited.
struct Pairs {
    known: [(State, State); PAIRS],
    len: usize,
    at: usize,
    is_full: bool,
}

impl Pairs {
    #[expect(clippy::large_stack_arrays, reason = "it is evaluated by the compiler alone")]
    const fn new() -> Self {
        Pairs {
            known: [(State::START, State::START); PAIRS],
            len: 1,
            at: 0,
            is_full: false,
        }
    }

    /// Returns the next pair to visit; `None` if all pairs are visited, or there are too many.
    const fn next(&mut self) -> Option<(State, State)> {
        if self.at == self.len || self.is_full {
            return None;
        }
        self.at += 1;
        Some(self.known[self.at - 1])
    }

    const fn add(&mut self, one: State, other: State) {
        if one.is_dead() || other.is_dead() {
            return;
        }
        let mut i = self.len;
        while i > 0 {
            i -= 1;
            if self.known[i].0.is(one) && self.known[i].1.is(other) {
                return;
            }
        }
        if self.len == PAIRS {
            self.is_full = true;
            return;
        }
        self.known[self.len] = (one, other);
        self.len += 1;
    }
}

/// Whether some text may be in both languages.
pub(super) const fn share(one: &Language, other: &Language) -> bool {
    if one.is_cut || other.is_cut {
        return true;
    }
    let alphabet = Alphabet::of(one, other);
    let mut pairs = Pairs::new();
    while let Some((a, b)) = pairs.next() {
        if one.accepts(a) && other.accepts(b) {
            return true;
        }
        let only = match one.only(a) {
            None => other.only(b),
            only => only,
        };
        let (bytes, count) = alphabet.candidates(only);
        let mut i = 0;
        while i < count {
            let (nexts, others) = (one.step(a, bytes[i], false), other.step(b, bytes[i], false));
            i += 1;
            let mut j = 0;
            while j < 4 {
                pairs.add(nexts[j / 2], others[j % 2]);
                j += 1;
            }
        }
    }
    pairs.is_full
}

/// Whether every text of `one` is also a text of `other`. Returns false if this cannot be decided.
pub(super) const fn includes(other: &Language, one: &Language) -> bool {
    if one.is_cut || other.is_cut {
        return false;
    }
    let alphabet = Alphabet::of(one, other);
    let mut pairs = Pairs::new();
    while let Some((a, b)) = pairs.next() {
        if one.accepts(a) && !other.accepts(b) {
            return false;
        }
        let (bytes, count) = alphabet.candidates(one.only(a));
        let mut i = 0;
        while i < count {
            let [next, also] = one.step(a, bytes[i], false);
            if !next.is_dead() || !also.is_dead() {
                let [stays, leaves] = other.step(b, bytes[i], true);
                // Two adjacent parts can end in many places.
                if stays.is_dead() || !leaves.is_dead() {
                    return false;
                }
                pairs.add(next, stays);
                pairs.add(also, stays);
            }
            i += 1;
        }
    }
    !pairs.is_full
}

#[cfg(test)]
mod tests;
