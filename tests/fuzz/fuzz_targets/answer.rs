//! `dynamo_entity_fuzz::answer` on what libFuzzer makes; without it, on the files that are given.

#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dynamo_entity_fuzz::answer(bytes));

#[cfg(not(fuzzing))]
fn main() -> std::io::Result<()> {
    for path in std::env::args_os().skip(1) {
        dynamo_entity_fuzz::answer(&std::fs::read(path)?);
    }
    Ok(())
}
