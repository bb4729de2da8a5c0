#!/usr/bin/env bash
# Checks the library with the lowest version of each dependency that its manifests allow.
#
#   tests/release/minimal.sh            # as in the gate
#   tests/release/minimal.sh --update   # writes minimal.lock, after a requirement has changed
#
# minimal.lock is kept, so that later releases of the other packages change nothing. Only --update needs what stable cargo
# does not offer, and takes it from stable cargo all the same.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

lock=$PWD/tests/release/minimal.lock
copy=${CARGO_TARGET_DIR:-$PWD/target}/minimal
mkdir -p "$copy"
rm -rf "$copy"/dynamo-entity*
cp --recursive --no-dereference Cargo.toml dynamo-entity dynamo-entity-derive "$copy"
cd "$copy"

# Tests have dependencies of their own, which users do not build.
python3 - <<'PYTHON'
import re
from pathlib import Path


def replace(path, *replacements):
    text = Path(path).read_text()
    for pattern, replacement in replacements:
        text = re.sub(pattern, replacement, text, flags=re.MULTILINE)
    Path(path).write_text(text)


section = r"(?:(?!\[).*\n)*"
replace(
    "Cargo.toml",
    (r"^members = .*", 'members = ["dynamo-entity", "dynamo-entity-derive"]'),
    (rf"^\[profile\..*\n{section}", ""),
)
for crate in ["dynamo-entity", "dynamo-entity-derive"]:
    replace(f"{crate}/Cargo.toml", (rf"^\[dev-dependencies\]\n{section}", ""))
PYTHON

if [ "${1:-}" = --update ]; then
    rm -f Cargo.lock
    RUSTC_BOOTSTRAP=1 cargo generate-lockfile -Z direct-minimal-versions
    cp Cargo.lock "$lock"
fi
cp "$lock" Cargo.lock

cargo metadata --locked --all-features --format-version 1 | python3 -c '
import json, re, sys

metadata = json.load(sys.stdin)
packages = {package["id"]: package for package in metadata["packages"]}
for node in metadata["resolve"]["nodes"]:
    package = packages[node["id"]]
    if package["source"]:
        continue
    used = {(packages[id]["name"], packages[id]["version"]) for id in node["dependencies"]}
    for dependency in package["dependencies"]:
        name, lowest = dependency["name"], re.sub("[^0-9.]", "", dependency["req"])
        lowest += ".0" * (2 - lowest.count("."))
        if dependency["source"] and (name, lowest) not in used:
            sys.exit(f"minimal.lock does not have {name} {lowest}, the lowest: run tests/release/minimal.sh --update")
'
cargo check --locked --package dynamo-entity --lib --all-features
