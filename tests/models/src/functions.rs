//! The functions for the options of generated fields, and the clock of `on_write`.

use std::cell::Cell;

thread_local! {
    static STEP: Cell<u32> = const { Cell::new(0) };
}

/// Sets the value that `on_write` returns from now on.
pub fn set_step(step: u32) {
    STEP.set(step);
}

/// `on_write = step()`: the number of the current step.
#[must_use]
pub fn step() -> u32 {
    STEP.get()
}

/// `on_write = step_text()`
#[must_use]
pub fn step_text() -> String {
    format!("s{}", step())
}

/// `set = lowercase`: idempotent.
#[must_use]
pub fn lowercase(text: String) -> String {
    text.to_lowercase()
}

/// `set = prefixed`: not idempotent.
#[must_use]
pub fn prefixed(text: String) -> String {
    format!("S{text}")
}

/// `get = marked`
#[must_use]
pub fn marked(text: String) -> String {
    format!("{text}!")
}

/// `set = clamp`
#[must_use]
pub fn clamp(number: u32) -> u32 {
    number.min(50)
}

/// `validate = is_short`
pub fn is_short(text: &str) -> Result<(), &'static str> {
    if text.len() <= 6 { Ok(()) } else { Err("is long") }
}

/// `validate = is_small`
#[must_use]
pub fn is_small(number: &u32) -> bool {
    *number < 40
}

/// `skip_serializing_if = "is_zero"`
#[must_use]
pub fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// `default = "ten"` of serde.
#[must_use]
pub fn ten() -> i64 {
    10
}

/// A part that ElectroDB's `condition` tests.
pub trait Listed {
    /// Whether the item is in the index.
    fn is_listed(&self) -> bool;
}

impl Listed for String {
    fn is_listed(&self) -> bool {
        !self.starts_with('b')
    }
}

impl Listed for u16 {
    fn is_listed(&self) -> bool {
        self.is_multiple_of(2)
    }
}

/// `with = "up"`: text with a prefix that is removed when it is read.
pub mod up {
    use serde::{Deserialize, Deserializer, Serializer};

    /// Adds the prefix.
    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("^{text}"))
    }

    /// Removes the prefix.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(text.strip_prefix('^').unwrap_or(&text).to_owned())
    }
}
