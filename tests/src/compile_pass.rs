//! The programs of `compile-pass`, which must compile. They are modules of a library, so that lints of public items apply.

#[path = "../compile-pass/named_as_a_trait.rs"]
pub mod named_as_a_trait;
#[path = "../compile-pass/no_prelude.rs"]
pub mod no_prelude;
#[path = "../compile-pass/raw_identifiers.rs"]
pub mod raw_identifiers;
#[path = "../compile-pass/renamed.rs"]
pub mod renamed;
#[path = "../compile-pass/shadowed.rs"]
pub mod shadowed;
#[path = "../compile-pass/strict_lints.rs"]
pub mod strict_lints;
#[path = "../compile-pass/visibility.rs"]
pub mod visibility;
