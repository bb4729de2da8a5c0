//! The number of cases of a property, and their seed.
//!
//! Test runs are the same on every machine, because the seed is fixed. To run more cases from a new seed:
//!
//! ```sh
//! DYNAMO_ENTITY_EXPLORE=20 cargo test --workspace --test indexes        # twenty times as many
//! PROPTEST_RNG_SEED=5 DYNAMO_ENTITY_EXPLORE=20 cargo test --workspace --test indexes   # those of a seed that failed
//! ```
//!
//! A failed property reports its smallest failing case and the seed.
//!
//! The unit tests of `dynamo-entity` include this file too, because they cannot depend on this crate.

use proptest::test_runner::{Config, RngSeed};

/// The variable with the factor by which the number of cases grows, with a new seed.
pub const EXPLORE_VARIABLE: &str = "DYNAMO_ENTITY_EXPLORE";

const SEED: u64 = 0;

/// Returns the configuration for this number of cases.
///
/// # Panics
/// If `DYNAMO_ENTITY_EXPLORE` is not a number.
#[must_use]
pub fn cases(cases: u32) -> Config {
    let times = std::env::var(EXPLORE_VARIABLE).ok();
    let times: Option<u32> = times.map(|times| times.parse().expect("DYNAMO_ENTITY_EXPLORE is a number"));
    let default = Config::default();
    let rng_seed = match default.rng_seed {
        // `PROPTEST_RNG_SEED` gives the seed.
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random if times.is_none() => SEED,
        RngSeed::Random => std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), SEED),
    };
    if times.is_some() {
        // The output of a failed test is shown.
        println!("PROPTEST_RNG_SEED={rng_seed}");
    }
    Config {
        cases: cases.saturating_mul(times.unwrap_or(1)),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(rng_seed),
        ..default
    }
}
