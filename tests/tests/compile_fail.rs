//! Programs that must not compile, with the expected messages of the compiler.
//!
//! `TRYBUILD=overwrite cargo test --test compile_fail` updates the messages. Review them as a new user would read them.

#[test]
fn messages() {
    trybuild::TestCases::new().compile_fail("compile-fail/*/*.rs");
}
