#![cfg(feature = "local")]

#[derive(Clone)]
pub struct Engine {
    // and private fields
}
impl Engine {
    pub fn memory() -> Result<Self, LocalError> {}
    pub fn memory_with_clock(clock: &ManualClock) -> Result<Self, LocalError> {}
    #[must_use]
    pub fn client(&self) -> Client {}
    #[must_use]
    pub fn config(&self) -> Builder {}
    #[must_use]
    pub fn http_client(&self) -> SharedHttpClient {}
    pub fn sweep_ttl(&self) -> Result<usize, LocalError> {}
}
impl fmt::Debug for Engine {}

#[derive(Debug)]
pub struct LocalError {
    // and private fields
}
impl Error for LocalError {}
impl fmt::Display for LocalError {}

#[derive(Clone)]
pub struct ManualClock(_);
impl ManualClock {
    #[must_use]
    pub fn at(seconds: u64) -> Self {}
    #[must_use]
    pub fn now(&self) -> u64 {}
    pub fn set(&self, seconds: u64) {}
    pub fn advance(&self, by: Duration) {}
}
impl fmt::Debug for ManualClock {}
