//! Encodes the bytes of cursors, plain or sealed with a key, and checks the cursors that come back.

use crate::error::fault::Fault;
use crate::error::{Error, Result};
use crate::wire::cursor_form::CursorForm;

/// The first byte, which says how the others are encoded.
pub(crate) const PLAIN: u8 = 1;
pub(crate) const SEALED: u8 = 2;

/// A sealed cursor has at least a nonce and a tag.
pub(crate) const NONCE_SIZE: usize = 24;
pub(crate) const TAG_SIZE: usize = 16;

pub(crate) const DAMAGED: Fault = Fault::Cursor("the cursor is damaged");
pub(crate) const FOREIGN: Fault = Fault::Cursor(
    "the cursor belongs to another read: table, index, entity, partition and sort condition, or segment, must be the same",
);

/// FNV-1a, 64 bits (Fowler, Noll, Vo): stable across versions and machines, which std's hashers are not.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

const NOT_EXPECTED: Fault = Fault::Cursor("the cursor is sealed, but this table does not seal its cursors");
#[cfg(feature = "sealed-cursors")]
const NOT_SEALED: Fault = Fault::Cursor("the cursor is not sealed, but this table seals its cursors");
#[cfg(feature = "sealed-cursors")]
const NOT_OPENED: Fault = Fault::Cursor(
    "the cursor cannot be opened: it was altered, belongs to another read, or was sealed with another \
     key",
);

/// How a table encodes its cursors.
#[derive(Debug, Clone, Default)]
pub(crate) enum Seal {
    /// Anyone who decodes a cursor can read its key values.
    #[default]
    None,
    /// In the form of another program.
    #[cfg_attr(
        not(feature = "electrodb"),
        expect(dead_code, reason = "only ElectroDB has such a form")
    )]
    Form(&'static CursorForm),
    /// Only a table with this key can read its cursors.
    #[cfg(feature = "sealed-cursors")]
    Key(CursorKey),
}

impl Seal {
    /// Returns the form of another program, if the table's cursors have it.
    pub(crate) fn form(&self) -> Option<&'static CursorForm> {
        if let Seal::Form(form) = self { Some(form) } else { None }
    }

    /// Refuses a cursor in the form of another program if the table's cursors do not have this form: the cursor does not say
    /// which read it belongs to.
    pub(crate) fn check_form(&self, form: &CursorForm) -> Result<()> {
        if self.form().is_some_and(|own| own.start == form.start) {
            Ok(())
        } else {
            Err(Error::new(Fault::Cursor(form.unexpected)))
        }
    }

    /// Encodes a cursor with these key values.
    #[cfg_attr(
        not(feature = "sealed-cursors"),
        expect(clippy::unnecessary_wraps, reason = "only a key can fail")
    )]
    pub(crate) fn close(&self, bound: &[u8], values: &[u8]) -> Result<Vec<u8>> {
        match self {
            Seal::None | Seal::Form(_) => Ok(close_plain(bound, values)),
            #[cfg(feature = "sealed-cursors")]
            Seal::Key(key) => key.close(bound, values),
        }
    }

    /// Returns the key values, after checking that the cursor belongs to this read.
    pub(crate) fn open(&self, bound: &[u8], bytes: &[u8]) -> Result<Vec<u8>> {
        let is_sealed = bytes.first() == Some(&SEALED);
        match self {
            Seal::None | Seal::Form(_) if is_sealed => Err(Error::new(NOT_EXPECTED)),
            Seal::None | Seal::Form(_) => open_plain(bound, bytes).map(<[u8]>::to_vec),
            #[cfg(feature = "sealed-cursors")]
            Seal::Key(_) if !is_sealed => Err(Error::new(NOT_SEALED)),
            #[cfg(feature = "sealed-cursors")]
            Seal::Key(key) => key.open(bound, bytes).ok_or_else(|| Error::new(NOT_OPENED)),
        }
    }
}

#[cfg(feature = "sealed-cursors")]
mod key {
    use std::fmt;

    use chacha20poly1305::aead::{Aead, Payload};
    use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};

    use super::{NONCE_SIZE, SEALED};
    use crate::error::{Error, Result};

    /// The key that seals the cursors of a table, and older keys that still open them.
    ///
    /// A sealed cursor is encrypted and authenticated with XChaCha20-Poly1305, with a random nonce of 24 bytes. Everything
    /// that a cursor is bound to is associated data. A sealed cursor reveals only the length of the key attributes.
    ///
    /// The 32 bytes must be random and secret, and the same on every machine that accepts the cursors. To rotate the key,
    /// first let every machine [open](CursorKey::also_opening) cursors sealed with the new key. Then seal with the new key
    /// and open cursors sealed with the old one. Drop the old key once its cursors are no longer needed.
    ///
    /// ```no_run
    /// # use dynamo_entity::prelude::*;
    /// # use dynamo_entity::CursorKey;
    /// # use serde::{Deserialize, Serialize};
    /// # #[derive(Entity, Serialize, Deserialize)]
    /// # #[entity(pk = "USER#<user_id>", sk = "PROFILE")]
    /// # pub struct User { pub user_id: String }
    /// # #[derive(Table)]
    /// # #[table(entities(User))]
    /// # pub struct App;
    /// # fn connect(client: aws_sdk_dynamodb::Client, new: [u8; 32], old: [u8; 32]) {
    /// let key = CursorKey::from_bytes(new).also_opening(old);
    /// let table = Table::<App>::new(client, "app").seal_cursors(key);
    /// # }
    /// ```
    #[derive(Clone)]
    pub struct CursorKey {
        cipher: XChaCha20Poly1305,
        /// Keys that only open cursors.
        older: Vec<XChaCha20Poly1305>,
    }

    impl CursorKey {
        /// Creates a key that seals and opens cursors with these 32 bytes.
        #[must_use]
        pub fn from_bytes(bytes: [u8; 32]) -> Self {
            CursorKey {
                cipher: XChaCha20Poly1305::new(&bytes.into()),
                older: Vec::new(),
            }
        }

        /// Also opens cursors that were sealed with these 32 bytes.
        #[must_use]
        pub fn also_opening(mut self, bytes: [u8; 32]) -> Self {
            self.older.push(XChaCha20Poly1305::new(&bytes.into()));
            self
        }

        pub(super) fn close(&self, bound: &[u8], values: &[u8]) -> Result<Vec<u8>> {
            let mut nonce = [0; NONCE_SIZE];
            getrandom::fill(&mut nonce).map_err(|error| {
                // The page was already read, so this is no input error.
                Error::after_answer("a cursor cannot be sealed because the system returns no random bytes")
                    .caused_by(error)
            })?;
            let payload = Payload {
                msg: values,
                aad: bound,
            };
            // Encryption fails only for more than 256 GB.
            let sealed = (self.cipher.encrypt(&XNonce::from(nonce), payload))
                .map_err(|_| Error::after_answer("a cursor cannot be sealed because its key is too long"))?;
            let mut bytes = vec![SEALED];
            bytes.extend(nonce);
            bytes.extend(sealed);
            Ok(bytes)
        }

        pub(super) fn open(&self, bound: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
            let (nonce, sealed) = bytes.get(1..)?.split_first_chunk::<NONCE_SIZE>()?;
            let nonce = XNonce::from(*nonce);
            let mut ciphers = std::iter::once(&self.cipher).chain(&self.older);
            ciphers.find_map(|cipher| {
                let payload = Payload {
                    msg: sealed,
                    aad: bound,
                };
                cipher.decrypt(&nonce, payload).ok()
            })
        }
    }

    impl fmt::Debug for CursorKey {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("CursorKey(..)")
        }
    }
}

#[cfg(feature = "sealed-cursors")]
pub use key::CursorKey;

const BINDING: std::ops::Range<usize> = 1..9;
const CHECKSUM: std::ops::Range<usize> = 9..13;
const VALUES: std::ops::RangeFrom<usize> = 13..;

fn close_plain(bound: &[u8], values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![PLAIN];
    bytes.extend(fingerprint(bound).to_be_bytes());
    bytes.extend(checksum(values));
    bytes.extend(values);
    bytes
}

/// Returns the values, after checking that the cursor is undamaged and belongs to this read.
fn open_plain<'b>(bound: &[u8], bytes: &'b [u8]) -> Result<&'b [u8]> {
    let values = values(bytes).ok_or_else(|| Error::new(DAMAGED))?;
    if bytes.get(BINDING) == Some(fingerprint(bound).to_be_bytes().as_slice()) {
        Ok(values)
    } else {
        Err(Error::new(FOREIGN))
    }
}

/// Returns the values, if they are undamaged.
pub(crate) fn values(bytes: &[u8]) -> Option<&[u8]> {
    let values = bytes.get(VALUES)?;
    (bytes.get(CHECKSUM)? == checksum(values)).then_some(values)
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let hash = fingerprint(bytes);
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is folded into the lower")]
    let folded = (hash ^ (hash >> 32)) as u32;
    folded.to_be_bytes()
}
