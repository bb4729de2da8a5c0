//! Text concatenated at compile time, for the message of a failed check.

/// The maximum length of a message in bytes; a longer message is truncated.
const CAPACITY: usize = 640;

/// Text that a `const` can append to.
pub(crate) struct Message {
    bytes: [u8; CAPACITY],
    pub(crate) len: usize,
}

impl Message {
    /// Concatenates the pieces.
    pub(crate) const fn of(pieces: &[&str]) -> Message {
        let mut message = Message {
            bytes: [0; CAPACITY],
            len: 0,
        };
        let mut i = 0;
        while i < pieces.len() {
            message.push(pieces[i]);
            i += 1;
        }
        message
    }

    /// Appends a piece.
    pub(crate) const fn push(&mut self, piece: &str) {
        let piece = piece.as_bytes();
        let mut i = 0;
        while i < piece.len() && self.len < CAPACITY {
            self.bytes[self.len] = piece[i];
            self.len += 1;
            i += 1;
        }
    }

    pub(crate) const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            Err(_) => "the schema is inconsistent",
        }
    }
}

/// Fails the evaluation of a constant with a message.
pub(crate) const fn fail(pieces: &[&str]) -> ! {
    panic!("{}", Message::of(pieces).as_str())
}
