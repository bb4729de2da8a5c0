//! The forms of cursors that other programs write.

use crate::codec::item::Item;
#[cfg(feature = "electrodb")]
use crate::electrodb::cursor;
use crate::error::Result;
use crate::error::codec::CodecError;

type WriteCursor = fn(&[&str], &Item) -> Result<Option<Vec<u8>>>;

/// A form of cursor that another program writes and reads. Such a cursor is a key, and does not say which read it belongs to.
#[derive(Debug)]
pub(crate) struct CursorForm {
    /// The first byte of such a cursor. Cursors of no other form begin with it.
    pub(crate) start: u8,
    /// Serializes the key attributes with these names. Returns `None` if one is missing.
    pub(crate) write: WriteCursor,
    pub(crate) read: fn(&[u8]) -> Result<Item, CodecError>,
    /// Says that the table's cursors have another form.
    pub(crate) unexpected: &'static str,
}

#[cfg(feature = "electrodb")]
pub(crate) const ELECTRODB: &CursorForm = &CursorForm {
    start: cursor::START,
    write: cursor::write,
    read: cursor::read,
    unexpected: cursor::UNEXPECTED,
};

const FORMS: &[&CursorForm] = &[
    #[cfg(feature = "electrodb")]
    ELECTRODB,
];

impl CursorForm {
    /// Returns the form that the cursor has; `None` for this library's own forms.
    pub(crate) fn of(bytes: &[u8]) -> Option<&'static CursorForm> {
        FORMS.iter().copied().find(|form| bytes.first() == Some(&form.start))
    }
}
