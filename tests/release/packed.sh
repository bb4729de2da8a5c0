#!/usr/bin/env bash
# Packs the crates as `cargo publish` does, and runs the examples of their documentation on what was packed.
#
#   tests/release/packed.sh
#
# The packed sources take the place of the crates in a copy of the workspace, which has the same dependencies with the same
# features: only the packages of the workspace are compiled anew. The manifests are the ones before packing, because cargo
# removes from the packed manifest of the derives the dependency on the runtime, which their examples need.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

target=${CARGO_TARGET_DIR:-$PWD/target}
copy=$target/packed
crates=(dynamo-entity dynamo-entity-derive)

cargo package --locked --allow-dirty --no-verify "${crates[@]/#/--package=}"

rm -rf "$copy"
mkdir -p "$copy/packed"
git ls-files -z --cached --others --exclude-standard -- . "${crates[@]/#/:!}" |
    xargs -0 cp --no-dereference --parents --target-directory "$copy"
# In a folder of another name, the crates are other packages to cargo, and their builds are kept apart.
sed --in-place --regexp-extended 's|"(dynamo-entity(-derive)?)"([],])|"packed/\1"\3|g; s|path = "(dynamo-entity)|path = "packed/\1|' \
    "$copy/Cargo.toml"
version=$(sed --quiet 's|^version = "\(.*\)"|\1|p' Cargo.toml)
for crate in "${crates[@]}"; do
    tar --extract --touch --file "$target/package/$crate-$version.crate" --directory "$copy/packed"
    mv "$copy/packed/$crate-$version" "$copy/packed/$crate"
    mv "$copy/packed/$crate/Cargo.toml.orig" "$copy/packed/$crate/Cargo.toml"
done

CARGO_TARGET_DIR=$target cargo test --locked --manifest-path "$copy/Cargo.toml" --workspace --doc
