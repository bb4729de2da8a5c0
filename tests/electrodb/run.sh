#!/bin/sh
# The live test with ElectroDB: npm's `electrodb` and this library write, read, page and change the items of one table, and
# nothing differs.
#
#   tests/electrodb/run.sh [ITEMS [SEED]]
#
# ITEMS are those of each entity, 250 without it. Needs Node 20 or later with npm, and what ministack needs. The packages are
# installed under target/engines/ on first use, as node/package-lock.json has them; nothing runs with them but their own code.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
source=$root/tests/electrodb/node
home=${CARGO_TARGET_DIR:-$root/target}/engines/electrodb

for program in node npm; do
    if ! command -v "$program" >/dev/null; then
        echo "\`$program\` is missing, install Node 20 or later with npm (https://nodejs.org)" >&2
        exit 1
    fi
done
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
    echo "Node $(node --version) is too old, ElectroDB's AWS SDK needs 20 or later" >&2
    exit 1
fi

# The lock file is copied last: an installation that was interrupted is made anew.
if ! cmp -s "$source/package-lock.json" "$home/complete"; then
    echo "installing electrodb into $home" >&2
    rm -rf "$home"
    mkdir -p "$home"
    cp "$source/package.json" "$source/package-lock.json" "$home"
    (cd "$home" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    cp "$source/package-lock.json" "$home/complete"
fi
# Node looks for packages beside the program.
cp "$source"/*.js "$home"

cd "$root"
exec tests/engines/ministack.sh cargo run --locked --quiet -p dynamo-entity-electrodb -- "$home/main.js" "$@"
