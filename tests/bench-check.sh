#!/usr/bin/env bash
# What the derive costs a program: the CPU time of `cargo check` and of `cargo build` on 50 entities, with serde's two derives alone
# and with `Entity`. `cargo bench` reads what it prints.
#
#   tests/bench-check.sh [ENTITIES]
#
# The crate is made below target/. Each time is the median of three, after the one file has been touched, with everything it
# depends on checked before and without incremental compilation, so that it is the whole file that is checked.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
entities=${1:-50}
home=${CARGO_TARGET_DIR:-$root/target}/bench-check

make_crate() { # name, first lines, attributes of a struct, attributes of a field with a default
    local folder=$home/$1
    mkdir -p "$folder/src"
    cat >"$folder/Cargo.toml" <<TOML
[package]
name = "bench-check-$1"
version = "0.0.0"
edition = "2024"
publish = false

[workspace]

[dependencies]
dynamo-entity = { path = "$root/dynamo-entity", features = ["chrono"] }
chrono = { version = "0.4.45", default-features = false, features = ["clock", "serde"] }
serde = { version = "1.0.228", features = ["derive"] }
TOML
    # The versions that the project is tested with.
    cp "$root/Cargo.lock" "$folder/Cargo.lock"
    {
        printf '%s\n' "#![allow(dead_code)]" "$2"
        for number in $(seq "$entities"); do
            printf '%s\n' "$3" "pub struct Item$number {
    pub id: String,
    pub email: String,
    pub display_name: String,
    pub avatar_url: Option<String>,
    $4
    pub score: u32,
    $4
    pub active: bool,
    pub tags: std::collections::BTreeSet<String>,
    pub created_at: chrono::DateTime<chrono::Utc>,
}" | sed "s/NUMBER/$number/g"
        done
        printf 'fn main() {}\n'
    } >"$folder/src/main.rs"
}

compile() { # check or build, name
    (cd "$home/$2" && CARGO_INCREMENTAL=0 CARGO_TARGET_DIR=$home/target cargo "$1" --quiet --offline)
}

# The median of three, in milliseconds.
measure() { # check or build, name
    compile "$1" "$2"
    for _ in 1 2 3; do
        touch "$home/$2/src/main.rs"
        # What else the machine does changes the time that passes, not this.
        local TIMEFORMAT='%3U %3S'
        { time compile "$1" "$2" 2>&3; } 3>&2 2>&1
    done | awk '{ printf "%d\n", ($1 + $2) * 1000 }' | sort -n | sed -n 2p
}

make_crate none "" "" ""
make_crate serde "use serde::{Deserialize, Serialize};" "#[derive(Serialize, Deserialize)]" ""
make_crate entity "use dynamo_entity::Entity; use serde::{Deserialize, Serialize};" \
    "#[derive(Entity, Serialize, Deserialize)]
#[entity(pk = \"ITEMNUMBER#<id>\", sk = \"ITEM\")]
#[gsi(name = \"by_email\", index = \"gsi1\", pk = \"EMAIL#<email>\", sk = \"ITEMNUMBER\")]" "#[default]"

for command in check build; do
    none=$(measure $command none)
    serde=$(measure $command serde)
    entity=$(measure $command entity)
    printf '%s\n' "cargo $command"
    printf '    %-30s %6d ms\n' "$entities structs" "$none" "and serde's two derives" "$serde" "and Entity" "$entity"
    awk -v none="$none" -v serde="$serde" -v entity="$entity" 'BEGIN {
        printf "    serde adds %d ms, Entity adds %d ms: %.1f times as much\n", serde - none, entity - serde, (entity - serde) / (serde - none)
    }'
done
