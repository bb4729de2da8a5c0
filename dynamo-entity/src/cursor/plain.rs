//! The bytes of a cursor that is not sealed: version, binding, checksum, then the values of the key attributes.

use crate::cursor::{Binding, DAMAGED, FOREIGN, PLAIN, fingerprint};
use crate::error::{Error, Result};

const BINDING: std::ops::Range<usize> = 1..9;
const CHECKSUM: std::ops::Range<usize> = 9..13;
const VALUES: std::ops::RangeFrom<usize> = 13..;

pub(super) fn close(binding: &Binding, values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![PLAIN];
    bytes.extend(fingerprint(&binding.bytes).to_be_bytes());
    bytes.extend(checksum(values));
    bytes.extend(values);
    bytes
}

/// The values, once the cursor is shown to be undamaged and of this read.
pub(super) fn open<'b>(binding: &Binding, bytes: &'b [u8]) -> Result<&'b [u8]> {
    let values = values(bytes).ok_or_else(|| Error::new(DAMAGED))?;
    if bytes.get(BINDING) == Some(fingerprint(&binding.bytes).to_be_bytes().as_slice()) {
        Ok(values)
    } else {
        Err(Error::new(FOREIGN))
    }
}

/// The values, if they are undamaged.
pub(super) fn values(bytes: &[u8]) -> Option<&[u8]> {
    let values = bytes.get(VALUES)?;
    (bytes.get(CHECKSUM)? == checksum(values)).then_some(values)
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let hash = fingerprint(bytes);
    // Both halves count.
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is folded into the lower")]
    let folded = (hash ^ (hash >> 32)) as u32;
    folded.to_be_bytes()
}
