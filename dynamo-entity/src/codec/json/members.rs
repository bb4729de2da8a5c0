//! The members of a JSON object under construction.

use std::fmt;

use crate::codec::json::write;

/// An object without its closing brace: `{"Item":{…},"Key":{…}`.
#[derive(Clone, Default)]
pub(crate) struct Members {
    out: Vec<u8>,
    /// The position at which the object begins.
    start: usize,
}

impl Members {
    /// Begins an object at the end of `out`.
    pub(crate) fn after(out: Vec<u8>) -> Self {
        Members { start: out.len(), out }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.out.len() == self.start
    }

    /// Begins a member. The caller writes its value next.
    pub(crate) fn member(&mut self, name: &'static str) -> &mut Vec<u8> {
        self.out.push(if self.is_empty() { b'{' } else { b',' });
        write::plain(&mut self.out, name);
        self.out.push(b':');
        &mut self.out
    }

    /// Writes a member that is a string.
    pub(crate) fn string(&mut self, name: &'static str, text: &str) {
        write::string(self.member(name), text);
    }

    /// Closes the object and returns the whole buffer.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        if self.is_empty() {
            self.out.push(b'{');
        }
        self.out.push(b'}');
        self.out
    }

    /// Adds the members of another object, closes the object and returns the buffer. Returns `None` if `other` is not an
    /// object.
    pub(crate) fn before(mut self, other: &[u8]) -> Option<Vec<u8>> {
        let others = other.strip_prefix(b"{")?.strip_suffix(b"}")?;
        if self.is_empty() {
            self.out.push(b'{');
        } else if !others.is_empty() {
            self.out.push(b',');
        }
        self.out.extend_from_slice(others);
        self.out.push(b'}');
        Some(self.out)
    }
}

// The members may be sensitive.
impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Members({} bytes)", self.out.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_members_precede_those_of_another_object() {
        let some = || {
            let mut members = Members::default();
            members.member("a").push(b'1');
            members.string("b", "\"");
            members
        };
        let joined = |members: Members, other: &str| {
            members
                .before(other.as_bytes())
                .map(|json| String::from_utf8(json).unwrap())
        };
        assert_eq!(
            joined(some(), r#"{"c":2}"#).as_deref(),
            Some(r#"{"a":1,"b":"\"","c":2}"#)
        );
        assert_eq!(joined(some(), "{}").as_deref(), Some(r#"{"a":1,"b":"\""}"#));
        assert_eq!(joined(Members::default(), r#"{"c":2}"#).as_deref(), Some(r#"{"c":2}"#));
        assert_eq!(joined(Members::default(), "{}").as_deref(), Some("{}"));
        for other in ["", "{", "[]", "null", "\u{feff}{}"] {
            assert_eq!(joined(some(), other), None);
        }
        assert_eq!(some().finish(), br#"{"a":1,"b":"\""}"#);
        assert_eq!(Members::default().finish(), b"{}");
    }
}
