#!/bin/sh
# rustdoc as docs.rs runs it: with the features of rustdoc that are not stable. Only rustdoc sees the variable that allows
# them, so that no dependency is compiled anew.
#
#   RUSTDOC=tests/release/rustdoc.sh RUSTDOCFLAGS="--cfg docsrs" cargo doc
RUSTC_BOOTSTRAP=1 exec rustdoc "$@"
