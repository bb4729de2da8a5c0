//! How many cases a property is held against, and from which seed.
//!
//! A run of the tests is the same everywhere: its cases are of one seed. More of them, from another seed each time, are by hand:
//!
//! ```sh
//! DYNAMO_ENTITY_EXPLORE=20 cargo test --workspace --test indexes        # twenty times as many
//! PROPTEST_RNG_SEED=5 DYNAMO_ENTITY_EXPLORE=20 cargo test --workspace --test indexes   # those of a seed that failed
//! ```
//!
//! A property that fails says with how small a case, and what its seed was.

use proptest::test_runner::{Config, RngSeed};

/// Holds how many times as many cases there are, from a new seed.
pub const EXPLORE_VARIABLE: &str = "DYNAMO_ENTITY_EXPLORE";

const SEED: u64 = 0;

/// So many cases.
///
/// # Panics
/// When `DYNAMO_ENTITY_EXPLORE` is not a number.
#[must_use]
pub fn cases(cases: u32) -> Config {
    let times = std::env::var(EXPLORE_VARIABLE).ok();
    let times: Option<u32> = times.map(|times| times.parse().expect("DYNAMO_ENTITY_EXPLORE is a number"));
    let default = Config::default();
    let rng_seed = match default.rng_seed {
        // As `PROPTEST_RNG_SEED` says.
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random if times.is_none() => SEED,
        RngSeed::Random => std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), SEED),
    };
    if times.is_some() {
        // A test's output is shown where it fails.
        println!("PROPTEST_RNG_SEED={rng_seed}");
    }
    Config {
        cases: cases.saturating_mul(times.unwrap_or(1)),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(rng_seed),
        ..default
    }
}
