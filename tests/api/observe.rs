#[derive(Clone, Default)]
pub struct CapacityMeter(_);
impl CapacityMeter {
    #[must_use]
    pub fn new() -> Self {}
    #[must_use]
    pub fn requests(&self) -> u64 {}
    #[must_use]
    pub fn read_units(&self) -> f64 {}
    #[must_use]
    pub fn write_units(&self) -> f64 {}
}
impl fmt::Debug for CapacityMeter {}

#[non_exhaustive]
pub struct RequestEvent<'e> {
    pub operation: &'static str,
    pub table: &'e str,
    pub index: Option<&'e str>,
    pub limit: Option<i32>,
    pub consistent: Option<bool>,
    pub batch_size: Option<usize>,
    pub elapsed: Duration,
    pub error_type: Option<&'e str>,
    pub consumed_capacity: Option<f64>,
    pub count: Option<u64>,
    pub scanned_count: Option<u64>,
    // and private fields
}
impl<'e> RequestEvent<'e> {
    #[must_use]
    pub fn request<I: 'static>(&self) -> Option<&'e I> {}
    #[must_use]
    pub fn response<O: 'static>(&self) -> Option<&'e O> {}
    #[must_use]
    pub fn error(&self) -> Option<&'e (dyn std::error::Error + Send + Sync + 'static)> {}
}
impl fmt::Debug for RequestEvent<'_> {}
