//! Client request tokens.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::process;
use std::time::SystemTime;

/// A token that no other transaction has: 32 characters, of 128 bits.
///
/// Two tokens that were alike would drop a write, so chance alone is not asked: the hasher has 128 random bits of the
/// system's as its key, and what is hashed tells apart a process that was forked, or restored from a snapshot, with the same
/// key.
pub(super) fn unique() -> String {
    let hasher = RandomState::new();
    let seed = (process::id(), SystemTime::now());
    format!(
        "{:016x}{:016x}",
        hasher.hash_one((seed, 0_u8)),
        hasher.hash_one((seed, 1_u8))
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::transact::limits::check_token;

    #[test]
    fn tokens_differ_and_are_such_as_dynamodb_takes() {
        let tokens: HashSet<_> = (0..10_000).map(|_| unique()).collect();
        assert_eq!(tokens.len(), 10_000);
        assert!(tokens.iter().all(|token| check_token(token).is_ok()));
    }
}
