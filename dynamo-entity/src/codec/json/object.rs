//! A JSON object that is written member by member: the body of a request, or a part of it.

use std::fmt;

use crate::codec::json::write;

/// An object under construction: `{"Item":{…},"Key":{…}`, without its end.
#[derive(Clone, Default)]
pub(crate) struct Object {
    out: Vec<u8>,
    /// Where the object begins.
    start: usize,
}

impl Object {
    /// Begins an object of about this many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Object::after(Vec::with_capacity(bytes))
    }

    /// Begins an object at the end of `out`.
    pub(crate) fn after(out: Vec<u8>) -> Self {
        Object { start: out.len(), out }
    }

    /// Writes a whole object to the end of `out`.
    pub(crate) fn append(out: &mut Vec<u8>, write: impl FnOnce(&mut Object)) {
        let mut object = Object::after(std::mem::take(out));
        write(&mut object);
        *out = object.finish();
    }

    /// Begins a member, whose value is to be written next.
    pub(crate) fn member(&mut self, name: &'static str) -> &mut Vec<u8> {
        self.out.push(if self.out.len() == self.start { b'{' } else { b',' });
        write::plain(&mut self.out, name);
        self.out.push(b':');
        &mut self.out
    }

    /// Writes a member that is an object.
    pub(crate) fn object(&mut self, name: &'static str, write: impl FnOnce(&mut Object)) {
        Object::append(self.member(name), write);
    }

    /// Writes a member that is a string.
    pub(crate) fn string(&mut self, name: &'static str, text: &str) {
        write::string(self.member(name), text);
    }

    /// Writes a member that is a string, if there is one.
    pub(crate) fn optional(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.string(name, text);
        }
    }

    /// Writes a member that is `true` or `false`.
    pub(crate) fn boolean(&mut self, name: &'static str, value: bool) {
        let text = if value { "true" } else { "false" };
        self.member(name).extend_from_slice(text.as_bytes());
    }

    /// Writes a member that is a number.
    pub(crate) fn number(&mut self, name: &'static str, number: impl itoa::Integer) {
        let mut text = itoa::Buffer::new();
        self.member(name).extend_from_slice(text.format(number).as_bytes());
    }

    /// Ends the object, and returns everything that was written.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        if self.out.len() == self.start {
            self.out.push(b'{');
        }
        self.out.push(b'}');
        self.out
    }
}

// The members may hold sensitive values.
impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Object({} bytes)", self.out.len() - self.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_separated() {
        let mut object = Object::after(b"[".to_vec());
        object.member("a").push(b'1');
        object.string("b", "\"");
        object.optional("none", None);
        object.object("c", |inner| inner.boolean("d", true));
        object.object("e", |_| {});
        object.number("f", -1);
        assert_eq!(object.finish(), br#"[{"a":1,"b":"\"","c":{"d":true},"e":{},"f":-1}"#);
        assert_eq!(Object::default().finish(), b"{}");
    }

    #[test]
    fn debug_shows_no_values() {
        let mut object = Object::default();
        object.string("a", "secret");
        assert_eq!(format!("{object:?}"), "Object(13 bytes)");
    }
}
