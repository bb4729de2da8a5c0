//! The seeded random generator, which is the same on every machine.

use fastrand::Rng;

/// A seeded generator with the random choices of models and programs.
#[derive(Debug, Clone)]
pub struct Random(Rng);

impl Random {
    /// Makes the generator with this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Random(Rng::with_seed(seed))
    }

    /// Returns a number below `end`; 0 if `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { self.0.usize(..end) }
    }

    /// Returns a number from `low` to `high`, inclusive.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// Returns true with this percentage.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Chooses one of these.
    ///
    /// # Panics
    /// If the slice is empty.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Chooses one of these words.
    ///
    /// # Panics
    /// If the slice is empty.
    pub fn word(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }

    /// Chooses one of these by weight.
    ///
    /// # Panics
    /// If the slice is empty.
    pub fn weighted<T: Copy>(&mut self, of: &[(usize, T)]) -> T {
        let mut at = self.below(of.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in of {
            match at.checked_sub(*weight) {
                Some(left) => at = left,
                None => return *value,
            }
        }
        of[0].1
    }

    /// Returns 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.u64(..)
    }

    /// Shuffles the elements.
    pub fn shuffle<T>(&mut self, of: &mut [T]) {
        self.0.shuffle(of);
    }
}
