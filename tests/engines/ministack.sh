#!/bin/sh
# Runs a command against ministack, the second engine: an implementation of DynamoDB that shares no code with the
# embedded one.
#
#   tests/engines/ministack.sh cargo test --workspace --test engine
#
# The command sees DYNAMO_ENTITY_ENDPOINT; its exit status is this script's. ministack is installed into
# target/engines/ on first use, as requirements.txt has it. It listens on 127.0.0.1 only, keeps nothing, and is stopped when the
# command ends.
# MINISTACK_PORT chooses the port; by default it is a free one.
set -eu

if [ $# -eq 0 ]; then
    echo "usage: $0 COMMAND [ARGUMENT...]" >&2
    exit 2
fi

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
requirements=$root/tests/engines/requirements.txt
home=${CARGO_TARGET_DIR:-$root/target}/engines
venv=$home/ministack
python=$venv/bin/python

# The marker is written last: an installation that was interrupted, or is of other versions, is made anew.
if ! cmp -s "$requirements" "$venv/complete"; then
    echo "installing ministack into $venv" >&2
    mkdir -p "$home"
    if ! python3 -m venv --clear "$venv" >&2; then
        echo "python3 cannot make a virtual environment, install python3 and python3-venv" >&2
        exit 1
    fi
    "$python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements" >&2
    cp "$requirements" "$venv/complete"
fi

# Binds to tell that a chosen port is taken: another ministack there would answer in place of ours.
port=$("$python" - "${MINISTACK_PORT:-0}" <<'PYTHON'
import socket, sys

with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", int(sys.argv[1])))
    print(probe.getsockname()[1])
PYTHON
)
endpoint=http://127.0.0.1:$port
log=$home/ministack-$port.log

BIND_HOST=127.0.0.1 GATEWAY_PORT=$port PERSIST_STATE=0 LOG_LEVEL=WARNING \
    "$venv/bin/ministack" >"$log" 2>&1 </dev/null &
engine=$!

stop() {
    kill "$engine" 2>/dev/null || true
    wait "$engine" 2>/dev/null || true
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

answers() {
    "$python" - "$endpoint/_ministack/health" <<'PYTHON' 2>/dev/null
import sys, urllib.request

urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sys.argv[1], timeout=5)
PYTHON
}

tries=0
until answers; do
    tries=$((tries + 1))
    if [ "$tries" -ge 150 ] || ! kill -0 "$engine" 2>/dev/null; then
        echo "ministack does not answer on $endpoint, its output follows" >&2
        cat "$log" >&2
        exit 1
    fi
    sleep 0.2
done

status=0
DYNAMO_ENTITY_ENDPOINT=$endpoint "$@" || status=$?
if [ "$status" -eq 0 ]; then
    rm -f "$log"
else
    echo "the command failed against ministack, whose output is in $log" >&2
fi
exit "$status"
