//! Programs that must not compile, and what the compiler says of each.
//!
//! `TRYBUILD=overwrite cargo test --test compile_fail` writes the messages anew; read them as a newcomer would.

#[test]
fn messages() {
    trybuild::TestCases::new().compile_fail("compile-fail/*/*.rs");
}
