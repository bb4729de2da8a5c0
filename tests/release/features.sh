#!/usr/bin/env bash
# Checks the library without features and with each feature alone.
#
#   tests/release/features.sh
#
# The workspace builds with every feature at once. A user may have none or one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

features=$(cargo metadata --locked --no-deps --format-version 1 | python3 -c '
import json, sys

packages = json.load(sys.stdin)["packages"]
library = next(package for package in packages if package["name"] == "dynamo-entity")
print(*sorted(library["features"]), sep="\n")
')
for feature in "" $features; do
    printf -- '--- %s\n' "${feature:-no feature}"
    cargo clippy --locked --package dynamo-entity --lib ${feature:+--features "$feature"} -- -D warnings
done
