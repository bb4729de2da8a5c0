//! Generates client request tokens.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::process;
use std::time::SystemTime;

/// Returns a unique token: 128 bits as 32 characters.
///
/// DynamoDB would drop a write whose token was used before, so tokens must not rely on randomness alone. The hasher has a
/// random 128-bit key from the system. The hashed process id and time differ even if a process was forked, or restored from
/// a snapshot, with the same key.
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
    fn tokens_differ_and_are_valid_for_dynamodb() {
        let tokens: HashSet<_> = (0..10_000).map(|_| unique()).collect();
        assert_eq!(tokens.len(), 10_000);
        assert!(tokens.iter().all(|token| check_token(token).is_ok()));
    }
}
