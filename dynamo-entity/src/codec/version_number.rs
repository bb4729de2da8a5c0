//! The types of `version` fields, which count the versions of an item.

/// A type of `#[entity(version)]` field, which counts the versions of an item.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the version of an item",
    label = "not an integer of up to 64 bits",
    note = "a version is a `u8`, `u16`, `u32`, `u64`, `i16`, `i32` or `i64`; 0 is an item that was never stored"
)]
pub trait VersionNumber: Copy + Into<i128> + TryFrom<i128> {
    /// The highest number of the type.
    const HIGHEST: i128;
}

macro_rules! version_numbers {
    ($($ty:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl VersionNumber for $ty {
            const HIGHEST: i128 = <$ty>::MAX as i128;
        }
    )*};
}
version_numbers!(u8 u16 u32 u64 i16 i32 i64);
