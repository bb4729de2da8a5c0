#!/usr/bin/env bash
# Fuzzes the decoder: the whole kept corpus of each target, and then what libFuzzer makes of it for so many seconds. By hand:
# what libFuzzer comes to depends on the machine, whatever its seed. The gate runs the kept corpus, as one of the tests.
#
#   tests/fuzz/run.sh SECONDS [TARGET...]
#
# It takes Rust as it is, stable or not, and a C++ compiler. cargo-fuzz, what is built, and new inputs are below target/fuzz/.
# An input that fails is written to target/fuzz/failed/, and belongs into the corpus with its correction:
#
#   cargo run -p dynamo-entity-fuzz --bin TARGET -- INPUT
set -euo pipefail

version=0.13.2
seconds=${1:?usage: tests/fuzz/run.sh SECONDS [TARGET...]}
targets=("${@:2}")
[[ ${#targets[@]} -gt 0 ]] || targets=(item answer)

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
home=${CARGO_TARGET_DIR:-$PWD/target}/fuzz
unset CARGO_TARGET_DIR
failed=$home/failed
mkdir -p "$failed"

if [[ $("$home/bin/cargo-fuzz" --version 2>/dev/null) != *" $version" ]]; then
    cargo install --locked --quiet --root "$home" --target-dir "$home/install" --version "$version" cargo-fuzz
    rm -rf "$home/install"
fi

# The SDK with instruments takes long to build.
export CARGO_INCREMENTAL=0 CARGO_PROFILE_RELEASE_OPT_LEVEL=1
host=$(rustc -vV | sed -n 's/^host: //p')
for target in "${targets[@]}"; do
    found=$home/found/$target
    mkdir -p "$found"
    PATH=$home/bin:$PATH cargo fuzz run --fuzz-dir tests/fuzz --target "$host" --target-dir "$home" --sanitizer none \
        "$target" "$found" "tests/fuzz/corpus/$target" -- \
        -max_total_time="$seconds" -dict=tests/fuzz/dictionary -max_len=20000 -timeout=20 -rss_limit_mb=1024 \
        -artifact_prefix="$failed/$target-" -print_final_stats=1
done
