#!/usr/bin/env bash
# Random models against an oracle:
#
#   tests/models/run.sh                      # as in the gate: few models, the same everywhere
#   tests/models/run.sh MODELS STEPS SEED    # by hand: batches of models from SEED on, STEPS steps on each
#
# Each batch is one program, which is generated, compiled and run. The first batch in which a program fails ends it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

run() { # SEED MODELS STEPS PROGRAMS PROFILE
    local out=target/models bin=target/$5/examples
    [[ $5 == dev ]] && bin=target/debug/examples
    mkdir -p "$out"
    # `--workspace` and `--example` keep the features, and thereby the build, of the other steps of the gate.
    cargo build --quiet --locked --workspace --profile "$5" --example generate-models
    "$bin/generate-models" "$1" "$2" >"$out/models.rs"
    MODELS_SOURCE=$PWD/$out/models.rs cargo build --quiet --locked --workspace --profile "$5" --example random-models
    "$bin/random-models" "$3" "$4"
}

if [[ $# -eq 0 ]]; then
    run 1 30 40 3 dev
    exit
fi
models=$1 steps=${2:-50} seed=${3:-1000} batch=100
for ((done = 0; done < models; done += batch)); do
    left=$((models - done))
    run $((seed + done)) $((left < batch ? left : batch)) "$steps" 1 models
done
